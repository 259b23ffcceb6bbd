"""What a plan comes to by field, source, hamlet, sector, SDGs Desa goal, and by whom it is for. Plain values, sen.

Where one activity counts in several rows (goals, people) the rows overlap: their sum means nothing, and no share of
the money is invented for any of them.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

WOMEN, MEN, POOR, NOBODY = "female", "male", "poor_households", ""
WHOM = (WOMEN, MEN, POOR)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Part:
    """An activity as far as totals need it; ``people``: how many of each kind it is said to be for."""

    amount: int
    field: str = ""
    hamlet: str = ""
    sector: str = ""
    goals: tuple[int, ...] = ()
    people: Mapping[str, int] | None = None
    sources: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Total:
    """How many activities, what they cost together, and how many people they are said to be for."""

    count: int = 0
    amount: int = 0
    people: int = 0


def by(parts: Iterable[Part], keys: Callable[[Part], Iterable[Key]]) -> dict[Key, Total]:
    """The totals of each key that ``keys`` says of a part; each part counts once with its whole cost under each."""
    found: dict[Key, Total] = {}
    for part in parts:
        for key in dict.fromkeys(keys(part)):
            total = found.setdefault(key, Total())
            total.count += 1
            total.amount += part.amount
    return found


def by_source(parts: Iterable[Part]) -> dict[str, Total]:
    """What each source pays, and of how many activities; these rows add up to what the sources pay."""
    found: dict[str, Total] = {}
    for part in parts:
        for source in {name for name, _ in part.sources}:
            found.setdefault(source, Total()).count += 1
        for source, amount in part.sources:
            found[source].amount += amount
    return found


def by_whom(parts: Sequence[Part]) -> dict[str, Total]:
    """Activities for women, for men, for poor households, and those that do not say for whom."""
    found = by(parts, whom)
    for part in parts:
        for kind in WHOM:
            if kind in found:
                found[kind].people += (part.people or {}).get(kind, 0)
    return {kind: found[kind] for kind in (*WHOM, NOBODY) if kind in found}


def by_goal(parts: Iterable[Part]) -> dict[int, Total]:
    """Activities by SDGs Desa goal (Permendesa PDTT 21/2020), 0 for those without one."""
    found = by(parts, lambda part: part.goals or (0,))
    return dict(sorted(found.items(), key=lambda one: (not one[0], one[0])))


def whom(part: Part) -> list[str]:
    """For whom an activity is said to be; ``""`` where it does not say."""
    return [kind for kind in WHOM if (part.people or {}).get(kind)] or [NOBODY]
