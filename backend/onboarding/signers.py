"""Signers of the official record as rows that are typed: for which kind of meeting, who, how many, how on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.onboarding.rows_field import Row, Rows, RowsField, Whole, table
from meetings.rules.signing import EVERY_KIND, asked_of
from meetings.terms import MeetingType, SignerRole

MOST_ROWS = 60
MOST_OF_A_ROLE = 20
KINDS = [("", "–"), (EVERY_KIND, gettext_lazy("semua jenis yang tidak disebut")), *MeetingType.choices]


class SignerRow(Row):
    """One place for a signature, or several of one role."""

    kind = forms.ChoiceField(label=gettext_lazy("Jenis musyawarah"), choices=KINDS)
    role = forms.ChoiceField(label=gettext_lazy("Peran"), choices=[("", "–"), *SignerRole.choices])
    count = Whole(gettext_lazy("Berapa orang"), 1, MOST_OF_A_ROLE)
    title = forms.CharField(label=gettext_lazy("Sebutan di kertas"), max_length=80, required=False)
    order = Whole(gettext_lazy("Urutan"), 1, MOST_ROWS)
    unnamed = forms.BooleanField(label=gettext_lazy("Tanpa nama"), required=False)


class SignerRows(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        """Refuses the same place twice."""
        seen = set()
        for one in self.forms:
            said = one.cleaned_data
            if not said or self._should_delete_form(one):  # type: ignore[attr-defined]
                continue
            place = (said.get("kind"), said.get("role"), said.get("title"))
            if place in seen:
                one.add_error("role", _("Peran ini sudah ada di baris lain untuk jenis musyawarah yang sama."))
            seen.add(place)


def shown(data: Any) -> Rows:
    """What is kept, as rows in its order."""
    if not isinstance(data, dict):
        return []
    kinds = [kind for kind, _label in KINDS if kind in data]
    return [
        {
            "kind": kind,
            "role": one.role.value,
            "count": one.count,
            "title": one.title,
            "order": place,
            "unnamed": not one.named,
        }
        for kind in kinds
        for place, one in enumerate(asked_of(kind, data), start=1)
    ]


def kept(rows: Rows) -> dict[str, Any]:
    """Rows as ``meetings.rules.signing`` reads them: by order, then as they were typed."""
    said: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: row["order"] or MOST_ROWS + 1):
        place = {"role": row["role"], "count": row["count"] or 1}
        if row["title"]:
            place["title"] = row["title"]
        if row["unnamed"]:
            place["named"] = False
        said.setdefault(row["kind"], []).append(place)
    return said


def field() -> RowsField:
    """The table of signers."""
    return table(
        SignerRow, SignerRows, most=MOST_ROWS, label=gettext_lazy("Penanda tangan berita acara"), shown=shown, kept=kept
    )
