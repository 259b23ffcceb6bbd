"""The order that a meeting gives to wishes, by scores or by votes. Ties are shown, never broken silently.

The phone computes the same from the same cases: ``tests/vectors/ranking.json``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from meetings.terms import RankingMethod

CRITERIA = ("score_felt", "score_urgent", "score_income", "score_potential", "score_plan")
"""Felt by many, urgent, holds back incomes, own means to help, in the RPJM Desa; 1 to 5 each.

Source: the customary ranking of participatory village planning (PRA); no law gives points.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A wish that is ranked. ``value``: its points or votes; ``None``: nobody gave any.

    ``rank`` and ``reason``: what the meeting decided where two were alike.
    """

    id: str
    value: int | None
    rank: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wish stands. ``place``: 1, 1, 3 where two are alike; ``None``: it was not ranked.

    ``tied``: others stand on the same place. ``decided``: it was alike with others, and the meeting decided.
    """

    id: str
    value: int | None
    place: int | None
    tied: bool = False
    decided: bool = False


def value_of(method: str, wish: Mapping[str, Any]) -> int | None:
    """The points of a wish (the sum of its criteria, or the sum that was written down alone) or its votes."""
    if method == RankingMethod.VOTES:
        return wish.get("votes")
    if method != RankingMethod.SCORES:
        return None
    given = [points for name in CRITERIA if (points := wish.get(name)) is not None]
    return sum(given) if given else wish.get("score")


def places(candidates: Iterable[Candidate]) -> list[Place]:
    """All candidates in their order, the best first; those that were not ranked come last, in the order of ids.

    A tie is broken only where the meeting gave each of the tied its own rank and a reason for it.
    """
    groups: dict[int, list[Candidate]] = defaultdict(list)
    unranked = []
    for one in sorted(candidates, key=lambda one: one.id):
        if one.value is None:
            unranked.append(Place(one.id, None, None))
        else:
            groups[one.value].append(one)
    found: list[Place] = []
    for value in sorted(groups, reverse=True):
        found += _group(groups[value], len(found) + 1)
    return found + unranked


def _group(alike: list[Candidate], first: int) -> list[Place]:
    ranks = [one.rank for one in alike if one.rank is not None]
    decided = len(alike) > 1 and len(set(ranks)) == len(alike) and any(one.reason.strip() for one in alike)
    if not decided:
        return [Place(one.id, one.value, first, tied=len(alike) > 1) for one in alike]
    in_order = sorted(alike, key=lambda one: one.rank or 0)
    return [Place(one.id, one.value, first + further, decided=True) for further, one in enumerate(in_order)]
