"""Who came, in numbers."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from meetings.terms import Capacity, Element, Gender

SMALL_CELL = 3
"""Fewer people than this of one element and gender could be recognised; publications fold them (UU 27/2022)."""

Cell = tuple[str, str]
"""An element and a gender."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Heads:
    """So many people who have these things in common; ``""`` where a thing was not recorded."""

    element: str
    gender: str
    hamlet: str = ""
    capacity: str = Capacity.INVITED
    count: int = 1


@dataclass(frozen=True, slots=True)
class Composition:
    """Counts of people. Elements in the order of the law, genders L, P, unknown, hamlets by alphabet."""

    total: int
    by_element: Mapping[str, int]
    by_gender: Mapping[str, int]
    by_hamlet: Mapping[str, int]
    cells: Mapping[Cell, int]


def composition(people: Iterable[Heads]) -> Composition:
    """Counts people by element, gender and hamlet, in full: for the desk, never for a publication."""
    cells: Counter[Cell] = Counter()
    genders: Counter[str] = Counter()
    hamlets: Counter[str] = Counter()
    for heads in people:
        gender = heads.gender or Gender.UNKNOWN.value
        cells[heads.element or Element.LAIN.value, gender] += heads.count
        genders[gender] += heads.count
        hamlets[heads.hamlet] += heads.count
    return _arranged(cells, genders, hamlets)


def missing_elements(required: Collection[str], there: Collection[str]) -> list[str]:
    """The elements of the community that should have come and did not, in the order of the law.

    Source: PP 43/2014 Ps 80 as amended by PP 47/2015.
    """
    return [element for element in Element.values if element in required and element not in there]


def _arranged(cells: Mapping[Cell, int], genders: Mapping[str, int], hamlets: Mapping[str, int]) -> Composition:
    order = [(element, gender) for element in Element.values for gender in Gender.values]
    elements: Counter[str] = Counter()
    for (element, _), count in cells.items():
        elements[element] += count
    return Composition(
        total=sum(cells.values()),
        by_element=_nonzero(elements, Element.values),
        by_gender=_nonzero(genders, Gender.values),
        by_hamlet=_nonzero(hamlets, sorted(hamlets)),
        cells=_nonzero(cells, order),
    )


def _nonzero(counts: Mapping[Key, int], order: Iterable[Key]) -> dict[Key, int]:
    return {key: counts[key] for key in order if counts.get(key)}
