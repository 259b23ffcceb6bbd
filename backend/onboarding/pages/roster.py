"""People from a table at the desk: an empty one to fill in, the file, its preview; and one person by hand."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from backend.kernel.problems import NotFound, Problem
from backend.onboarding import roster
from backend.onboarding.form import FORM
from backend.onboarding.frame import managers_page, said
from budgets import tables
from budgets.intake import columns
from budgets.intake.looks import HasBad
from budgets.intake.sheets import Book, Row, Sheet
from budgets.pages.tables import Taker, brought_from, decide
from budgets.tables import About
from villages.board.spreadsheet import XLSX
from villages.charge import Charge
from villages.terms import Role

ROWS_FORMATTED = 2000
TAKER = Taker(
    FORM,
    gettext_lazy("Orang dan tugas"),
    lambda _table, found, by: roster.look(found, by=by),
    lambda _table, found, by, seen: roster.take(found, by=by, seen=seen),
    lambda _table: reverse("people:index") + "?keadaan=belum",
)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_page
def bring(request: HttpRequest, charge: Charge) -> HttpResponse:
    """A table of people, or one person typed in; both go the same way."""
    refusal: Problem | None = None
    wrong: list[columns.Bad] = []
    if request.method == "POST":
        try:
            if said(request, "putusan") == "satu":
                return _one(request, charge)
            return brought_from(request, charge.by, FORM, About(), preview="people:preview")
        except HasBad as bad:
            wrong = list(bad.bad)
        except Problem as refused:
            refusal = refused
    shown = {
        "refusal": refusal,
        "wrong": wrong,
        "roles": Role,
        "columns": FORM.columns,
        "posted": request.POST,
    }
    return render(request, "onboarding/bring.html", shown, status=422 if wrong or refusal else 200)


def _one(request: HttpRequest, charge: Charge) -> HttpResponse:
    """One person by hand: a table of one row."""
    names = [one.name for one in FORM.columns]
    row = Row(2, tuple(said(request, name, 300) for name in names))
    found = columns.find(Book((Sheet("", (Row(1, tuple(names)), row)),)), FORM)
    done = roster.take(found, by=charge.by)
    told = {"name": said(request, "nama")}
    if done.changes:
        messages.success(request, _("%(name)s terdaftar. Cetak slipnya supaya dapat masuk.") % told)
    else:
        messages.info(request, _("%(name)s sudah terdaftar dengan tugas itu.") % told)
    return redirect(f"{reverse('people:index')}?cari={row.cell(0)}")


@require_http_methods(["GET", "HEAD", "POST"])
@managers_page
def preview(request: HttpRequest, charge: Charge, *, table: UUID) -> HttpResponse:
    """Everything that taking the table in would do."""
    brought = tables.brought(table, by=charge.by)
    if brought.form != FORM.name:
        raise NotFound
    return decide(request, charge.by, TAKER, brought)


@require_safe
@managers_page
def template(_request: HttpRequest, _charge: Charge) -> HttpResponse:
    """An empty table with the right heads: codes and numbers as text, roles to choose from, a sheet that explains."""
    with translation.override("id"):
        content = _workbook()
    headers = {"Content-Disposition": 'attachment; filename="orang-dan-tugas.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _workbook() -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _("Orang")
    for place, column in enumerate(FORM.columns, start=1):
        letter = get_column_letter(place)
        sheet.cell(1, place, str(column.title)).font = Font(bold=True)
        sheet.column_dimensions[letter].width = 24
        for cell in range(2, ROWS_FORMATTED):
            sheet.cell(cell, place).number_format = "@"
    sheet.freeze_panes = "A2"
    roles = DataValidation(type="list", formula1=f'"{",".join(str(one.label) for one in Role)}"', allow_blank=True)
    sheet.add_data_validation(roles)
    at = get_column_letter([one.name for one in FORM.columns].index("peran") + 1)
    roles.add(f"{at}2:{at}{ROWS_FORMATTED}")
    told: Any = book.create_sheet(_("Petunjuk"))
    told.column_dimensions["A"].width = 110
    for number, line in enumerate(_instructions(), start=1):
        told.cell(number, 1, line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _instructions() -> list[str]:
    return [
        _("Satu baris satu orang dengan satu peran. Baris pertama lembar Orang jangan dihapus."),
        _("Nama lengkap, Peran, dan Kode wilayah wajib diisi; yang lain boleh kosong."),
        _("Nama pengguna kosong: dibuatkan dari namanya, misalnya siti.aminah."),
        _("Kode wilayah: kode Kemendagri. Pencatat: kode desa (32.05.09.2006); beberapa desa dipisah titik koma."),
        _("Petugas kecamatan: kode kecamatan, misalnya 32.05.09. Petugas kabupaten: kode kabupaten, misalnya 32.05."),
        _("Mulai kosong: hari ini. Sampai kosong: tanpa batas akhir. Tanggal ditulis 31/12/2027."),
        _("Berkas yang sama boleh dibawa lagi: yang sudah tercatat tidak berubah."),
    ]
