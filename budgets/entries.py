"""Forms of the APB Desa at the desk; every complaint in plain words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.kernel import money
from budgets import rules
from budgets.forms import Plain
from budgets.intake import cells
from budgets.intake.cells import Reader, Wrong
from budgets.keeping.rows import LineSaid, WorkSaid
from budgets.models import BudgetLine, BudgetWork
from budgets.terms import FundSource

LONGEST_CODE, LONGEST_NAME, LONGEST_PLACE, LONGEST_UNIT, LONGEST_LAW, LONGEST_REASON = 20, 300, 200, 20, 200, 400
FIGURES = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


class Read(forms.CharField):
    """A field that is read as the cell of a table would be: the same spellings, the same complaints."""

    def __init__(self, read: Reader, **kwargs: Any) -> None:
        super().__init__(widget=FIGURES, **kwargs)
        self.read = read

    def to_python(self, value: Any) -> Any:
        said = str(super().to_python(value) or "")
        if not said:
            return None
        try:
            return self.read(said)
        except Wrong as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)


def _listed(name: str) -> forms.TextInput:
    return forms.TextInput(attrs={"list": name, "autocomplete": "off"})


class StartForm(forms.Form):
    """Which village and year an APB Desa is begun for."""

    village = forms.ChoiceField(label=_("Desa"))
    year = Read(cells.year, label=_("Tahun anggaran"))

    def __init__(self, *args: Any, villages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = villages  # type: ignore[attr-defined]


class WorkForm(forms.Form):
    """An activity with its output."""

    code = Plain(LONGEST_CODE, label=_("Kode kegiatan"), widget=_listed("daftar-kegiatan"))
    name = Plain(
        LONGEST_NAME, label=_("Nama kegiatan"), required=False, help_text=_("Kosongkan untuk memakai nama resminya.")
    )
    place = Plain(LONGEST_PLACE, label=_("Lokasi"), required=False)
    volume = Read(cells.quantity, label=_("Volume keluaran"), required=False)
    unit = Plain(LONGEST_UNIT, label=_("Satuan"), required=False)

    @classmethod
    def of(cls, work: BudgetWork) -> dict[str, Any]:
        """An activity as the form writes it."""
        volume = "" if work.volume is None else f"{work.volume / rules.THOUSANDTHS:g}".replace(".", ",")
        return {"code": work.code, "name": work.name, "place": work.place, "volume": volume, "unit": work.unit}

    def said(self) -> WorkSaid:
        return WorkSaid(**self.cleaned_data)


class LineForm(forms.Form):
    """An amount under a code, of one source."""

    account = Plain(LONGEST_CODE, label=_("Kode rekening"), widget=_listed("daftar-rekening"))
    amount = Read(cells.amount, label=_("Anggaran (Rp)"))
    source = forms.ChoiceField(
        label=_("Sumber dana"), choices=[("", _("Tidak ditulis")), *FundSource.choices], required=False
    )
    name = Plain(LONGEST_NAME, label=_("Uraian"), required=False, help_text=_("Kosongkan untuk memakai nama resminya."))

    @classmethod
    def of(cls, line: BudgetLine) -> dict[str, Any]:
        """A line as the form writes it."""
        amount = money.rupiah(line.amount).removeprefix("Rp")
        return {"account": line.account, "amount": amount, "source": line.source, "name": line.name}

    def said(self) -> LineSaid:
        return LineSaid(**self.cleaned_data)


class AdoptForm(forms.Form):
    """By which Perdes, and when."""

    reference = Plain(LONGEST_LAW, label=_("Nomor Perdes"), help_text=_("Contoh: Perdes Nomor 7 Tahun 2026"))
    on = _day(_("Ditetapkan pada"))


class RealisedForm(forms.Form):
    """How much came true from the first of January up to a day."""

    as_of = _day(_("Sampai tanggal"))
    amount = Read(cells.amount, label=_("Realisasi sejak awal tahun (Rp)"))


class ReasonForm(forms.Form):
    """Why."""

    reason = Plain(LONGEST_REASON, label=_("Alasan"), rows=2)
