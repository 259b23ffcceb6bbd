"""The APB Desa as arithmetic: lines into the official tree of sums.

Amounts are sen. Only what nobody details further holds an amount; every sum above it is reckoned here, so a parent is
the sum of its parts. Structure: Permendagri 20/2018, Lampiran (akun 4, 5, 6; expenditure by bidang, sub bidang and
kegiatan). Plain values in and out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from budgets import rules
from budgets.rules import Item, Share
from budgets.terms import FundSource, ItemState, Ranah

REVENUE, SPENDING, FINANCING = "4", "5", "6"
INCOMING, OUTGOING = "6.1", "6.2"
"""Penerimaan and pengeluaran pembiayaan."""
CARRIED_OVER = "6.1.1"
"""SiLPA of the year before."""
SHORTEST, LONGEST = 2, 4
"""An amount stands at a kelompok, a jenis or an objek, never at the akun itself."""
ACTIVITY_DEPTH = 3
MOST = 10**15
"""The largest sum that the tables hold, in sen: ten trillion rupiah."""
LOCAL = range(90, 100)
"""Codes that a kabupaten names itself (same annex)."""
COMES_AS = {
    "4.1": FundSource.PAD,
    "4.1.3": FundSource.SWADAYA,
    "4.2.1": FundSource.DDS,
    "4.2.2": FundSource.PBH,
    "4.2.3": FundSource.ADD,
    "4.2.4": FundSource.PBP,
    "4.2.5": FundSource.PBK,
    "4.3": FundSource.DLL,
}
"""Which revenue is which source of funds."""

_ACCOUNT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}\.?")
Names = Mapping[tuple[str, str], str]
"""Official names by (ranah, code)."""


@dataclass(frozen=True, slots=True)
class Work:
    """A kegiatan of the budget, known by ``key``; ``volume`` in thousandths."""

    key: str
    code: str
    name: str
    volume: int | None = None
    unit: str = ""
    place: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An amount under an account code; ``work`` where it is spent on an activity. ``before``: in the edition before."""

    account: str
    amount: int
    work: str = ""
    name: str = ""
    source: str = ""
    before: int = 0
    realised: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands in the money columns of one row."""

    before: int = 0
    amount: int = 0
    realised: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.before + other.before, self.amount + other.amount, self.realised + other.realised)

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(self.before - other.before, self.amount - other.amount, self.realised - other.realised)

    @property
    def change(self) -> int:
        """Bertambah or (berkurang)."""
        return self.amount - self.before

    @property
    def left(self) -> int:
        """Sisa: what was budgeted and is not spent (or did not come in)."""
        return self.amount - self.realised


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the official table. ``level``: its depth from 1; ``parent``: the row above it in the tree."""

    id: str
    parent: str
    level: int
    activity: str
    account: str
    name: str
    figures: Figures
    sources: tuple[str, ...] = ()
    volume: int | None = None
    unit: str = ""
    key: str = ""
    leaf: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """An edition of a village's APB Desa: its activities and its lines."""

    works: Sequence[Work] = ()
    lines: Sequence[Line] = ()
    names: Names = field(default_factory=dict)

    def total(self, account: str) -> Figures:
        """What the lines at or under this code come to."""
        return _sum(one for one in self.lines if is_under(one.account, account))

    @property
    def surplus(self) -> Figures:
        """Surplus or (deficit): revenue less expenditure."""
        return self.total(REVENUE) - self.total(SPENDING)

    @property
    def net(self) -> Figures:
        """Pembiayaan netto."""
        return self.total(INCOMING) - self.total(OUTGOING)

    @property
    def rest(self) -> Figures:
        """SiLPA tahun berkenaan: nought in an adopted budget."""
        return self.surplus + self.net


def account_of(text: str) -> str:
    """A code of the revenue, expenditure and financing tree as the annex writes it: ``"5.2.01.1."`` is ``"5.2.1.01"``.

    What is no code is left as it was written.
    """
    stripped = text.strip()
    if _ACCOUNT.fullmatch(stripped) is None:
        return stripped
    parts = [int(one) for one in stripped.rstrip(".").split(".")]
    return ".".join(str(one) if place < LONGEST - 1 else f"{one:02d}" for place, one in enumerate(parts))


def is_under(account: str, above: str) -> bool:
    """Whether a code is this one or hangs on it."""
    return account == above or account.startswith(f"{above}.")


def above(code: str) -> Iterator[str]:
    """The codes that a code hangs on and itself, the highest first: ``5``, ``5.2``, ``5.2.1`` for ``5.2.1``."""
    parts = code.split(".")
    return (".".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def table(book: Book) -> list[Row]:
    """The rows of the penjabaran in official order: revenue, expenditure by activity, financing; sums included."""
    return [*_plain(book, REVENUE), *_spending(book), *_plain(book, FINANCING)]


def by_field(book: Book) -> dict[str, Figures]:
    """Expenditure by bidang, all five."""
    codes = {one.key: one.code for one in book.works}
    sums = {bidang: Figures() for bidang in sorted(rules.BIDANG)}
    for one in book.lines:
        bidang = rules.field_of(codes.get(one.work, ""))
        if one.account.startswith(SPENDING) and bidang:
            sums[bidang] += _figures(one)
    return sums


def by_account(book: Book, akun: str, depth: int) -> dict[str, Figures]:
    """Sums of an akun by its codes of this depth (or less, where a line stands higher), in order."""
    sums: dict[str, Figures] = defaultdict(Figures)
    for one in book.lines:
        if is_under(one.account, akun):
            sums[".".join(one.account.split(".")[:depth])] += _figures(one)
    return dict(sorted(sums.items(), key=lambda pair: in_order(pair[0])))


def items(book: Book) -> list[Item]:
    """The activities as the shares of ``norms`` read them."""
    paid: dict[str, list[Share]] = defaultdict(list)
    for one in book.lines:
        if one.work:
            paid[one.work].append(Share(one.source, one.amount))
    return [
        Item(sum(share.amount for share in paid[one.key]), one.code, ItemState.IN_BUDGET, tuple(paid[one.key]))
        for one in book.works
    ]


def overspent(book: Book) -> dict[str, tuple[int, int]]:
    """Sources that pay for more than they bring: what is spent of each, and what comes in with last year's rest.

    A source of which nothing is known to come in is left out: the year's rest may carry it.
    """
    spent: dict[str, int] = defaultdict(int)
    coming: dict[str, int] = defaultdict(int)
    for one in book.lines:
        if is_under(one.account, SPENDING) and one.source:
            spent[one.source] += one.amount
        elif source := source_of(one):
            coming[source] += one.amount
    rest = sum(one.amount for one in book.lines if is_under(one.account, INCOMING) and not one.source)
    return {
        source: (spent[source], coming[source])
        for source in FundSource.values
        if coming[source] and spent[source] > coming[source] + rest
    }


def source_of(line: Line) -> str:
    """Which source of funds a line of revenue or financing is: as it was said, else by its code."""
    if line.source or not is_under(line.account, REVENUE):
        return line.source
    return next((str(COMES_AS[one]) for one in reversed(list(above(line.account))) if one in COMES_AS), "")


def own_source(account: str, source: str) -> str:
    """The source as it is kept: empty where the code of the revenue says the same, so that two spellings are one."""
    return "" if source == source_of(Line(account, 0)) else source


def _plain(book: Book, akun: str) -> Iterator[Row]:
    lines = [one for one in book.lines if is_under(one.account, akun)]
    yield from _tree(book, lines, prefix="", start=1, parent="", activity="")


def _spending(book: Book) -> Iterator[Row]:
    """Bidang, sub bidang, kegiatan, and under each kegiatan its 5.x."""
    lines: dict[str, list[Line]] = defaultdict(list)
    for one in book.lines:
        if is_under(one.account, SPENDING):
            lines[one.work].append(one)
    works = sorted(book.works, key=lambda one: (in_order(one.code), one.name.casefold(), one.key))
    if not lines and not works:
        return
    yield Row("5", "", 1, "", SPENDING, name_of(book, Ranah.EKONOMI, SPENDING), _sum(_all(lines)))
    seen: set[str] = set()
    for work in works:
        parents = list(above(work.code))[:-1]
        for depth, code in enumerate(parents, start=2):
            if code not in seen:
                seen.add(code)
                below = (lines[one.key] for one in works if is_under(one.code, code))
                up = f"5/{parents[depth - 3]}" if depth > 2 else "5"
                name = name_of(book, Ranah.FUNGSI, code)
                yield Row(f"5/{code}", up, depth, code, "", name, _sum(line for some in below for line in some))
        own, depth = lines[work.key], len(parents) + 2
        id_ = f"5/{work.code}/{work.key}"
        up = f"5/{parents[-1]}" if parents else "5"
        sources = _sources(own)
        yield Row(id_, up, depth, work.code, "", work.name, _sum(own), sources, work.volume, work.unit, key=work.key)
        yield from _tree(book, own, prefix=f"{id_}/", start=depth + 1, parent=id_, activity=work.code)
    if lines[""]:
        yield from _tree(book, lines[""], prefix="5//", start=2, parent="5", activity="")


def _tree(book: Book, lines: Sequence[Line], *, prefix: str, start: int, parent: str, activity: str) -> Iterator[Row]:
    """The codes of lines and those above them, each with its sum; below an activity the akun itself is left out."""
    skip = 1 if prefix else 0
    detailed = {code for one in lines for code in list(above(one.account))[:-1]}
    seen: set[str] = set()
    for line in sorted(lines, key=lambda one: (in_order(one.account), one.name.casefold(), one.source, one.key)):
        chain = list(above(line.account))[skip:]
        # A line that others detail hangs under its own sum: it is a fault, and must not hide in the sums meanwhile.
        over = chain if line.account in detailed else chain[:-1]
        for depth, code in enumerate(over):
            if code not in seen:
                seen.add(code)
                below = [one for one in lines if is_under(one.account, code)]
                up = prefix + over[depth - 1] if depth else parent
                name = name_of(book, Ranah.EKONOMI, code)
                yield Row(prefix + code, up, start + depth, activity, code, name, _sum(below), _sources(below))
        yield Row(
            f"{prefix}{line.account}/{line.key or line.source + line.name}",
            prefix + over[-1] if over else parent,
            start + len(over),
            activity,
            line.account,
            line.name or name_of(book, Ranah.EKONOMI, line.account),
            _figures(line),
            _sources([line]),
            key=line.key,
            leaf=True,
        )


def _all(lines: Mapping[str, Sequence[Line]]) -> Iterator[Line]:
    return (one for some in lines.values() for one in some)


def _figures(line: Line) -> Figures:
    return Figures(line.before, line.amount, line.realised or 0)


def _sum(lines: Iterable[Line]) -> Figures:
    return sum(map(_figures, lines), Figures())


def _sources(lines: Iterable[Line]) -> tuple[str, ...]:
    named = {source for one in lines if (source := source_of(one))}
    return tuple(source for source in FundSource.values if source in named)


def name_of(book: Book, ranah: str, code: str) -> str:
    """The official name of a code, else the code."""
    return book.names.get((ranah, code), code)


def in_order(code: str) -> tuple[int, ...]:
    """A key that puts 4.10 after 4.9."""
    return tuple(int(one) if one.isdigit() else 0 for one in code.split("."))


def is_activity(code: str, names: Names) -> bool:
    """Whether a code names a kegiatan of the table, or one of the kabupaten's own under a sub bidang of it."""
    return len(code.split(".")) == ACTIVITY_DEPTH and is_known(code, Ranah.FUNGSI, names)


def is_known(code: str, ranah: str, names: Names) -> bool:
    """Whether a code stands in the table, or is in the range that kabupaten fill under one that does."""
    if (ranah, code) in names:
        return True
    parent, _, last = code.rpartition(".")
    return last.isdigit() and int(last) in LOCAL and (ranah, parent) in names
