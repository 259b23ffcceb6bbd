"""A field of a form that is a table: one row a line, rows more on demand, no script; kept as JSON.

A row that is ticked for removal goes when the form is kept; a row without a word is none.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

SPARE = 3
"""Empty rows below those that are there."""
ADD = "tambah"
"""The button that asks for more rows; its value is the field's name."""

Rows = list[dict[str, Any]]


class Row(forms.Form):
    """A row; its empty cells say so in few words."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for field in self.fields.values():
            field.error_messages["required"] = _("Wajib diisi.")


class RowsWidget(forms.Widget):
    """Draws the table. What was typed is kept as a bound formset, so that each wrong cell says what is wrong.

    ``more``: whether the page answers to the button for more rows.
    """

    def __init__(self, rows: Any, shown: Callable[[Any], Rows]) -> None:
        super().__init__()
        self.rows, self.shown, self.more = rows, shown, False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return self.rows(data, prefix=name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-{TOTAL_FORM_COUNT}" not in data

    def id_for_label(self, _id: str) -> str:
        """Nothing: a label names one box, and each cell has its own."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        formset = value if isinstance(value, forms.BaseFormSet) else self.rows(initial=self.shown(value), prefix=name)
        shown = {"formset": formset, "name": name, "add": ADD, "more": self.more}
        return render_to_string("onboarding/_rows.html", shown)


class RowsField(forms.Field):
    """``row``: the form of a row; ``shown``: what is kept, as rows; ``kept``: rows, as they are kept."""

    def __init__(
        self,
        formset: Any,
        *,
        shown: Callable[[Any], Rows],
        kept: Callable[[Rows], Any],
        **named: Any,
    ) -> None:
        super().__init__(required=False, widget=RowsWidget(formset, shown), **named)
        self.kept = kept

    def clean(self, value: Any) -> Any:
        if not value.is_valid():
            raise forms.ValidationError(_("Ada sel yang perlu diperbaiki."))
        return self.kept([row for row in value.cleaned_data if row and not row.get("DELETE")])

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether keeping it would change what is kept."""
        return not data.is_valid() or bool(self.clean(data) != initial)


def table(
    row: type[Row],
    rows: type[forms.BaseFormSet],  # type: ignore[type-arg]
    *,
    most: int,
    label: Any,
    shown: Callable[[Any], Rows],
    kept: Callable[[Rows], Any],
) -> RowsField:
    """A table of at most so many rows of this form, of which each may be removed."""
    formset = forms.formset_factory(row, formset=rows, extra=SPARE, can_delete=True, max_num=most, validate_max=True)
    return RowsField(formset, shown=shown, kept=kept, label=label)


class Whole(forms.IntegerField):
    """A whole number in a cell, which may be empty; the cell shows again what was typed, also where that is none."""

    default_error_messages = {"invalid": _("Tulis angka bulat, misalnya 3.")}

    def __init__(self, label: Any, least: int, most: int) -> None:
        box = forms.TextInput(attrs={"inputmode": "numeric", "size": 4})
        super().__init__(label=label, required=False, min_value=least, max_value=most, widget=box)


def with_more(data: QueryDict, name: str) -> QueryDict:
    """What was sent, with more empty rows in a table."""
    more, key = data.copy(), f"{name}-{TOTAL_FORM_COUNT}"
    said = more.get(key, "")
    if said.isdecimal() and len(said) < len("1000"):
        more[key] = str(int(said) + SPARE)
    return more
