"""Law and arithmetic of money. Amounts are sen, volumes thousandths; plain values in and out.

The phone computes the same from the same cases: ``tests/vectors``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backend.kernel.money import SEN
from budgets.terms import FundSource, ItemState, Sector

THOUSANDTHS = 1000
BIDANG = frozenset("12345")
"""The five fields that a village spends on (Permendagri 20/2018, Lampiran)."""

FIELD_OF_EMERGENCIES = 5

_CODE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})*\.?")
_LOCAL = re.compile(r"[1-5]\.[0-9]{1,2}\.9[0-9]")
_SEGMENTS_WITH_ZERO = 2
"""The first two segments are written without a leading zero, the later ones with two digits (same annex)."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one source pays of an activity; ``carried_over``: out of last year's rest (SiLPA)."""

    source: str
    amount: int
    carried_over: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An activity as far as sums need it."""

    amount: int
    account: str = ""
    state: str = ItemState.PROPOSED
    funding: tuple[Share, ...] = ()


def normalised(account: str) -> str:
    """A code of the function tree in the annex's spelling: ``"02.03.10."`` and ``" 2.3.10 "`` are ``"2.3.10"``.

    What is no code is left as it was written.

    Source: Permendagri 20/2018, Lampiran; Siskeudes pads with zeros and ends with a dot.
    """
    text = account.strip()
    if _CODE.fullmatch(text) is None:
        return text
    segments = [int(segment) for segment in text.rstrip(".").split(".")]
    return ".".join(
        str(number) if place < _SEGMENTS_WITH_ZERO else f"{number:02d}" for place, number in enumerate(segments)
    )


def field_of(account: str) -> str:
    """The bidang of an account code: ``"2"`` for ``"2.3.10"``, ``""`` where there is none.

    Source: Permendagri 20/2018, Lampiran.
    """
    first = normalised(account).partition(".")[0]
    return first if first in BIDANG else ""


def in_siskeudes(account: str) -> str:
    """A code in Siskeudes' spelling: ``"02.03.10."`` for ``"2.3.10"``; ``""`` for what is no code.

    The annex numbers the one activity of each sub bidang of the fifth field 00, Siskeudes 01.
    """
    code = normalised(account)
    if _CODE.fullmatch(code) is None:
        return ""
    segments = [int(segment) for segment in code.rstrip(".").split(".")]
    if segments[0] == FIELD_OF_EMERGENCIES and segments[2:] == [0]:
        segments[2] = 1
    return "".join(f"{number:02d}." for number in segments)


def is_local(account: str) -> bool:
    """Whether a code is one that each kabupaten names itself: an activity numbered 90 to 99.

    Source: Permendagri 20/2018, Lampiran.
    """
    return _LOCAL.fullmatch(normalised(account)) is not None


def lineage(account: str) -> list[str]:
    """A code and those above it, nearest first: ``["2.3.10", "2.3", "2"]``."""
    segments = normalised(account).split(".")
    return [".".join(segments[:depth]) for depth in range(len(segments), 0, -1)]


def suggested_sector(account: str, sectors: Mapping[str, str]) -> str:
    """The main sector that a code suggests, its own or the nearest above; ``""`` where no code was given.

    ``sectors``: code to sector of the function tree. A suggestion that people may change, not law.
    """
    if not account.strip():
        return ""
    found = (sectors[code] for code in lineage(account) if sectors.get(code))
    return next(found, Sector.LAIN.value)


def counted(items: Iterable[Item]) -> list[Item]:
    """The items that sums count: all but the dropped ones."""
    return [item for item in items if item.state != ItemState.DROPPED]


def total(items: Iterable[Item]) -> int:
    """What the items cost together."""
    return sum(item.amount for item in counted(items))


def sum_by_field(items: Iterable[Item]) -> dict[str, int]:
    """What the items cost by bidang, in order; ``""``: without a code."""
    sums: dict[str, int] = defaultdict(int)
    for item in counted(items):
        sums[field_of(item.account)] += item.amount
    return dict(sorted(sums.items()))


def sum_by_source(items: Iterable[Item]) -> dict[str, int]:
    """What each source pays, its rest of last year included, in the order of ``FundSource``."""
    return _by_source(share for item in counted(items) for share in item.funding)


def drawn_this_year(items: Iterable[Item]) -> dict[str, int]:
    """What each source pays out of this year's money: SiLPA has no ceiling of its own."""
    return _by_source(share for item in counted(items) for share in item.funding if not share.carried_over)


def _by_source(shares: Iterable[Share]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for share in shares:
        sums[share.source] += share.amount
    return {source: sums[source] for source in FundSource.values if source in sums}


def ceilings_exceeded(by_source: Mapping[str, int], ceilings: Mapping[str, int]) -> dict[str, int]:
    """By how much each source is overdrawn (see ``drawn_this_year``); a source without a known ceiling is not.

    Source: Permendagri 114/2014 (the plan keeps to the indicative ceilings that the bupati tells the village).
    """
    return {
        source: amount - ceilings[source]
        for source, amount in by_source.items()
        if source in ceilings and amount > ceilings[source]
    }


def price_differs(*, volume: int | None, unit_price: int | None, amount: int | None) -> bool:
    """Whether volume times price is another amount than the one given; half a rupiah either way is rounding.

    Source: arithmetic of the RKP Desa matrix (Permendagri 114/2014, Lampiran). What is not known never differs.
    """
    if volume is None or unit_price is None or amount is None:
        return False
    return abs(volume * unit_price - amount * THOUSANDTHS) > SEN // 2 * THOUSANDTHS


def funding_differs(item: Item) -> bool:
    """Whether an item's sources pay together another amount than it costs; an item without sources never differs.

    Source: the RKP Desa matrix (Permendagri 114/2014, Lampiran): cost and source of one activity stand side by side.
    """
    return bool(item.funding) and sum(share.amount for share in item.funding) != item.amount


def ends_before_start(start_month: int | None, end_month: int | None) -> bool:
    """Whether work within one year ends in an earlier month than it begins; unknown is not wrong."""
    return start_month is not None and end_month is not None and end_month < start_month
