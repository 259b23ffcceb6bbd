from pathlib import Path

import pytest

from backend.kernel.problems import NotFound
from budgets import codes, plans, queries, rules
from budgets.intake import columns, plan_form, sheets
from budgets.intake.looks import ChangedMeanwhile, HasBad, What
from budgets.models import BudgetItem, Funding, TakenItem
from budgets.terms import FundSource
from meetings.terms import MeetingStatus
from sync import edit
from sync.verify import verify
from tests.factories.meetings import JUTA, make_item
from villages.terms import Right

DATA = Path(__file__).parent / "data"
HEAD = "Kode;Jenis kegiatan;Lokasi;Volume;Jumlah (Rp);Sumber\n"
ROAD = "2.3.11;Jalan gang;Blok Cibodas;450 m;120.000.000;DDS\n"
PIPES = "2.4.11;Pipa air;Dusun Pasir;;80.000.000;ADD\n"
BY_FIELD = {"1": 388_947_500, "2": 439_356_000, "3": 42_150_000, "4": 44_675_000, "5": 164_000_000}
"""What the example of an RKP prints under each bidang, in rupiah."""
TOTAL = 1_079_128_500
BY_SOURCE = {
    FundSource.PAD: 22_500_000,
    FundSource.DDS: 631_656_000,
    FundSource.ADD: 389_872_000,
    FundSource.PBH: 23_225_500,
    FundSource.PBK: 11_875_000,
}


@pytest.fixture
def meeting(village, siti):
    codes.load()
    village.hamlets = ["Cibodas", "Sukamaju", "Pasir"]
    village.save()
    name = edit.add("meeting", village.pk, by=siti.actor, title="Musdes RKP", type="musdes_rkp", fiscal_year=2027)
    return plans.meeting_for(siti.actor, village.pk, name, Right.RECORD)


def found(content, **more):
    data = content.encode() if isinstance(content, str) else content
    return columns.find(sheets.read(data), plan_form.FORM, **more)


def take(content, meeting, siti, **more):
    return plans.take(found(content), meeting, by=siti.actor, **more)


def counts(look):
    return {what.value: count for what, count in look.counts if count}


@pytest.mark.parametrize("name", ["rkp_2027.xlsx", "rkp_2027.csv"])
def test_an_rkp_on_the_official_form_goes_through_to_the_rupiah(meeting, siti, name):
    content = (DATA / name).read_bytes()
    shown = plans.look(found(content), meeting)

    assert [str(one) for one in shown.bad] == []
    assert all(not one.differs for one in shown.sums)
    assert sum(one.printed is not None for one in shown.sums) == 6

    take(content, meeting, siti, seen=shown.digest)

    facts = [one.facts for one in queries.items_of(meeting.village_id, meeting.id)]
    assert len(facts) == 17
    assert rules.sum_by_field(facts) == {number: amount * 100 for number, amount in BY_FIELD.items()}
    assert rules.total(facts) == TOTAL * 100
    assert rules.sum_by_source(facts) == {source.value: amount * 100 for source, amount in BY_SOURCE.items()}
    assert not any(rules.funding_differs(one) for one in facts)
    road = BudgetItem.objects.get(name="Pengerasan jalan usaha tani")
    assert (road.account, road.hamlet, road.place) == ("2", "Cibodas", "Blok Cibodas, Dusun Cibodas")
    assert (road.volume, road.unit, road.start_month, road.end_month) == (450_000, "m", 4, 6)
    assert (road.delivery, road.implementer, road.benefit) == ("self_managed", "Kasi Kesejahteraan", "230 petani")
    assert Funding.objects.get(carried_over=True).amount == 20_000_000_00
    assert list(verify(meeting.village_id)) == []


@pytest.mark.parametrize("name", ["rkp_2027.xlsx", "rkp_2027.csv"])
def test_the_same_file_twice_changes_nothing_whichever_program_saved_it(meeting, siti, name):
    take((DATA / "rkp_2027.xlsx").read_bytes(), meeting, siti)
    before = sorted(BudgetItem.objects.values_list("id", "version"))

    again = take((DATA / name).read_bytes(), meeting, siti)

    assert counts(again) == {"same": 17}
    assert sorted(BudgetItem.objects.values_list("id", "version")) == before


def test_a_printed_sum_that_is_wrong_is_shown_beside_ours(meeting):
    text = (DATA / "rkp_2027.csv").read_text(encoding="cp1252").replace("42.150.000", "42.105.000")

    shown = plans.look(found(text), meeting)

    (wrong,) = [one for one in shown.sums if one.differs]
    assert (wrong.label, wrong.ours, wrong.printed) == ("Bidang 3", 4_215_000_000, 4_210_500_000)


def test_a_table_reaches_the_phones(meeting, siti):
    take(HEAD + ROAD, meeting, siti)
    siti.phone.sync()

    (item,) = [doc for doc in siti.phone.docs.values() if doc.get("name") == "Jalan gang"]
    assert (item["amount"], item["account"], item["volume"], item["unit"]) == (12_000_000_000, "2.3.11", 450, "m")
    assert [doc["amount"] for doc in siti.phone.docs.values() if doc.get("source") == "DDS"] == [12_000_000_000]


def test_new_changed_same_and_kept_are_told_apart(meeting, siti):
    take(HEAD + ROAD + PIPES, meeting, siti)
    make_item(meeting, "Dari HP", 5 * JUTA)

    shown = plans.look(
        found(HEAD + ROAD.replace("120.000.000", "125.000.000") + PIPES + "2.2.02;Posyandu;;;1.000;PAD\n"), meeting
    )

    assert counts(shown) == {"new": 1, "changed": 1, "same": 1}
    assert shown.kept == ("Dari HP",)
    (changed,) = shown.of(What.CHANGED)
    assert [(one.label, one.before, one.after) for one in changed.differences] == [
        ("Jumlah biaya", "Rp120.000.000", "Rp125.000.000"),
        ("Sumber dana", "DDS Rp120.000.000", "DDS Rp125.000.000"),
    ]


def test_a_source_that_changed_is_mended_and_no_second_one_stays(meeting, siti):
    take(HEAD + ROAD, meeting, siti)

    take(
        HEAD
        + ROAD.replace(";DDS", ";DDS Rp 100.000.000; ADD Rp 20.000.000")
        .replace("DDS Rp", '"DDS Rp')
        .replace("20.000.000\n", '20.000.000"\n'),
        meeting,
        siti,
    )

    (one,) = queries.items_of(meeting.village_id, meeting.id)
    assert [(share.source, share.amount) for share in one.facts.funding] == [("ADD", 20 * JUTA), ("DDS", 100 * JUTA)]
    take(HEAD + ROAD.replace("DDS", "PAD"), meeting, siti)
    (one,) = queries.items_of(meeting.village_id, meeting.id)
    assert [(share.source, share.amount) for share in one.facts.funding] == [("PAD", 120 * JUTA)]


def test_a_row_a_source_is_one_activity_as_siskeudes_keeps_it(meeting, siti):
    table = (
        "Kd_Desa;Kd_Keg;Kd_Tahun;Kd_Sumber;Biaya\n"
        "32.05.09.2006;32.05.09.2006.02.03.11.;2027;DDS;100000000.00\n"
        "32.05.09.2006;32.05.09.2006.02.03.11.;2027;ADD;20000000.50\n"
        "32.05.09.2006;32.05.09.2006.05.01.01.;2027;DDS;0\n"
    )

    take(table, meeting, siti)

    road, flood = queries.items_of(meeting.village_id, meeting.id)
    assert (road.item.account, road.item.amount, len(road.funding)) == ("2.3.11", 12_000_000_050, 2)
    assert road.item.name.startswith("Pembangunan/Rehabilitasi/Peningkatan")
    assert (flood.item.account, flood.item.amount, flood.facts.funding[0].amount) == ("5.1.00", 0, 0)


def test_what_a_phone_changed_since_is_not_written_over(meeting, siti):
    take(HEAD + ROAD, meeting, siti)
    siti.phone.sync()
    (item,) = [key for key, doc in siti.phone.docs.items() if doc.get("name") == "Jalan gang"]
    siti.phone.change(item, amount=130 * JUTA, volume=500)
    siti.phone.sync()

    same = take(HEAD + ROAD, meeting, siti)
    assert counts(same) == {"same": 1}
    assert BudgetItem.objects.get().amount == 130 * JUTA

    other = HEAD + ROAD.replace("120.000.000", "110.000.000")
    shown = plans.look(found(other), meeting)
    (step,) = shown.steps
    assert [(one.label, one.contested) for one in step.differences] == [("Jumlah biaya", True), ("Sumber dana", False)]
    take(other, meeting, siti)
    assert BudgetItem.objects.get().amount == 130 * JUTA

    third = HEAD + ROAD.replace("120.000.000", "115.000.000")
    take(third, meeting, siti, overwrite=[item])
    assert (BudgetItem.objects.get().amount, BudgetItem.objects.get().volume) == (115 * JUTA, 500_000)


def test_an_activity_of_a_phone_is_recognised_by_code_name_and_place(meeting, siti):
    make_item(meeting, "Jalan gang", 120 * JUTA, hamlet="Cibodas", place="Blok Cibodas")

    shown = plans.look(found(HEAD + ROAD.replace("Jalan gang", "JALAN  GANG")), meeting)

    assert [one.label for one in shown.steps[0].differences] == ["Nama kegiatan"]


def test_the_official_form_has_no_codes_and_finds_the_phones_activities_all_the_same(meeting, siti):
    make_item(meeting, "Pengerasan jalan usaha tani", 1, place="Blok Cibodas, Dusun Cibodas", account="2.3.12")

    take((DATA / "rkp_2027.csv").read_bytes(), meeting, siti)

    road = BudgetItem.objects.get(name="Pengerasan jalan usaha tani")
    assert (road.account, road.amount) == ("2.3.12", 18_725_000_000)


def test_every_bad_row_and_column_is_named_and_nothing_is_taken(meeting, siti):
    text = (
        HEAD
        + "9.9.99;Salah kode;;;1;DDS\n"
        + "2.3.11;;;450 m x 2,5 m;banyak;Bank\n"
        + "2.3.11;Dua sumber;;;100;DDS 40, ADD 50\n"
        + "2.3.11;Dua sumber tanpa jumlah;;;100;DDS, ADD\n"
        + "2.3.11;Kurang;;;-5;DDS\n"
        + ROAD
    )

    with pytest.raises(HasBad) as refused:
        take(text, meeting, siti)

    assert [one.place for one in refused.value.bad] == [
        "Baris 2, kolom A (Kode)",
        "Baris 3, kolom D (Volume)",
        "Baris 3, kolom E (Jumlah (Rp))",
        "Baris 3, kolom F (Sumber)",
        "Baris 4, kolom F (Sumber)",
        "Baris 5, kolom F (Sumber)",
        "Baris 6, kolom E (Jumlah (Rp))",
    ]
    assert BudgetItem.objects.count() == TakenItem.objects.count() == 0


def test_rows_of_another_village_or_year_are_bad(meeting):
    table = (
        "Kd_Desa;Kd_Keg;Kd_Tahun;Kd_Sumber;Biaya\n"
        "32.05.09.2005;02.03.11.;2027;DDS;1\n"
        "32.05.09.2006;32.05.09.2005.02.03.11.;2027;DDS;1\n"
        "32.05.09.2006;02.03.11.;2026;DDS;1\n"
    )

    assert [one.place for one in plans.look(found(table), meeting).bad] == [
        "Baris 2, kolom A (Kode desa)",
        "Baris 3, kolom B (Kode)",
        "Baris 4, kolom C (Tahun anggaran)",
    ]


def test_an_activity_without_a_price_is_a_bad_cell_not_a_heading(meeting):
    shown = plans.look(found(HEAD + ";Jalan gang;Blok Cibodas;450 m;;\n"), meeting)

    assert [one.place for one in shown.bad] == ["Baris 2, kolom E (Jumlah (Rp))"]


def test_a_code_that_the_kabupaten_has_not_named_yet_is_taken_and_one_outside_90_to_99_is_not(meeting):
    shown = plans.look(found(HEAD + "3.2.92;Sedekah bumi;;;1;PAD\n3.2.77;Entah;;;1;PAD\n"), meeting)

    assert [one.place for one in shown.bad] == ["Baris 3, kolom A (Kode)"]


def test_what_changed_after_the_preview_is_shown_first(meeting, siti):
    take(HEAD + ROAD, meeting, siti)
    other = HEAD + ROAD.replace("120.000.000", "110.000.000")
    seen = plans.look(found(other), meeting).digest
    siti.phone.sync()
    (item,) = [key for key, doc in siti.phone.docs.items() if doc.get("name") == "Jalan gang"]
    siti.phone.change(item, volume=500)
    siti.phone.sync()

    with pytest.raises(ChangedMeanwhile):
        take(other, meeting, siti, seen=seen)


@pytest.mark.parametrize("status", [MeetingStatus.SUBMITTED, MeetingStatus.PUBLISHED])
def test_a_meeting_that_was_handed_in_takes_no_table(meeting, siti, status):
    meeting.status = status
    meeting.save()

    with pytest.raises(plans.MeetingClosed):
        take(HEAD + ROAD, meeting, siti)


@pytest.mark.parametrize("who", ["asep", "bu_camat", "dpmd"])
def test_only_who_records_in_the_village_takes_a_table_in(request, meeting, who):
    somebody = request.getfixturevalue(who)

    with pytest.raises(NotFound):
        plans.take(found(HEAD + ROAD), meeting, by=somebody.actor)
    with pytest.raises(NotFound):
        plans.meeting_for(somebody.actor, meeting.village_id, meeting.id, Right.RECORD)


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_preview_costs_the_same_however_long_the_table(meeting, siti, how_many, django_assert_max_num_queries):
    text = HEAD + "".join(f"2.3.11;Jalan {number};;;1000;DDS\n" for number in range(how_many))
    take(text, meeting, siti)

    with django_assert_max_num_queries(4):
        shown = plans.look(found(text), meeting)

    assert len(shown.of(What.SAME)) == how_many
