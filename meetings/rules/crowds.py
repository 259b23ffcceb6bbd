"""Whether an attendance list was copied or ticked off at a desk. Signs for a human, never proof."""

import itertools
from bisect import bisect_right, insort
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from statistics import median

SAME_PEOPLE = 0.95
"""Jaccard index of two lists from which on they are the same people (goals §10.3 A2)."""

SAME_ORDER, NAMES_FOR_ORDER = 0.98, 20
"""Kendall's tau of the order in which the same people arrived, and over how many names at least."""

NAMES_FOR_A_LIST = 15
"""Shorter lists are the same people by nature: officials and heads of hamlets."""

AT_ONCE, PEOPLE_AT_ONCE = timedelta(seconds=0.7), 10
"""Median gap between two arrivals below which nobody walked in: it was ticked off (goals §10.3 A3)."""

AROUND, SHARE_OUTSIDE = timedelta(hours=3), 0.8
"""So far before or after the sittings an arrival is none; the share of arrivals that makes a finding."""


def jaccard(one: Collection[str], other: Collection[str]) -> float:
    """The share of names on both lists among those on either, 0 to 1."""
    first, second = set(one), set(other)
    either = len(first | second)
    return len(first & second) / either if either else 0.0


def same_people(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two lists hold (nearly) the same people, and enough of them to say so."""
    return min(len(set(one)), len(set(other))) >= NAMES_FOR_A_LIST and jaccard(one, other) >= SAME_PEOPLE


def order_likeness(one: Sequence[str], other: Sequence[str]) -> float | None:
    """Kendall's tau of the names on both lists; ``None`` where they are too few to say anything.

    Two lists of people who come when they come have a tau around 0; for 20 names its standard deviation is 0.16.
    """
    place = {name: number for number, name in enumerate(other)}
    ranks = [place[name] for name in dict.fromkeys(one) if name in place]
    if len(ranks) < NAMES_FOR_ORDER:
        return None
    pairs = len(ranks) * (len(ranks) - 1) // 2
    return 1 - 2 * _inversions(ranks) / pairs


def _inversions(ranks: Sequence[int]) -> int:
    before: list[int] = []
    found = 0
    for rank in ranks:
        found += len(before) - bisect_right(before, rank)
        insort(before, rank)
    return found


def median_gap(arrivals: Collection[datetime]) -> timedelta | None:
    """The middle one of the gaps between arrivals, in the order of time; ``None`` for too few people."""
    if len(arrivals) < PEOPLE_AT_ONCE:
        return None
    ordered = sorted(arrivals)
    gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(ordered)]
    return timedelta(seconds=median(gaps))


def arrived_at_once(arrivals: Collection[datetime]) -> bool:
    """Whether people arrived faster than anybody can walk through a door."""
    gap = median_gap(arrivals)
    return gap is not None and gap < AT_ONCE


def outside(arrivals: Collection[datetime], sittings: Collection[tuple[datetime, datetime]]) -> int:
    """How many arrivals lie hours before or after all sittings; what is not known is not outside."""
    if not sittings:
        return 0
    return sum(all(moment < start - AROUND or moment > end + AROUND for start, end in sittings) for moment in arrivals)


def arrivals_outside(arrivals: Collection[datetime], sittings: Collection[tuple[datetime, datetime]]) -> bool:
    """Whether most people were ticked off hours before or after the sittings."""
    return len(arrivals) >= PEOPLE_AT_ONCE and outside(arrivals, sittings) >= SHARE_OUTSIDE * len(arrivals)
