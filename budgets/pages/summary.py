"""The overview of money for kecamatan and kabupaten: planned against spent, by field, source and village, outliers."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from backend.kernel import clock, money
from backend.kernel.actor import Actor
from budgets import overview, reckoning, shown
from budgets.overview import ORDERS, Outlier, Row
from budgets.sections import rows as section_rows
from budgets.sections.realisation import LABELS
from meetings import tables
from sync.desk import assignments_on, desk_page
from villages.access import villages_with
from villages.terms import Right

YEARS = range(2015, 2101)
AT_A_LOOK = 10
"""Villages that a look reads itself; the others wait for the sweep or the officer's press, and the page says so."""
AT_A_PRESS = 50
DIMENSIONS = ("field", "source", "sector", "goal", "whom")
COLUMNS = (
    ("nama", gettext_lazy("Desa")),
    ("rencana", gettext_lazy("Anggaran")),
    ("terpakai", gettext_lazy("Terpakai")),
    ("serapan", gettext_lazy("Serapan")),
    ("terlambat", gettext_lazy("Terlambat")),
    ("tanpa-kabar", gettext_lazy("Tanpa kabar")),
    ("uang", gettext_lazy("Uang janggal")),
    ("pengawasan", gettext_lazy("Pengawasan lewat")),
)
_FILES = {"csv": tables.as_csv, "xlsx": tables.as_xlsx}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it does not know falls back to everything, by code."""

    query: QueryDict

    @cached_property
    def year(self) -> int:
        """The fiscal year, else the present one."""
        text = self.query.get("tahun", "")
        known = text.isascii() and text.isdigit() and len(text) == len("2026") and int(text) in YEARS
        return int(text) if known else clock.today().year

    @property
    def kecamatan(self) -> str:
        return self.query.get("kecamatan", "")[:20]

    @property
    def order(self) -> str:
        wanted = self.query.get("urut", "")
        return wanted if wanted in ORDERS else "kode"

    @property
    def address(self) -> str:
        """The same question as the end of an address."""
        return urlencode({"tahun": self.year, "kecamatan": self.kecamatan, "urut": self.order})

    def pick(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are asked for, in order."""
        return sorted((row for row in rows if row.code.startswith(self.kecamatan)), key=ORDERS[self.order])

    def sorted_by(self, order: str) -> str:
        """The address of the same sorted otherwise."""
        query = self.query.copy()
        query["urut"] = order
        query.pop("berkas", None)
        return f"?{query.urlencode()}"


@require_safe
@desk_page
def area(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The villages of the officer's area; ``?berkas=csv`` and ``xlsx`` answer the table as a file."""
    asked = Asked(request.GET)
    villages = villages_with(actor.user, Right.READ, held=assignments_on(request))
    fresh, waiting = reckoning.fresh(villages, asked.year, most=AT_A_LOOK)
    every = overview.rows_of(villages, asked.year, fresh)
    rows = asked.pick(every)
    if request.GET.get("berkas") in _FILES:
        return _FILES[request.GET["berkas"]](f"ringkasan-{asked.year}", *_file(rows))
    by = {name: overview.sums(rows, name) for name in DIMENSIONS}
    planned, spent = sum(row.planned for row in rows), sum(row.spent for row in rows)
    told = {
        "asked": asked,
        "years": range(asked.year - 2, asked.year + 3),
        "kecamatans": sorted({(row.code[:8], row.kecamatan) for row in every}),
        "rows": rows,
        "all": len(every),
        "known": sum(row.known for row in rows),
        "silent": [row for row in rows if not row.known],
        "planned": planned,
        "spent": spent,
        "left": planned - spent,
        "absorbed": spent * overview.PERCENT // planned if planned else None,
        "marks": _marks(rows),
        "groups": [one for one in shown.groups(by, section_rows.field_names()) if one.rows],
        "outliers": [_said(one) for one in overview.outliers(rows)],
        "columns": [(order, label, asked.sorted_by(order)) for order, label in COLUMNS],
        "waiting": waiting,
        "as_of": overview.reckoned_at(villages),
        "here": request.GET.urlencode(),
    }
    return render(request, "budgets/desk/area.html", told)


@require_POST
@desk_page
def reckon(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Reckons villages of the officer's area whose news no sweep has reckoned yet, and leads back."""
    villages = villages_with(actor.user, Right.READ, held=assignments_on(request))
    reckoning.refresh(villages, most=AT_A_PRESS)
    return redirect(f"{reverse('money_desk:area')}?{Asked(request.POST).address}")


def _marks(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Each mark with its words and how often it is found, those that nobody carries too."""
    found = overview.marks(rows)
    return [(str(label), found[code]) for code, label in LABELS.items() if code != "oversight_unanswered"]


def _said(one: Outlier) -> tuple[Row, str, str, str]:
    """The village, what is far from the others', how much it is, and what is usual."""
    names = {"planned": _("Anggaran seluruhnya"), "absorbed": _("Serapan")}
    what = names.get(one.what) or _("Bagian bidang %(field)s") % {"field": one.what}
    if one.what == "planned":
        return one.row, what, money.rupiah(one.unusual.price), money.rupiah(one.unusual.usual)
    return one.row, what, _tenths(one.unusual.price), _tenths(one.unusual.usual)


def _tenths(share: int) -> str:
    return f"{share // 10},{share % 10}%"


def _file(rows: Sequence[Row]) -> tuple[list[str], list[list[tables.Value]]]:
    head = [
        *(_("Kode"), _("Desa"), _("Kecamatan"), _("APB Desa"), _("Kegiatan"), _("Dilaporkan"), _("Selesai")),
        *(_("Anggaran (rupiah)"), _("Terpakai (rupiah)"), _("Sisa (rupiah)"), _("Serapan (%)")),
        *(_("Terlambat"), _("Tanpa kabar"), _("Uang janggal"), _("Pengawasan lewat"), _("Harga jauh dari kebiasaan")),
    ]
    return head, [
        [
            *(row.code, row.name, row.kecamatan, _("ya") if row.budgeted else _("belum")),
            *(row.items, row.reported, row.finished),
            *(money.plain(row.planned), money.plain(row.spent), money.plain(row.left), row.absorbed),
            *(row.late, row.stuck, row.money, row.overdue, row.prices),
        ]
        for row in rows
    ]
