"""The forms of a kabupaten's words and rules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.onboarding import shares, signers
from budgets.intake import cells
from meetings.terms import Element, MeetingType
from villages.models import LocalTerms, RuleSet
from villages.terms import Reviewers

TERMS = ("village", "village_head", "hamlet", "kecamatan", "kecamatan_head", "council")


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the kabupaten calls things."""

    class Meta:
        model = LocalTerms
        fields = TERMS


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rules of a year."""

    required_elements = forms.MultipleChoiceField(
        label=gettext_lazy("Unsur yang wajib hadir"),
        choices=Element.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    holidays = forms.CharField(
        label=gettext_lazy("Hari libur daerah"),
        help_text=gettext_lazy("Satu tanggal sebaris, misalnya 26/11/2026. Libur nasional sudah dihitung."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    signers = signers.field()
    fund_shares = shares.field()

    class Meta:
        model = RuleSet
        fields = (
            *("legal_basis", "quorum_numerator", "quorum_denominator", "adjourn_hours", "resume_days"),
            *("invitation_days", "report_working_days", "minimum_women_percent", "required_elements"),
            *("reviewers", "holidays", "signers", "fund_shares"),
        )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        row = self.instance
        self.initial["holidays"] = "\n".join(_shown(one) for one in row.holidays)
        for kind in MeetingType:
            self.fields[_named(kind)] = forms.ChoiceField(
                label=kind.label,
                choices=[("", gettext_lazy("seperti di atas")), *Reviewers.choices],
                required=False,
                initial=row.reviewers_by_kind.get(kind.value, ""),
            )

    @classmethod
    def kinds(cls) -> list[str]:
        """The names of the fields that say who reviews a kind of meeting."""
        return [_named(kind) for kind in MeetingType]

    def by_kind(self) -> Iterable[Any]:
        """The fields that say who reviews a kind of meeting."""
        return [self[name] for name in self.kinds()]

    def clean_holidays(self) -> list[str]:
        """Days in the form in which they are kept."""
        lines = [line.strip() for line in self.cleaned_data["holidays"].splitlines() if line.strip()]
        try:
            return sorted({cells.day(line).isoformat() for line in lines})
        except cells.Wrong as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean(self) -> dict[str, Any]:
        """Refuses a quorum of more than everybody."""
        said: dict[str, Any] = super().clean() or {}
        of, among = said.get("quorum_numerator"), said.get("quorum_denominator")
        if of is not None and among is not None and not 0 < of <= among:
            self.add_error("quorum_numerator", _("Kuorum paling banyak semua undangan, misalnya 2 dari 3."))
        if (said.get("minimum_women_percent") or 0) > 100:
            self.add_error("minimum_women_percent", _("Paling banyak 100 persen."))
        return said

    def rules(self) -> dict[str, Any]:
        """What was said, as ``RuleSet`` keeps it."""
        said = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        kinds = {kind.value: self.cleaned_data[_named(kind)] for kind in MeetingType}
        return {**said, "reviewers_by_kind": {kind: who for kind, who in kinds.items() if who}}


def _named(kind: MeetingType) -> str:
    return f"by_{kind.value}"


def _shown(day: str) -> str:
    try:
        return date.fromisoformat(day).strftime("%d/%m/%Y")
    except (TypeError, ValueError):
        return str(day)
