"""The rows of a plan: the RKP Desa matrix on its official form, or one row a fund source as Siskeudes keeps them.

Sources: Permendagri 114/2014, Lampiran (the matrix); ``Ta_RPJM_Pagu_Tahunan`` (``domain.md`` §3.5, §3.6). What is
no activity is told apart: headings of a bidang, printed sums, continued sources, the place and date of the signatures.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from backend.kernel import money
from budgets import rules
from budgets.intake import cells
from budgets.intake.cells import Part, plain
from budgets.intake.columns import Bad, Found
from budgets.intake.plan_form import LONGEST, TICKED
from budgets.intake.sheets import Row
from budgets.terms import CodeLevel

SUMS = frozenset({"jumlah", "total", "subtotal", "sub"})
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
FIELDS = {
    "1": ("penyelenggaraan pemerintahan",),
    "2": ("pelaksanaan pembangunan", "pembangunan desa"),
    "3": ("pembinaan kemasyarakatan", "pembinaan masyarakat"),
    "4": ("pemberdayaan masyarakat",),
    "5": ("penanggulangan bencana", "bencana darurat", "tak terduga"),
}
"""How tables name the five fields (Permendagri 20/2018, Lampiran); older forms call the fifth "tak terduga"."""


@dataclass(frozen=True, slots=True)
class Code:
    """An account code in force: its name, and whether it is an activity or a heading above some."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Knows:
    """What rows are read against: the codes of the year, and the village and year that the table must be about."""

    code: Callable[[str], Code | None]
    village: str
    fiscal_year: int
    hamlets: tuple[str, ...] = ()


Shares = dict[tuple[str, bool], int]


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity of a table: what its cells say of it, in wire form, and what each source pays of it, in sen."""

    row: int
    fields: dict[str, Any]
    shares: Shares
    number: str = ""
    priced: bool = True

    @property
    def where(self) -> str:
        """Hamlet and place as one text."""
        return where(self.fields.get("hamlet", ""), self.fields.get("place", ""))

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others: code, name and place, however they are spelled."""
        return key_of(self.fields.get("account", ""), self.fields["name"], self.where)


@dataclass(slots=True)
class Rows:
    """What was read: activities, bad cells, rows that are none, and printed sums by bidang (``""``: of everything)."""

    activities: list[Activity] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    passed: list[tuple[int, str]] = field(default_factory=list)
    printed: dict[str, int] = field(default_factory=dict)


def where(hamlet: str, place: str) -> str:
    """A place with its hamlet, where it does not say it already."""
    return place if hamlet in place else ", ".join(part for part in (hamlet, place) if part)


def key_of(account: str, name: str, place: str) -> tuple[str, str, str]:
    """What tells an activity from others."""
    return rules.normalised(account), plain(name), plain(place)


def read(found: Found, knows: Knows) -> Rows:
    """The rows of a table; what the table needs and has not is bad as well."""
    if found.missing:
        told = _("Kolom %(column)s tidak ditemukan. Tunjukkan kolomnya, atau beri nama itu.")
        return Rows(bad=[Bad(found.head, "", "", told % {"column": one.title}) for one in found.missing])
    reader = _Reader(found, knows)
    for row in found.lines():
        reader.take(row)
    told = _("Jumlah kegiatan ini kurang dari nol. Periksa baris-barisnya.")
    less = [one for one in reader.rows.activities if one.fields.get("amount", 0) < 0]
    reader.rows.bad += [Bad(one.row, "", one.fields["name"], told) for one in less]
    return reader.rows


class _Reader:
    def __init__(self, found: Found, knows: Knows) -> None:
        self.found, self.knows = found, knows
        self.rows = Rows()
        self.places: dict[tuple[str, str, str], list[int]] = {}
        self.field = ""
        self.ended = False

    def take(self, row: Row) -> None:
        if self.ended:
            self._pass(row)
        elif label := self._sum_label(row):
            self._printed(row, label)
        elif self._is_heading(row):
            self._heading(row)
        else:
            self._activity(row)

    def _said(self, row: Row, name: str) -> str:
        return self.found.said(row, name)

    def _pass(self, row: Row) -> None:
        self.rows.passed.append((row.number, " · ".join(filter(None, row.cells))))

    def _sum_label(self, row: Row) -> str:
        """What a row of a printed sum says; ``""`` where it is none."""
        at = self.found.places["amount"]
        label = next((plain(cell) for place, cell in enumerate(row.cells) if cell and place != at), "")
        return label if label.split(" ")[0] in SUMS and not self._said(row, "account") else ""

    def _printed(self, row: Row, label: str) -> None:
        amount = money.from_sheet(self._said(row, "amount"))
        part = _field_in(label)
        of_field = "bidang" in label.split(" ") or bool(part)
        if label.startswith("sub"):
            self._pass(row)
            return
        if amount is not None:
            self.rows.printed[(part or self.field) if of_field else ""] = amount
        self._pass(row)
        self.ended = not of_field

    def _is_heading(self, row: Row) -> bool:
        code = self._code(row)
        if code is not None and code.level != CodeLevel.KEGIATAN:
            # A whole field may be one line of the plan: then it says where, how much of what, or who pays.
            return not any(self._said(row, name) for name in ("source", "number", "place", "volume"))
        return not any(self._said(row, name) for name in ("amount", "source", "number", "volume", "place"))

    def _heading(self, row: Row) -> None:
        code = self._code(row)
        told = " ".join(filter(None, (self._said(row, name) for name in ("field", "name"))))
        first = row.cells[0] if row.cells else ""
        named = rules.field_of(code.code) if code else _field_in(plain(told)) or _field_in(plain(f"{first} {told}"))
        self.field = named or self.field
        amount = money.from_sheet(self._said(row, "amount")) if self._said(row, "amount") else None
        if amount is not None and code is not None and code.level == CodeLevel.BIDANG:
            self.rows.printed[code.code] = amount
        self._pass(row)

    def _code(self, row: Row) -> Code | None:
        try:
            _village, code = cells.split_account(self._said(row, "account"))
        except cells.Wrong:
            return None
        return self.knows.code(code)

    def _activity(self, row: Row) -> None:
        values, bad = self.found.values(row)
        if not self._said(row, "amount") and (self._said(row, "number") or self._said(row, "account")):
            bad = [one for one in bad if one.read]  # not priced yet
        bad += self._of_elsewhere(row, values)
        parts = values["source"] or ()
        if not values["name"] and not values["account"]:
            bad += self._continued(row, values, parts, bad)
        else:
            account, name, wrong = self._named(row, values)
            bad += wrong
            fields, wrong = self._fields(row, values)
            bad += wrong
            if not bad:
                fields |= {"account": account, "name": name}
                self._add(row, fields, values, parts)
        self.rows.bad += bad

    def _of_elsewhere(self, row: Row, values: Mapping[str, Any]) -> Iterator[Bad]:
        village, _code = values["account"] or ("", "")
        for name, code in (("village", values["village"]), ("account", village)):
            if code and code != self.knows.village:
                yield self.found.bad(row, name, _("Baris ini tentang desa lain. Hapus barisnya."))
        if values["year"] is not None and values["year"] != self.knows.fiscal_year:
            told = _("Musyawarah ini tentang tahun %(year)d. Hapus baris tahun lain.") % {
                "year": self.knows.fiscal_year
            }
            yield self.found.bad(row, "year", told)

    def _continued(self, row: Row, values: Mapping[str, Any], parts: tuple[Part, ...], bad: list[Bad]) -> list[Bad]:
        """A further source of the activity above."""
        if not self.rows.activities or not parts or values["amount"] is None:
            why = _("Tidak ada nama kegiatan. Tulis namanya, atau kodenya.")
            return [] if bad else [self.found.bad(row, "name", why)]
        shares, wrong = self._shares(row, values, parts)
        if not bad and not wrong:
            before = self.rows.activities[-1]
            self.rows.activities[-1] = _joined(before, values["amount"], shares)
        return wrong

    def _named(self, row: Row, values: Mapping[str, Any]) -> tuple[str, str, list[Bad]]:
        """The account and the name; each stands in for the other where the table has only one."""
        said = values["account"][1] if values["account"] else ""
        code = self.knows.code(said) if said else None
        if said and code is None and not self._may_be_local(said):
            told = _("Kode ini tidak berlaku pada tahun %(year)d. Cari kodenya di halaman Kode kegiatan.")
            return "", "", [self.found.bad(row, "account", told % {"year": self.knows.fiscal_year})]
        field_of_row = _field_in(plain(values["field"] or "")) or self.field
        account = code.code if code else rules.normalised(said) or field_of_row
        name = values["name"] or (code.name[: LONGEST["name"]] if code else "")
        if not name:
            return "", "", [self.found.bad(row, "name", _("Tidak ada nama kegiatan. Tulis namanya."))]
        return account, name, []

    def _may_be_local(self, said: str) -> bool:
        """A kabupaten's own activity that it has not named here yet; its sub bidang is known."""
        parent = said.rpartition(".")[0]
        return rules.is_local(said) and self.knows.code(parent) is not None

    def _fields(self, row: Row, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Bad]]:
        bad: list[Bad] = []
        volume, unit = values["volume"] or (None, "")
        start, end = values["start"], values["end"]
        if values["when"] and start is None and end is None and not self._said(row, "number"):
            try:
                start, end = cells.months(values["when"])
            except cells.Wrong as why:
                bad.append(self.found.bad(row, "when", str(why)))
        if rules.ends_before_start(start, end):
            name = "end" if values["end"] else "when"
            bad.append(self.found.bad(row, name, _("Bulan selesai lebih awal dari bulan mulai. Periksa bulannya.")))
        ticked = [TICKED[name] for name in TICKED if values[name]]
        if len(ticked) > 1:
            bad.append(self.found.bad(row, "alone", _("Centang satu pola pelaksanaan saja.")))
        delivery = values["delivery"].value if values["delivery"] else next(iter(ticked), "")
        place = values["place"] or ""
        fields = {
            "place": place,
            "hamlet": values["hamlet"] if "hamlet" in self.found.places else self._hamlet_in(place),
            "volume": None if volume is None else volume / rules.THOUSANDTHS,
            "unit": values["unit"] or unit,
            "benefit": values["benefit"],
            "beneficiaries_male": values["male"],
            "beneficiaries_female": values["female"],
            "beneficiaries_poor_households": values["poor"],
            "start_month": start,
            "end_month": end,
            "delivery": delivery,
            "implementer": values["implementer"],
        }
        return {name: _whole(value) for name, value in fields.items() if value not in (None, "")}, bad

    def _hamlet_in(self, place: str) -> str:
        words = f" {plain(place)} "
        return next((one for one in self.knows.hamlets if one in place and f" {plain(one)} " in words), "")

    def _shares(self, row: Row, values: Mapping[str, Any], parts: tuple[Part, ...]) -> tuple[Shares, list[Bad]]:
        amount = values["amount"]
        if not parts or amount is None:
            return {}, []
        if len(parts) == 1 and parts[0].amount is None:
            parts = (replace(parts[0], amount=amount),)
        if sum(one.amount or 0 for one in parts) != amount:
            told = _("Sumber dana berjumlah %(sum)s, biayanya %(amount)s. Samakan.")
            facts = {"sum": money.rupiah(sum(one.amount or 0 for one in parts)), "amount": money.rupiah(amount)}
            return {}, [self.found.bad(row, "source", told % facts)]
        shares: Shares = {}
        for one in parts:
            key = (one.source.value, one.carried_over or bool(values["carried"]))
            shares[key] = shares.get(key, 0) + (one.amount or 0)
        return shares, []

    def _add(self, row: Row, fields: dict[str, Any], values: Mapping[str, Any], parts: tuple[Part, ...]) -> None:
        amount, number = values["amount"], values["number"] or ""
        if amount is not None and amount < 0 and (parts or not number):
            self.rows.bad.append(self.found.bad(row, "amount", _("Jumlah tidak boleh kurang dari nol.")))
            return
        shares, bad = self._shares(row, values, parts)
        self.rows.bad += bad
        if bad:
            return
        paid = {} if amount is None else {"amount": amount}
        new = Activity(row.number, fields | paid, shares, number, priced=amount is not None)
        alike = self.places.setdefault(new.key, [])
        same = next((place for place in alike if _is_same(self.rows.activities[place], new)), None)
        if same is None:
            alike.append(len(self.rows.activities))
            self.rows.activities.append(new)
        else:
            self.rows.activities[same] = _joined(self.rows.activities[same], amount, shares)


def _is_same(one: Activity, new: Activity) -> bool:
    """Whether a row tells a further source of an activity: Siskeudes has a row a source, and its number says so.

    Without a number, a second row of the same activity and source is an activity of its own: sums stay what they are.
    """
    if one.number or new.number:
        return one.number == new.number and one.key == new.key
    apart = one.shares and new.shares and not one.shares.keys() & new.shares.keys()
    return bool(apart) and one.key == new.key


def _joined(one: Activity, amount: int | None, shares: Shares) -> Activity:
    added = {key: one.shares.get(key, 0) + shares.get(key, 0) for key in (*one.shares, *shares)}
    if amount is None or not one.priced:
        fields = {name: value for name, value in one.fields.items() if name != "amount"}
        return replace(one, fields=fields, shares=added, priced=False)
    return replace(one, fields=one.fields | {"amount": one.fields["amount"] + amount}, shares=added)


def _field_in(label: str) -> str:
    """The bidang that a heading or the label of a sum speaks of, by its name or number; ``""`` for none."""
    for number, names in FIELDS.items():
        if any(name in label for name in names):
            return number
    found = re.search(r"\bbidang (?:ke )?([1-5]|i{1,3}|iv|v)\b", label)
    return ROMAN.get(found[1], found[1]) if found else ""


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
