"""The fates of a year's proposals, grouped as villagers look for them: by hamlet, then by element."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgets.lives import Wish
from budgets.terms import Fate
from meetings.rules.composition import SMALL_CELL


@dataclass(frozen=True, slots=True)
class Hamlet:
    """The proposals of one hamlet; ``name`` is empty where nobody wrote it."""

    name: str
    wishes: list[Wish]


@dataclass(frozen=True, slots=True)
class Row:
    """How the proposals of one element fared."""

    label: str
    counted: list[tuple[Fate, int]]


def by_hamlet(wishes: Iterable[Wish]) -> list[Hamlet]:
    """Hamlets in alphabetical order, the unnamed last; within one by element, then by fate."""
    groups: dict[str, list[Wish]] = defaultdict(list)
    for one in wishes:
        groups[one.row.get("hamlet", "")].append(one)
    order = list(Fate.values)
    return [
        Hamlet(
            name,
            sorted(
                groups[name],
                key=lambda one: (
                    _element(one),
                    order.index(one.row.get("fate", Fate.OPEN)),
                    one.row.get("activity", ""),
                ),
            ),
        )
        for name in sorted(groups, key=lambda name: (not name, name.casefold()))
    ]


def by_element(wishes: Iterable[Wish]) -> list[Row]:
    """One row an element; those with one or two proposals stand together, so that nobody is recognised."""
    groups: dict[str, list[Wish]] = defaultdict(list)
    for one in filter(_stands, wishes):
        groups[_element(one)].append(one)
    rest = _("unsur lain atau tidak dicatat")
    kept: dict[str, list[Wish]] = defaultdict(list)
    for label, some in groups.items():
        kept[label if label and len(some) >= SMALL_CELL else rest] += some
    return [Row(label, counted(kept[label])) for label in sorted(kept, key=lambda label: (label == rest, label))]


def counted(wishes: Iterable[Wish]) -> list[tuple[Fate, int]]:
    """How many proposals met each fate, those that none met left out; one that goes on in another is counted there."""
    counts = Counter(one.row.get("fate", Fate.OPEN) for one in wishes if one.stands)
    return [(fate, counts[fate]) for fate in Fate if counts[fate]]


def _stands(wish: Wish) -> bool:
    return wish.stands


def _element(wish: Wish) -> str:
    return str(wish.row.get("proposer", ""))
