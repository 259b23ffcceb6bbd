"""Tables into the APB Desa: ours back again, Siskeudes' spellings, every bad cell by name, the same table twice."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from backend.kernel.problems import NotFound
from budgets import accounts
from budgets.documents import budget as documents
from budgets.intake import columns, sheets
from budgets.intake.looks import ChangedMeanwhile, HasBad, What
from budgets.keeping import bringing, editions, file, publishing, rows
from budgets.keeping.editions import NotADraft
from budgets.keeping.rows import LineSaid
from budgets.models import BudgetChange, BudgetLine, BudgetRealised, BudgetWork, VillageBudget
from budgets.terms import BudgetState
from tests.factories.budgets import make_budget, start_budget
from tests.factories.meetings import ROAD, make_item, make_meeting
from villages.board.dossier import dossier

SISKEUDES = """\
Kd Keg;Nama Kegiatan;Akun;Uraian;Anggaran;Sumber
;;4.;PENDAPATAN;1.000.000,50;
;;4.2.;Transfer;1.000.000,50;
;;4.2.1.01.;Dana Desa;1.000.000,50;DD
02.;;;BIDANG PEMBANGUNAN;1.000.000,50;
02.03.;;;Sub Bidang PU;1.000.000,50;
02.03.11.;Jalan Cibodas;;;1.000.000,50;
02.03.11.;;5.2.;Barang dan Jasa;400.000,50;
02.03.11.;;5.2.1.01.;ATK;400.000,50;DDS
02.03.11.;;5.3.5.03.;Bahan baku jalan;600.000,00;DDS
;;;SURPLUS / (DEFISIT);(0,00);
Mengetahui;;;;;
"""


PUBLISHED = """\
APBDes - ANGGARAN PENDAPATAN DAN BELANJA DESA
KODE;URAIAN;ANGGARAN;SUMBER DANA
4;PENDAPATAN;;
4.2.1.01.;Dana Desa;Rp 964.073.000;DDS
4.2.2.01.;Bagi Hasil Pajak dan Retribusi;Rp 68.797.000;PBH
4.2.3.01.;Alokasi Dana Desa;Rp 544.835.000;ADD
4.2.4.01.;Bantuan Keuangan dari APBD Provinsi;Rp 260.000.000;PBP
4.3.6.01.;Bunga Bank;Rp 1.630.000;DLL
JUMLAH PENDAPATAN;;Rp 1.839.335.000;
5;BELANJA;;
01.01.01;Penghasilan kepala desa;Rp 58.200.000;
5.1.1.01. [01.01.01];Penghasilan Tetap Kepala Desa;Rp 52.200.000;ADD
5.1.1.02. [01.01.01];Tunjangan Kepala Desa;Rp 6.000.000;ADD
01.01.02;Penghasilan perangkat desa;Rp 328.175.000;
5.1.2.01. [01.01.02];Penghasilan Tetap Perangkat Desa;Rp 302.575.000;ADD
5.1.2.02. [01.01.02];Tunjangan Perangkat Desa;Rp 25.600.000;ADD
"""
"""Figures and shape of an APB Desa that a village in Wonosobo published for 2025; its first rows only."""


def found_in(content):
    return columns.find(sheets.read(content if isinstance(content, bytes) else content.encode()), file.FORM)


@pytest.fixture
def draft(village, dadang):
    return start_budget(village, dadang.actor).edition


@pytest.fixture
def look(dadang):
    def one(edition, content, *, whole=False):
        return bringing.look(edition, found_in(content), by=dadang.actor, whole=whole)

    return one


@pytest.fixture
def take(dadang, look):
    def one(edition, content, *, whole=False):
        seen = look(edition, content, whole=whole).digest
        return bringing.take(edition, found_in(content), by=dadang.actor, seen=seen, whole=whole)

    return one


def stored(edition):
    found = BudgetLine.objects.filter(budget=edition).select_related("work")
    return sorted((one.work.code if one.work else "", one.account, one.source, one.name, one.amount) for one in found)


def test_a_table_in_the_spelling_of_siskeudes_comes_in_to_the_sen(draft, take):
    take(draft, SISKEUDES)

    assert stored(draft) == [
        ("", "4.2.1.01", "", "", 100_000_050),
        ("2.3.11", "5.2.1.01", "DDS", "ATK", 40_000_050),
        ("2.3.11", "5.3.5.03", "DDS", "Bahan baku jalan", 60_000_000),
    ]
    assert [(one.code, one.name) for one in BudgetWork.objects.all()] == [("2.3.11", "Jalan Cibodas")]
    book = accounts.book_of(draft, accounts.codes_for(draft.village, 2027))
    assert book.rest.amount == 0


def test_one_column_of_codes_as_villages_publish_it_comes_in_with_the_sums_that_it_prints(draft, take, look):
    assert look(draft, PUBLISHED).bad == ()

    take(draft, PUBLISHED)

    book = accounts.book_of(draft, accounts.codes_for(draft.village, 2027))
    works = {one.code: one.key for one in book.works}
    paid = {code: sum(one.amount for one in book.lines if one.work == key) for code, key in works.items()}
    assert book.total("4").amount == 1_839_335_000 * 100
    assert paid == {"1.1.01": 58_200_000 * 100, "1.1.02": 328_175_000 * 100}
    assert take(draft, PUBLISHED, whole=True).changes == []


def test_words_where_a_code_would_stand_are_passed_over_only_where_they_name_a_sum(draft, look):
    (bad,) = look(draft, PUBLISHED.replace("4.3.6.01.;", "bunga;")).bad

    assert bad.place == "Baris 8, kolom A (Kode rekening)"


def test_the_same_table_twice_changes_nothing(draft, take, look):
    take(draft, SISKEUDES)
    before, changes = stored(draft), BudgetChange.objects.count()

    again = take(draft, SISKEUDES, whole=True)

    assert again.changes == []
    assert (stored(draft), BudgetChange.objects.count()) == (before, changes)


def test_what_changed_is_told_before_it_is_taken_and_recorded_with_both_values(draft, take, look):
    take(draft, SISKEUDES)
    dearer = SISKEUDES.replace("600.000,00", "700.000,00").replace("1.000.000,50", "1.100.000,50")

    shown = look(draft, dearer)

    assert [(one.row, one.what, one.differences[0].before) for one in shown.changes] == [
        (4, What.CHANGED, "Rp1.000.000,50"),
        (10, What.CHANGED, "Rp600.000"),
    ]
    take(draft, dearer)
    change = BudgetChange.objects.last()
    assert change.what == "imported"
    assert sorted(change.was.values()) == [60_000_000, 100_000_050]
    assert sorted(change.became.values()) == [70_000_000, 110_000_050]


@pytest.mark.parametrize(
    ("wrong", "right", "place", "why"),
    [
        ("400.000,50;DDS", "banyak;DDS", "Baris 9, kolom E (Anggaran)", "Bukan jumlah uang"),
        ("400.000,50;DDS", ";DDS", "Baris 9, kolom E (Anggaran)", "Jumlahnya kosong"),
        ("5.2.1.01.;ATK", "5.2.9.01.;ATK", "Baris 9, kolom Kode rekening", "tidak ada dalam daftar"),
        (
            "5.2.;Barang dan Jasa;400.000,50",
            "5.2.;Barang dan Jasa;400.000,00",
            "Baris 8, kolom E",
            "berjumlah Rp400.000,50",
        ),
        ("5.3.5.03.;Bahan baku jalan", "5.2.1.01.;ATK", "Baris 10, kolom C", "Sama dengan baris 9"),
        ("600.000,00;DDS", "600.000,00;Bank", "Baris 10, kolom F (Sumber dana)", "Sumber dana tidak dikenal"),
        (
            "02.03.11.;Jalan Cibodas",
            "02.03.77.;Jalan Cibodas",
            "Baris 7, kolom Kode kegiatan",
            "tidak ada dalam daftar",
        ),
    ],
)
def test_every_bad_cell_is_named_by_row_and_column_and_nothing_is_taken(draft, look, take, wrong, right, place, why):
    content = SISKEUDES.replace(wrong, right)
    if "77" in right:
        content = content.replace("02.03.11.;;", "02.03.77.;;")
    assert content != SISKEUDES

    told = [f"{one.place}: {one.why}" for one in look(draft, content).bad]

    assert any(one.startswith(place) and why in one for one in told), told
    with pytest.raises(HasBad):
        take(draft, content)
    assert stored(draft) == []
    assert not BudgetWork.objects.exists()


def test_expenditure_outside_an_activity_is_refused(draft, look):
    (bad,) = look(draft, "Kode Rekening;Uraian;Anggaran\n5.2.1.01;ATK;5\n").bad

    assert "tidak berada di bawah satu kegiatan" in bad.why


def test_a_table_without_the_columns_says_which(draft, look):
    (bad,) = look(draft, "Kode Rekening;Uraian\n4.2.1;Dana Desa\n").bad

    assert "Kolom ini tidak ditemukan: Anggaran" in bad.why


def test_what_the_table_has_not_stays_unless_it_is_the_whole_budget(village, dadang, look, take):
    made = make_budget(village, dadang.actor)

    assert len(look(made.edition, SISKEUDES).kept) > 0
    take(made.edition, SISKEUDES)
    assert len(stored(made.edition)) == 12
    take(made.edition, SISKEUDES, whole=True)

    assert [one[1] for one in stored(made.edition)] == ["4.2.1.01", "5.2.1.01", "5.3.5.03"]
    assert BudgetWork.objects.count() == 1


def test_what_came_in_between_is_looked_at_again(draft, dadang, siti, look):
    seen = look(draft, SISKEUDES).digest
    rows.add_line(draft, None, LineSaid("4.2.1.01", 5, "DDS"), by=siti.actor)

    with pytest.raises(ChangedMeanwhile):
        bringing.take(draft, found_in(SISKEUDES), by=dadang.actor, seen=seen, whole=False)

    assert len(stored(draft)) == 1


def test_a_stranger_and_an_adopted_budget_are_refused(village, dadang, asep, take):
    made = make_budget(village, dadang.actor)
    with pytest.raises(NotFound):
        bringing.look(made.edition, found_in(SISKEUDES), by=asep.actor, whole=False)
    with pytest.raises(NotFound):
        bringing.take(made.edition, found_in(SISKEUDES), by=asep.actor, seen="", whole=False)
    edition = made.adopted()
    with pytest.raises(NotADraft):
        take(edition, SISKEUDES)


def test_an_activity_of_the_table_is_tied_to_what_the_meeting_adopted(village, draft, take):
    item = make_item(make_meeting(village), "Jalan  cibodas")

    take(draft, SISKEUDES)

    assert BudgetWork.objects.get().item == item.id


@pytest.fixture
def published(village, dadang, bu_camat):
    edition = make_budget(village, dadang.actor).adopted()
    seen = dossier(accounts.subject_of(village, 2027)).digest
    return publishing.put_up(edition, by=bu_camat.actor, seen=seen)


@pytest.mark.parametrize("make", [documents.details_xlsx, documents.text_table])
def test_what_we_give_out_comes_in_again_as_the_very_same(published, village, dadang, look, make):
    edition = VillageBudget.objects.get(village=village)
    VillageBudget.objects.update(state=BudgetState.DRAFT)

    shown = look(edition, make(published), whole=True)

    assert shown.bad == ()
    assert shown.changes == []
    assert len(shown.of(What.SAME)) == BudgetLine.objects.count()


def test_what_we_give_out_fills_an_empty_budget_to_the_sen(published, village, dadang, take):
    first = VillageBudget.objects.get(village=village)
    empty = editions.start(village, 2028, by=dadang.actor)

    take(empty, documents.details_xlsx(published))

    assert [one[:2] + one[4:] for one in stored(empty)] == [one[:2] + one[4:] for one in stored(first)]


def test_realisation_comes_in_from_the_report_that_names_no_source(published, village, dadang):
    edition = VillageBudget.objects.get(village=village)
    book = Workbook()
    book.active.append(["Kode kegiatan", "Kode rekening", "Uraian", "Anggaran (Rp)", "Realisasi (Rp)"])
    book.active.append(["2.3.11", None, ROAD, None, None])
    book.active.append(["2.3.11", "5.3.5.03", "Belanja Modal Bahan Baku", 500_000_000, 123_456.5])
    out = BytesIO()
    book.save(out)
    day = date(2027, 6, 30)

    with time_machine.travel(datetime(2027, 7, 1, tzinfo=UTC), tick=False):
        for _time in range(2):
            found = found_in(out.getvalue())
            seen = bringing.look_realised(edition, found, by=dadang.actor, as_of=day).digest
            bringing.take_realised(edition, found, by=dadang.actor, as_of=day, seen=seen)

    assert [(one.amount, one.as_of) for one in BudgetRealised.objects.all()] == [(12_345_650, day)]
    assert BudgetChange.objects.filter(what="realised").count() == 1


ROWS = st.lists(
    st.tuples(st.sampled_from(["4.1.1.01", "4.2.1.01", "5.2.1.01", "5.3.5.03", "6.1.1.01"]), st.integers(0, 10**13)),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one[0],
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ROWS, second=ROWS)
def test_any_two_tables_leave_the_sum_of_what_they_said_last_and_no_more(draft, take, first, second):
    BudgetWork.objects.all().delete()
    BudgetLine.objects.all().delete()

    for said in (first, second, second):
        lines = [
            ("2.3.11;Jalan;" if account[0] == "5" else ";;") + f"{account};{sen // 100},{sen % 100:02d};"
            for account, sen in said
        ]
        take(draft, "\n".join(["Kode kegiatan;Kegiatan;Kode rekening;Anggaran;Sumber dana", *lines]))

    assert {one[1]: one[4] for one in stored(draft)} == {**dict(first), **dict(second)}
    book = accounts.book_of(draft, accounts.codes_for(draft.village, 2027))
    assert sum(book.total(akun).amount for akun in "456") == sum({**dict(first), **dict(second)}.values())
