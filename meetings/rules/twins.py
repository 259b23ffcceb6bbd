"""Whether two records are of one and the same meeting, recorded on two phones. Plain values in and out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from meetings.rules.doubles import name_key

ENOUGH = 0.6
"""Of the shorter list, so many names must stand in the longer one (goals F22)."""
NEAR_DAYS = 1
FEW_NAMES = 5
"""Fewer names say nothing; then the place decides."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What tells a meeting from another: its kind, day, place, and who is on its list."""

    kind: str
    held_on: date | None
    place: str = ""
    names: Collection[str] = ()


def overlap(one: Collection[str], other: Collection[str]) -> float:
    """The share of the shorter list's names that stand in the other, 0 to 1; alike in spelling and titles."""
    mine, theirs = ({name_key(name) for name in names} for names in (one, other))
    shorter = min(len(mine), len(theirs))
    return len(mine & theirs) / shorter if shorter else 0.0


def maybe_same(one: Sitting, other: Sitting) -> bool:
    """Whether a human should be asked: same kind, days next to each other, and the same people or place.

    Source: goals F22 (village, kind, date, place, at least 60 % of the names shared); never joined by a machine.
    """
    if one.kind != other.kind or one.held_on is None or other.held_on is None:
        return False
    if abs((one.held_on - other.held_on).days) > NEAR_DAYS:
        return False
    if min(len(one.names), len(other.names)) >= FEW_NAMES:
        return overlap(one.names, other.names) >= ENOUGH
    return one.held_on == other.held_on and _plain(one.place) == _plain(other.place)


def _plain(place: str) -> str:
    return " ".join(place.casefold().split())
