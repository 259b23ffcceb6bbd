import csv
from io import StringIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from budgets import codes, plans, queries, rules, treasury
from budgets.intake import columns, plan_form, sheets
from budgets.models import AccountCode, BudgetItem, Funding
from budgets.sections.plan import plan
from budgets.terms import Delivery, FundSource
from sync import edit
from tests.factories.meetings import JUTA, make_item, make_whole_meeting, put, subject_of
from villages.terms import Right

OFFICIAL = (
    "Kd_Desa;Kd_Keg;Kd_Tahun;Kd_Sumber;Biaya;Volume;Satuan;Lokasi_Spesifik;Jml_Sas_Pria;Jml_Sas_Wanita;Jml_Sas_ARTM;"
    "Waktu;Mulai;Selesai;Pola_Kegiatan;Pelaksana"
)


def meeting_of(person):
    name = edit.add("meeting", person.village.pk, by=person.actor, title="Musdes", type="musdes_rkp", fiscal_year=2027)
    return plans.meeting_for(person.actor, person.village.pk, name, Right.RECORD)


@pytest.fixture
def known_codes(db):
    codes.load()


@pytest.fixture
def meeting(known_codes, siti):
    return meeting_of(siti)


def found(content):
    return columns.find(sheets.read(content), plan_form.FORM)


def rows(content):
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_row_a_source_under_siskeudes_own_names(meeting):
    item = make_item(meeting, "=Jalan", 120 * JUTA + 50, volume=2_500, place="Blok Cibodas", source=None)
    put(Funding, meeting.village, budget_item=item.id, source=FundSource.DDS, amount=100 * JUTA)
    put(Funding, meeting.village, budget_item=item.id, source=FundSource.ADD, amount=20 * JUTA + 50, carried_over=True)

    content = treasury.table_of(meeting)

    assert content.decode("utf-8-sig").splitlines()[0].startswith(OFFICIAL)
    added, paid = rows(content)
    assert (paid["Kd_Desa"], paid["Kd_Keg"], paid["Kd_Tahun"]) == (
        "32.05.09.2006",
        "32.05.09.2006.02.03.11.",
        "2027",
    )
    assert (paid["Kd_Sumber"], paid["Biaya"], paid["SiLPA"]) == ("DDS", "100000000", "")
    assert (added["Kd_Sumber"], added["Biaya"], added["SiLPA"]) == ("ADD", "20000000,50", "ya")
    assert (paid["Volume"], paid["Satuan"], paid["Waktu"], paid["Mulai"]) == ("2,5", "m", "3 Bulan", "04")
    assert (paid["Pola_Kegiatan"], paid["Nama_Kegiatan"]) == ("Swakelola", "'=Jalan")


def test_siskeudes_own_number_of_an_emergency_comes_back_as_the_annex_has_it(meeting, siti):
    make_item(meeting, "BLT", 1, account="5.3.00")

    content = treasury.table_of(meeting)

    assert rows(content)[0]["Kd_Keg"] == "32.05.09.2006.05.03.01."
    other = meeting_of(siti)
    plans.take(found(content), other, by=siti.actor)
    assert BudgetItem.objects.get(meeting=other.id).account == "5.3.00"


def test_every_code_of_the_table_is_spelled_as_siskeudes_does(known_codes):
    told = AccountCode.objects.filter(ranah="fungsi").values_list("code", "siskeudes")

    assert [(code, said) for code, said in told if rules.in_siskeudes(code) != said] == []
    assert [rules.in_siskeudes(one) for one in ("", "jalan", "3.2.92")] == ["", "", "03.02.92."]


def test_a_published_plan_is_carried_off_as_the_meeting_was(known_codes, village):
    meeting = make_whole_meeting(village)
    meeting.village = village

    assert treasury.published(plan(subject_of(meeting)), village=village.region_id) == treasury.table_of(meeting)


def test_a_table_of_nothing_is_its_head(meeting):
    assert rows(treasury.table_of(meeting)) == []


TEXT = st.text("aB \u00a0\n\r;,\"'=+-@\t√5.", max_size=12) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=40
)
AMOUNT = st.integers(0, 10**12)
SHARES = st.dictionaries(
    st.tuples(st.sampled_from([one.value for one in FundSource]), st.booleans()), AMOUNT, max_size=4
)
CODES = ["", "1", "2", "1.4.01", "2.3.11", "2.4.11", "3.2.92", "5.1.00", "5.3.00"]
ITEM = st.fixed_dictionaries(
    {
        "name": TEXT.filter(str.strip),
        "account": st.sampled_from(CODES),
        "place": TEXT,
        "hamlet": st.sampled_from(["", "Cibodas", "Pasir"]),
        "unit": st.sampled_from(["", "m", "m2", "paket", "1 x"]),
        "volume": st.none() | st.integers(0, 10**9),
        "amount": st.none() | AMOUNT,
        "beneficiaries_male": st.none() | st.integers(0, 5000),
        "beneficiaries_female": st.none() | st.integers(0, 5000),
        "beneficiaries_poor_households": st.none() | st.integers(0, 500),
        "months": st.tuples(st.none() | st.integers(1, 12), st.none() | st.integers(1, 12)),
        "delivery": st.sampled_from(["", *Delivery.values]),
        "implementer": TEXT,
        "shares": SHARES,
        "whole": st.booleans(),
    }
)


def record(meeting, said):
    """Puts an activity as some phone might have recorded it, duplicates and unequal sums included."""
    fields = dict(said)
    shares, months, whole = fields.pop("shares"), fields.pop("months"), fields.pop("whole")
    if whole and fields["amount"] is not None:
        fields["amount"] = sum(shares.values())
    start, end = months
    if rules.ends_before_start(start, end):
        start, end = end, start
    item = put(
        BudgetItem,
        meeting.village,
        **fields,
        meeting=meeting.id,
        fiscal_year=2027,
        start_month=start,
        end_month=end,
        state="proposed",
    )
    for (source, carried), amount in shares.items():
        put(Funding, meeting.village, budget_item=item.id, source=source, carried_over=carried, amount=amount)


def sums(meeting):
    facts = [one.facts for one in queries.items_of(meeting.village_id, meeting.id)]
    return len(facts), rules.total(facts), rules.sum_by_field(facts), rules.sum_by_source(facts)


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(ITEM, max_size=6))
def test_what_is_carried_off_and_brought_back_is_the_same_to_the_byte(known_codes, siti, said):
    first, second = meeting_of(siti), meeting_of(siti)
    for one in said:
        record(first, one)
    content = treasury.table_of(first)

    if said:
        shown = plans.take(found(content), second, by=siti.actor)
        assert (shown.bad, shown.passed) == ((), ())
        assert plans.take(found(content), second, by=siti.actor).changes == []

    assert treasury.table_of(second) == content
    assert sums(second) == sums(first)
