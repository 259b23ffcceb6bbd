"""The official tables of money: the yearly plan, what is asked of the kabupaten, the APB Desa.

Each is made once as a ``Form`` and leaves as a page, a PDF and a spreadsheet.
"""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budgets.documents import budget, plan, proposals
from budgets.documents.form import Form
from villages.board.sections import Paper
from villages.board.spreadsheet import XLSX
from villages.board.typesetting import PDF
from villages.models import Publication

CSV = "text/csv; charset=utf-8"

OF_PLAN = (
    Paper("rkp.pdf", _("Tabel rencana, bentuk resmi (PDF)"), PDF, plan.matrix),
    Paper("rkp.xlsx", _("Tabel rencana, bentuk resmi (Excel)"), XLSX, plan.spreadsheet),
    Paper("rkp.csv", _("Tabel rencana (CSV)"), CSV, plan.text_table),
    Paper("Ta_RPJM_Pagu_Tahunan.csv", _("Tabel rencana untuk Siskeudes (CSV)"), CSV, plan.treasury_table),
)
OF_PROPOSALS = (
    Paper("du-rkp.pdf", _("DU-RKP Desa, bentuk resmi (PDF)"), PDF, proposals.pdf, proposals.holds),
    Paper("du-rkp.xlsx", _("DU-RKP Desa, bentuk resmi (Excel)"), XLSX, proposals.xlsx, proposals.holds),
)
OF_BUDGET = (
    Paper("apb-desa.pdf", _("Ringkasan APB Desa (PDF)"), PDF, budget.summary_pdf),
    Paper("apb-desa.xlsx", _("Ringkasan APB Desa (Excel)"), XLSX, budget.summary_xlsx),
    Paper("apb-desa-penjabaran.pdf", _("Penjabaran APB Desa (PDF)"), PDF, budget.details_pdf),
    Paper("apb-desa-penjabaran.xlsx", _("Penjabaran APB Desa (Excel)"), XLSX, budget.details_xlsx),
    Paper("apb-desa.csv", _("Baris APB Desa (CSV)"), CSV, budget.text_table),
    Paper("apb-desa-realisasi.pdf", _("Realisasi APB Desa (PDF)"), PDF, budget.realisation_pdf, budget.has_realisation),
    Paper(
        "apb-desa-realisasi.xlsx",
        _("Realisasi APB Desa (Excel)"),
        XLSX,
        budget.realisation_xlsx,
        budget.has_realisation,
    ),
)
FORMS: dict[str, tuple[str | Promise, Callable[[Publication], Form | None]]] = {
    "rkp": (_("Tabel RKP Desa"), plan.form),
    "du-rkp": (_("Tabel DU-RKP Desa"), proposals.form),
    "apb-desa": (_("Ringkasan APB Desa"), budget.summary),
    "penjabaran": (_("Penjabaran APB Desa"), budget.details),
    "realisasi": (_("Realisasi APB Desa"), budget.realisation),
}
"""The tables that have a page, by the word in its address."""
FILES = {
    "rkp": ("rkp.", "Ta_RPJM_Pagu_Tahunan."),
    "du-rkp": ("du-rkp.",),
    "apb-desa": ("apb-desa.",),
    "penjabaran": ("apb-desa-penjabaran.",),
    "realisasi": ("apb-desa-realisasi.",),
}
"""How the names of a table's files begin."""
