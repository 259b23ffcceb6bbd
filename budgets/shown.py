"""Sums by dimension with their official words, in the order of the law, as pages and files show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.kernel.words import told
from budgets import rules
from budgets.overview import Sum
from budgets.reckoning import SEVERAL
from budgets.terms import SDGS, FundSource, Sector
from budgets.totals import MEN, NOBODY, POOR, WOMEN

WHOM: dict[str, str | Promise] = {
    WOMEN: _("Perempuan"),
    MEN: _("Laki-laki"),
    POOR: _("Rumah tangga miskin"),
    NOBODY: _("Tidak ditulis untuk siapa"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """A chart with its table; ``note`` says what its rows do not add up to."""

    name: str
    title: str | Promise
    head: str | Promise
    rows: list[Sum]
    note: str | Promise = ""


def groups(by: Mapping[str, Mapping[str, Sum]], fields: Mapping[str, str]) -> list[Group]:
    """The dimensions of an area or a village, each in its own order; ``fields``: the names of the five fields."""
    overlap = _("Satu kegiatan dapat masuk beberapa baris, jadi baris-baris ini tidak untuk dijumlahkan.")
    several = _(
        "Uang terpakai menurut sumber hanya diketahui untuk kegiatan dengan satu sumber; selebihnya satu baris sendiri."
    )
    return [
        Group("field", _("Menurut bidang"), _("Bidang"), _rows(by, "field", _fields(fields))),
        Group("source", _("Menurut sumber dana"), _("Sumber dana"), _rows(by, "source", _SOURCES), several),
        Group("sector", _("Menurut sektor"), _("Sektor"), _rows(by, "sector", _SECTORS)),
        Group("goal", _("Menurut SDGs Desa"), _("Tujuan"), _rows(by, "goal", _GOALS), overlap),
        Group("whom", _("Untuk siapa"), _("Penerima manfaat"), _rows(by, "whom", WHOM), overlap),
        Group("hamlet", _("Menurut dusun"), _("Dusun"), _hamlets(by.get("hamlet", {}))),
    ]


def _rows(by: Mapping[str, Mapping[str, Sum]], dimension: str, labels: Mapping[str, str | Promise]) -> list[Sum]:
    found = by.get(dimension, {})
    known = [key for key in labels if key in found]
    rest = [key for key in found if key not in labels]
    return [replace(found[key], label=str(labels.get(key, key))) for key in (*known, *sorted(rest))]


def _hamlets(found: Mapping[str, Sum]) -> list[Sum]:
    ordered: Iterable[str] = sorted(found, key=lambda name: (not name, name.casefold()))
    return [replace(found[name], label=name or str(_("Seluruh desa atau tidak ditulis"))) for name in ordered]


def _fields(names: Mapping[str, str]) -> dict[str, str | Promise]:
    numbered: dict[str, str | Promise] = {number: names.get(number, number) for number in sorted(rules.BIDANG)}
    return {**numbered, "": _("Belum ada kode rekening")}


_SOURCES: dict[str, str | Promise] = {
    **{source.value: source.label for source in FundSource},
    SEVERAL: _("Lebih dari satu sumber"),
    "": _("Sumber belum ditulis"),
}
_SECTORS: dict[str, str | Promise] = {**{sector.value: sector.label for sector in Sector}, "": _("Belum ada sektor")}
_GOALS: dict[str, str | Promise] = {
    **{str(number): told(_("%(number)s. %(name)s"), number=number, name=name) for number, name in SDGS.items()},
    "0": _("Tanpa tujuan"),
}
