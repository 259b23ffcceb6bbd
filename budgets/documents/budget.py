"""The APB Desa on its official forms: the summary by akun and kelompok, and the penjabaran by kegiatan.

Columns: Permendagri 20/2018, Lampiran (Perdes on the APB Desa and Perkades on its penjabaran): kode rekening of the
activity and of the account, uraian, keluaran (volume, satuan), anggaran, sumber dana. A revision shows semula,
bertambah/(berkurang) and menjadi; once anything came true, realisasi, per cent and sisa.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import StringIO

from django.utils import dateformat

from backend.kernel import money
from budgets.documents.form import (
    CENTRE,
    FIGURE,
    GROUP,
    PLAIN,
    SUM,
    TOTAL,
    Cell,
    Column,
    Form,
    Head,
    Line,
    Money,
    as_pdf,
    as_xlsx,
    made,
    number,
)
from budgets.documents.plan import facts_of
from budgets.terms import FundSource
from villages.board.sections import Snapshot
from villages.board.spreadsheet import disarmed
from villages.models import Publication

CODED, SAID, OUTPUT, SOURCE = Column(14), Column(46), Column(10, CENTRE), Column(14)
AMOUNT, SHARE = Column(20, FIGURE), Column(9, FIGURE)
CODES = (Head("Kode Rekening", across=2), Head("Uraian", down=2))
BELOW_CODES = (Head("Bidang, Sub Bidang, Kegiatan"), Head("Akun, Kelompok, Jenis, Objek"))
STANDS_OUT = 2
"""Rows of this depth and less stand out: akun, bidang, kelompok."""
SUMMED = 3
"""How deep the summary goes into revenue and financing: jenis."""
TABLE_HEAD = (
    "Kode kegiatan",
    "Kegiatan",
    "Lokasi",
    "Kode rekening",
    "Uraian",
    "Volume",
    "Satuan",
    "Anggaran (Rp)",
    "Sumber dana",
)
REVENUE, SPENDING, FINANCING = "4", "5", "6"


def summary(publication: Publication) -> Form | None:
    """Ringkasan APB Desa: akun, kelompok and jenis, expenditure by bidang and by kind; ``None`` where there is none."""
    budget = publication.snapshot.get("budget")
    if budget is None:
        return None
    rows = [
        *_until(_rows_of(budget, REVENUE), SUMMED),
        *_until(_rows_of(budget, SPENDING), STANDS_OUT),
        *({**one, "level": SUMMED} for one in budget["by_kind"]),
        *_until(_rows_of(budget, FINANCING), SUMMED),
    ]
    return _form(publication, budget, "Ringkasan APB Desa", rows, outputs=False)


def details(publication: Publication) -> Form | None:
    """Penjabaran APB Desa: every row, with output and source; ``None`` where there is none."""
    budget = publication.snapshot.get("budget")
    if budget is None:
        return None
    return _form(publication, budget, "Penjabaran APB Desa", budget["rows"], outputs=True)


def realisation(publication: Publication) -> Form | None:
    """Laporan realisasi APB Desa: anggaran, realisasi, per cent, sisa; ``None`` before anything came true."""
    budget = publication.snapshot.get("budget")
    if budget is None or not budget["realised_on"]:
        return None
    day = dateformat.format(date.fromisoformat(budget["realised_on"]), "j F Y")
    heads = (
        (*CODES, *(Head(one, down=2) for one in ("Anggaran (Rp)", "Realisasi (Rp)", "%", "Sisa (Rp)"))),
        BELOW_CODES,
    )
    return Form(
        name=f"Realisasi {budget['fiscal_year']}",
        title=(f"LAPORAN REALISASI {_called(budget)}", f"TAHUN ANGGARAN {budget['fiscal_year']}", f"Sampai {day}"),
        facts=facts_of(publication),
        columns=(CODED, CODED, SAID, AMOUNT, AMOUNT, SHARE, AMOUNT),
        heads=heads,
        lines=list(_lines(budget, budget["rows"], _came_true)),
        signatures=(("", "Kepala Desa"),),
    )


def text_table(publication: Publication) -> bytes:
    """The lines of an APB Desa as CSV, one a line with its activity; the desk takes the same columns in again."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(TABLE_HEAD)
    writer.writerows([disarmed(value) for value in row] for row in flat(publication.snapshot["budget"]))
    return out.getvalue().encode("utf-8-sig")


def flat(budget: Snapshot) -> Iterator[list[str | int | float]]:
    """Each line with the activity that it is spent on; an activity without lines stands alone."""
    parents = {one.get("parent", "") for one in budget["rows"]}
    work: Snapshot = {}
    for row in budget["rows"]:
        if row["is_work"]:
            work = row
        if row["id"] in parents or row["level"] == 1:
            continue
        on = work if row.get("activity") else {}
        yield [
            on.get("activity", ""),
            on.get("name", ""),
            on.get("place", ""),
            row.get("account", ""),
            "" if row["is_work"] else row.get("name", ""),
            number(on["volume"]) if "volume" in on else "",
            on.get("unit", ""),
            "" if row["is_work"] else money.rupiah_full(row["amount"]).removeprefix("Rp "),
            ", ".join(row.get("sources", ())),
        ]


def summary_pdf(publication: Publication) -> bytes:
    """The summary as PDF."""
    return as_pdf(made(summary(publication)), publication)


def summary_xlsx(publication: Publication) -> bytes:
    """The summary as a spreadsheet."""
    return as_xlsx(made(summary(publication)), at=publication.published_at)


def details_pdf(publication: Publication) -> bytes:
    """The penjabaran as PDF."""
    return as_pdf(made(details(publication)), publication)


def details_xlsx(publication: Publication) -> bytes:
    """The penjabaran as a spreadsheet."""
    return as_xlsx(made(details(publication)), at=publication.published_at)


def realisation_pdf(publication: Publication) -> bytes:
    """The report of realisation as PDF."""
    return as_pdf(made(realisation(publication)), publication)


def realisation_xlsx(publication: Publication) -> bytes:
    """The report of realisation as a spreadsheet."""
    return as_xlsx(made(realisation(publication)), at=publication.published_at)


def has_realisation(publication: Publication) -> bool:
    """Whether anything came true yet."""
    return bool(publication.snapshot.get("budget", {}).get("realised_on"))


def _form(publication: Publication, budget: Snapshot, name: str, rows: Sequence[Snapshot], *, outputs: bool) -> Form:
    revised = bool(budget["edition"])
    top, below = [*CODES], [*BELOW_CODES]
    columns = [CODED, CODED, SAID]
    if outputs:
        top.append(Head("Keluaran / Output", across=2))
        below += [Head("Volume"), Head("Satuan")]
        columns += [OUTPUT, OUTPUT]
    if revised:
        top.append(Head("Anggaran (Rp)", across=3))
        below += [Head("Semula"), Head("Bertambah / (Berkurang)"), Head("Menjadi")]
    else:
        top.append(Head("Anggaran (Rp)", down=2))
    top.append(Head("Sumber Dana", down=2))
    columns += [AMOUNT] * (3 if revised else 1) + [SOURCE]

    def cells(row: Snapshot) -> list[Cell]:
        shown = [_volume(row), row.get("unit", "")] if outputs else []
        return [*shown, *_amounts(row, revised=revised), ", ".join(_short(one) for one in row.get("sources", ()))]

    year = budget["fiscal_year"]
    return Form(
        name=f"{name} {year}",
        title=(f"{name} {'Perubahan ' if revised else ''}".strip().upper(), f"TAHUN ANGGARAN {year}"),
        facts=(*facts_of(publication), ("Dasar", _law(budget))),
        columns=columns,
        heads=(top, below),
        lines=list(_lines(budget, rows, cells)),
        closing=(
            f"Pendapatan: {money.spelled(budget['revenue']['amount'])}.",
            f"Belanja: {money.spelled(budget['spending']['amount'])}.",
        ),
        signatures=(("", "Kepala Desa"),),
    )


def _lines(budget: Snapshot, rows: Sequence[Snapshot], cells: Callable[[Snapshot], list[Cell]]) -> Iterator[Line]:
    """The rows with the sums of the official form after each block."""
    blocks = (
        (REVENUE, (("Jumlah Pendapatan", "revenue", SUM),)),
        (SPENDING, (("Jumlah Belanja", "spending", SUM), ("Surplus / (Defisit)", "surplus", SUM))),
        (FINANCING, (("Pembiayaan Netto", "net", SUM), ("SiLPA Tahun Berkenaan", "rest", TOTAL))),
    )
    for akun, sums in blocks:
        for row in rows:
            if _akun(row) == akun:
                kind = GROUP if row["level"] <= STANDS_OUT else PLAIN
                yield Line([row.get("activity", ""), row.get("account", ""), row["name"], *cells(row)], kind)
        for label, name, kind in sums:
            yield Line(["", "", label, *cells(budget[name])], kind)


def _came_true(row: Snapshot) -> list[Cell]:
    amount, realised = row["amount"], row["realised"]
    share = f"{realised * 100 / amount:.1f}".replace(".", ",") if amount else ""
    return [Money(amount), Money(realised), share, Money(amount - realised)]


def _amounts(row: Snapshot, *, revised: bool) -> list[Cell]:
    before, amount = row["before"], row["amount"]
    return [Money(before), Money(amount - before), Money(amount)] if revised else [Money(amount)]


def _rows_of(budget: Snapshot, akun: str) -> list[Snapshot]:
    return [one for one in budget["rows"] if _akun(one) == akun]


def _until(rows: Sequence[Snapshot], depth: int) -> list[Snapshot]:
    return [one for one in rows if one["level"] <= depth]


def _akun(row: Snapshot) -> str:
    """Under which of 4, 5 and 6 a row stands: what has an activity is spent."""
    return SPENDING if row.get("activity") else str(row.get("account", ""))[:1]


def _called(budget: Snapshot) -> str:
    return "APB DESA PERUBAHAN" if budget["edition"] else "APB DESA"


def _law(budget: Snapshot) -> str:
    day = dateformat.format(date.fromisoformat(budget["adopted_on"]), "j F Y") if budget["adopted_on"] else ""
    return ", ".join(part for part in (budget["legal_reference"], day) if part)


def _volume(row: Snapshot) -> str:
    return number(row["volume"]) if "volume" in row else ""


def _short(source: str) -> str:
    """A source as the official form writes it: the letters of Siskeudes, DDS as DD."""
    return "DD" if source == FundSource.DDS else source
