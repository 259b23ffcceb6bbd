"""The official tables of the APB Desa: columns in order, and the same sums on page, spreadsheet and PDF."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.kernel import money
from budgets import accounts
from budgets.documents import FORMS, budget
from budgets.documents.form import as_pdf, as_xlsx, written
from budgets.keeping import editions, publishing, rows
from budgets.keeping.rows import LineSaid
from budgets.models import BudgetLine
from budgets.sections.budget import told_of
from tests.factories.budgets import make_budget
from tests.factories.meetings import JUTA
from tests.villages.board.printed import Printed
from villages.board import papers
from villages.board.dossier import dossier
from villages.models import Publication

DETAILS = [
    *("Bidang, Sub Bidang, Kegiatan", "Akun, Kelompok, Jenis, Objek", "Uraian", "Volume", "Satuan"),
    *("Anggaran (Rp)", "Sumber Dana"),
]
REVISED = [*DETAILS[:5], "Semula", "Bertambah / (Berkurang)", "Menjadi", "Sumber Dana"]


@pytest.fixture
def made(village, dadang):
    return make_budget(village, dadang.actor)


@pytest.fixture
def put_up(village, bu_camat):
    def one(edition, reason="Perbaikan."):
        seen = dossier(accounts.subject_of(village, 2027)).digest
        return publishing.put_up(edition, by=bu_camat.actor, seen=seen, reason=reason)

    return one


def head_of(rows):
    place = next(at for at, row in enumerate(rows) if row[0] == "Kode Rekening")
    return [below or above for above, below in zip(rows[place], rows[place + 1], strict=True)], rows[place + 2 :]


def test_the_penjabaran_has_the_official_columns_in_order_and_every_sum(made, put_up, rows_of):
    publication = put_up(made.adopted())

    head, body = head_of(rows_of(budget.details_xlsx(publication)))

    assert head == DETAILS
    said = {(row[0] or "", row[1] or "", row[2]): row for row in body}
    assert said["", "4", "Pendapatan"][5] == 1_000_000_000
    assert said["2.3.11", "", "Pengerasan jalan usaha tani Blok Cibodas"][3:6] == ["450", "m", 540_000_000]
    assert said["2.3.11", "5.3.5.03", "Belanja Modal Bahan Baku"][5:7] == [500_000_000, "DD"]
    assert said["", "", "Surplus / (Defisit)"][5] == -40_000_000
    assert said["", "", "Pembiayaan Netto"][5] == 40_000_000
    assert said["", "", "SiLPA Tahun Berkenaan"][5] == 0


def test_the_summary_tells_revenue_fields_kinds_and_financing(made, put_up, rows_of):
    head, body = head_of(rows_of(budget.summary_xlsx(put_up(made.adopted()))))

    assert head == [*DETAILS[:3], *DETAILS[5:]]
    named = {(row[0] or "", row[1] or ""): row[3] for row in body if (row[0] or row[1]) and row[3] is not None}
    assert named == {
        ("", "4"): 1_000_000_000,
        ("", "4.1"): 50_000_000,
        ("", "4.1.1"): 50_000_000,
        ("", "4.2"): 950_000_000,
        ("", "4.2.1"): 600_000_000,
        ("", "4.2.3"): 350_000_000,
        ("", "5"): 1_040_000_000,
        ("1", ""): 300_000_000,
        ("2", ""): 640_000_000,
        ("5", ""): 100_000_000,
        ("", "5.1"): 300_000_000,
        ("", "5.2"): 40_000_000,
        ("", "5.3"): 600_000_000,
        ("", "5.4"): 100_000_000,
        ("", "6"): 80_000_000,
        ("", "6.1"): 60_000_000,
        ("", "6.1.1"): 60_000_000,
        ("", "6.2"): 20_000_000,
        ("", "6.2.2"): 20_000_000,
    }


def test_a_revision_shows_semula_bertambah_menjadi(made, dadang, put_up, rows_of):
    first = made.adopted()
    second = editions.revise(first, by=dadang.actor, seen=first.revision)
    for account, amount in (("5.3.5.03", 450), ("5.3.7.03", 150)):
        line = BudgetLine.objects.get(budget=second, account=account)
        rows.change_line(line, LineSaid(account, amount * JUTA, "DDS"), by=dadang.actor, seen=1)
    second.refresh_from_db()
    second = editions.adopt(second, by=dadang.actor, seen=second.revision, reference="P", on=first.adopted_on)

    head, body = head_of(rows_of(budget.details_xlsx(put_up(second))))

    assert head == REVISED
    road = next(row for row in body if row[1] == "5.3.5.03")
    assert road[5:8] == [500_000_000, -50_000_000, 450_000_000]


def test_the_papers_are_set_with_fonts_inside_and_the_same_each_time(made, put_up):
    publication = put_up(made.adopted())

    printed = Printed(budget.details_pdf(publication))

    assert printed.sizes == {(297, 210)}
    assert printed.tagged
    assert all(inside for _name, inside in printed.fonts)
    text = printed.text.replace("\n", " ")
    assert "PENJABARAN APB DESA" in text
    assert "Pendapatan: satu miliar rupiah." in text
    assert "(40.000.000,00)" in text
    assert "Kepala Desa" in text
    assert budget.details_pdf(publication) == budget.details_pdf(publication)
    assert budget.details_xlsx(publication) == budget.details_xlsx(publication)
    names = {one.name for one in papers.of(publication)}
    assert {"apb-desa.pdf", "apb-desa-penjabaran.xlsx", "poster-a3.pdf", "apb-desa.csv"} <= names
    assert "apb-desa-realisasi.pdf" not in names


def test_the_page_shows_the_same_rows(made, put_up, client):
    publication = put_up(made.adopted())

    for name in ("apb-desa", "penjabaran"):
        page = client.get(f"/desa/32.05.09.2006/terbitan/{publication.number}/tabel/{name}/").content.decode()
        for _kind, cells in FORMS[name][1](publication).rows:
            for _stands, text, _across in cells:
                assert text in page, (name, text)
    assert client.get(f"/desa/32.05.09.2006/terbitan/{publication.number}/tabel/realisasi/").status_code == 404


EDITS = st.lists(
    st.tuples(st.sampled_from(["change", "add", "remove"]), st.integers(0, 8), st.integers(0, 10**11)), max_size=6
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, revised=st.booleans())
def test_any_sequence_of_edits_keeps_every_sum_equal_on_page_spreadsheet_and_pdf(made, dadang, rows_of, edits, revised):
    with transaction.atomic():
        _any_sequence(made, dadang.actor, rows_of, edits, revised=revised)
        transaction.set_rollback(True)


def _any_sequence(made, by, rows_of, edits, *, revised):
    edition = _edited(made, by, edits, revised=revised)
    stored = list(BudgetLine.objects.filter(budget=edition))
    total = {akun: sum(one.amount for one in stored if one.account[0] == akun) for akun in "456"}
    book = accounts.book_of(edition, accounts.codes_for(edition.village, 2027))
    snapshot = told_of(edition, book)
    publication = Publication(
        village=edition.village,
        number=1,
        snapshot={
            "budget": snapshot,
            "village": dossier(accounts.subject_of(edition.village, 2027)).snapshot["village"],
        },
        published_at=datetime(2027, 1, 2, tzinfo=UTC),
        short_code="ABCDEFGH",
        ledger_number=1,
        fiscal_year=2027,
        id=UUID(int=1),
    )
    form = budget.details(publication)
    place = 7 if revised else 5
    shown = {cells[2][1]: cells[place][1] for _kind, cells in form.rows if not cells[0][1] and not cells[1][1]}
    sheet = {row[2]: row[place] for row in rows_of(as_xlsx(form, at=publication.published_at)) if not row[0] and row[2]}
    printed = Printed(as_pdf(form, publication)).text.replace("\n", " ")
    for label, akun in (("Jumlah Pendapatan", "4"), ("Jumlah Belanja", "5")):
        figure = money.rupiah_full(total[akun]).removeprefix("Rp ")
        assert shown[label] == figure
        assert round(sheet[label] * 100) == total[akun]
        assert figure in printed
    assert written(form.lines[-1].cells[place]) == shown["SiLPA Tahun Berkenaan"]


def _edited(made, by, edits, *, revised):
    edition = made.fresh
    if revised:
        edition = made.adopted()
        edition = editions.revise(edition, by=by, seen=edition.revision)
    for number, (what, place, amount) in enumerate(edits):
        lines = list(BudgetLine.objects.filter(budget=edition).order_by("id"))
        line = lines[place % len(lines)] if lines else None
        if what == "add" or line is None:
            rows.add_line(edition, None, LineSaid("4.3.4.01", amount, name=f"Hibah {number}"), by=by)
        elif what == "change":
            said = LineSaid(line.account, amount, line.source, line.name)
            rows.change_line(line, said, by=by, seen=line.version)
        else:
            rows.remove_line(line, by=by, seen=line.version)
    edition.refresh_from_db()
    return edition
