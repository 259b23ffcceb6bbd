"""Whether two photographs are the same picture: a difference hash, and how to find the near ones in an index.

Source: D. Buchner's and N. Krawetz' difference hash; multi-index hashing by Norouzi, Punjani and Fleet (CVPR 2012).
Thresholds: goals §10.3 A1, measured there on re-saved, cropped, mirrored and re-photographed pictures.
"""

import itertools
import math
from collections.abc import Sequence
from functools import cache

SIDE = 8
BITS = SIDE * SIDE
ALMOST_SURE, PERHAPS = 8, 11
"""So many different bits at most: the same picture almost surely; perhaps."""

BANDS, WIDTH = 4, 16
"""A hash in four bands. Two hashes that differ in ``d`` bits differ in ``d // 4`` bits at most in one of them.

Among five million, four bands of 16 bits are asked for 137 values each; three of 21 would be for 1,562, on nine times
as many pages of the index.
"""

FLAT_STEP, FLAT_MOST = 2, BITS // 2
"""Neighbours that differ by less are noise; with more noise than picture a hash says nothing."""

_SIGN = 1 << (BITS - 1)

Row = Sequence[int]
"""Nine grey values from left to right."""


def dhash(rows: Sequence[Row]) -> int:
    """64 bits out of eight rows of nine grey values: whether each is darker than its right neighbour."""
    bits = 0
    for row in rows:
        for left, right in itertools.pairwise(row):
            bits = bits << 1 | (left < right)
    return bits


def is_flat(rows: Sequence[Row]) -> bool:
    """Whether there is hardly a picture: a wall, the sky, a finger on the lens."""
    steps = (abs(left - right) for row in rows for left, right in itertools.pairwise(row))
    return sum(step < FLAT_STEP for step in steps) > FLAT_MOST


def mirrored(rows: Sequence[Row]) -> list[list[int]]:
    """The picture as a mirror shows it."""
    return [list(reversed(row)) for row in rows]


def apart(one: int, other: int) -> int:
    """In how many bits two hashes differ."""
    return (one ^ other).bit_count()


def signed(bits: int) -> int:
    """64 bits as the databases' signed integer."""
    return bits - (1 << BITS) if bits & _SIGN else bits


def unsigned(number: int) -> int:
    """The other way round."""
    return number + (1 << BITS) if number < 0 else number


def bands(bits: int) -> list[int]:
    """A hash cut into bands, the high bits first."""
    return [bits >> WIDTH * place & ((1 << WIDTH) - 1) for place in reversed(range(BANDS))]


def band_neighbours(bits: int, distance: int) -> list[list[int]]:
    """For each band every value that a hash at most ``distance`` bits away may have in one of them.

    Exact: by the pigeonhole principle such a hash is found under at least one of the lists.
    """
    return [[band ^ mask for mask in _masks(distance // BANDS)] for band in bands(bits)]


@cache
def _masks(flips: int) -> tuple[int, ...]:
    """All numbers of a band's width with at most so many bits set: 1, 17, 137 …"""
    return tuple(
        sum(1 << place for place in places)
        for count in range(flips + 1)
        for places in itertools.combinations(range(WIDTH), count)
    )


EARTH_KM = 6371.0
FAR_KM = 5.0
PLACES_KNOWN = 5
"""Fewer earlier photographs with a place do not say where a village is."""

Place = tuple[float, float]
"""Degrees north and east."""


def kilometres(one: Place, other: Place) -> float:
    """The way between two places on the globe."""
    (north, east), (north2, east2) = (tuple(map(math.radians, place)) for place in (one, other))
    half = math.sin((north2 - north) / 2) ** 2 + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def middle(places: Sequence[Place]) -> Place | None:
    """Where most photographs of a village are taken: the median of each degree; ``None`` where too few are known."""
    if len(places) < PLACES_KNOWN:
        return None
    half = len(places) // 2
    return sorted(north for north, _ in places)[half], sorted(east for _, east in places)[half]
