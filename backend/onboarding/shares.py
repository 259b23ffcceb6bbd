"""Shares of funds as rows that are typed: how much of which money may or must go where, and which rule says so."""

import re
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.onboarding.rows_field import Row, Rows, RowsField, Whole, table
from budgets.models import AccountCode
from budgets.rules import normalised
from budgets.terms import FundSource, Ranah

MOST_ROWS = 40
ALL_SOURCES = "*"
KEY = re.compile(r"[\w.-]{1,80}")


class ShareRow(Row):
    """One share. ``key``: the name under which findings of it are kept."""

    key = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    what = forms.CharField(label=gettext_lazy("Untuk apa"), max_length=120)
    source = forms.ChoiceField(
        label=gettext_lazy("Bagian dari"),
        choices=[("", "–"), (ALL_SOURCES, gettext_lazy("seluruh belanja")), *FundSource.choices],
    )
    accounts = forms.CharField(label=gettext_lazy("Kode kegiatan"), max_length=200)
    least = Whole(gettext_lazy("Paling sedikit (%)"), 0, 100)
    most = Whole(gettext_lazy("Paling banyak (%)"), 0, 100)
    law = forms.CharField(label=gettext_lazy("Dasar hukum"), max_length=200)

    def clean_accounts(self) -> list[str]:
        """Codes of the function tree in the annex's spelling."""
        said = re.split(r"[,;\s]+", self.cleaned_data["accounts"])
        return list(dict.fromkeys(normalised(one) for one in said if one))

    def clean(self) -> dict[str, Any]:
        """A share has a bound, and its least is not above its most."""
        said: dict[str, Any] = super().clean() or {}
        least, most = said.get("least"), said.get("most")
        if not {"least", "most"} & self.errors.keys():
            if least is None and most is None:
                self.add_error("least", _("Isi paling sedikit, paling banyak, atau keduanya."))
            elif least is not None and most is not None and least > most:
                self.add_error("most", _("Paling banyak tidak boleh kurang dari paling sedikit."))
        return said


class ShareRows(forms.BaseFormSet):  # type: ignore[type-arg]
    """Codes that are in no list are told at their row. One query."""

    def clean(self) -> None:
        rows = [one for one in self.forms if one.cleaned_data.get("accounts") and not self._should_delete_form(one)]  # type: ignore[attr-defined]
        said = {code for one in rows for code in one.cleaned_data["accounts"]}
        known = set(AccountCode.objects.filter(ranah=Ranah.FUNGSI, code__in=said).values_list("code", flat=True))
        for one in rows:
            lost = [code for code in one.cleaned_data["accounts"] if code not in known]
            if lost:
                told = _("Tidak ada di daftar kode kegiatan: %(codes)s. Tulis misalnya 1.1 atau 2.3.10.")
                one.add_error("accounts", told % {"codes": ", ".join(lost)})


def shown(data: Any) -> Rows:
    """What is kept, as rows; what cannot be read stands there as far as it can, to be mended."""
    if not isinstance(data, dict):
        return []
    return [_row(name, one if isinstance(one, dict) else {}) for name, one in sorted(data.items())]


def _row(name: str, one: dict[str, Any]) -> dict[str, Any]:
    accounts = one.get("accounts")
    return {
        "key": name,
        "what": one.get("what", name),
        "source": one.get("source") or ALL_SOURCES,
        "accounts": ", ".join(map(str, accounts)) if isinstance(accounts, list) else "",
        "least": one.get("least"),
        "most": one.get("most"),
        "law": one.get("law", ""),
    }


def kept(rows: Rows) -> dict[str, Any]:
    """Rows as ``budgets.norms.share_rules`` reads them. A row keeps its name; a new one is named after its purpose."""
    said: dict[str, Any] = {}
    for row in rows:
        asked = row["key"] if KEY.fullmatch(row["key"]) else slugify(row["what"])[:60] or "porsi"
        name = next(free for free in (asked, *(f"{asked}-{n}" for n in range(2, MOST_ROWS * 2))) if free not in said)
        source = "" if row["source"] == ALL_SOURCES else row["source"]
        bounds = {bound: row[bound] for bound in ("least", "most") if row[bound] is not None}
        said[name] = {
            "what": row["what"],
            **({"source": source} if source else {}),
            "accounts": row["accounts"],
            **bounds,
            "law": row["law"],
        }
    return said


def field() -> RowsField:
    """The table of shares."""
    return table(ShareRow, ShareRows, most=MOST_ROWS, label=gettext_lazy("Porsi dana"), shown=shown, kept=kept)
