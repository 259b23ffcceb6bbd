"""Whether two signatures have the same shape. What one hand draws twice is alike; what two people draw is not."""

import itertools
import math
from collections.abc import Sequence

Strokes = Sequence[Sequence[int]]
"""As ``meetings.shapes.Strokes``: each stroke ``x, y, x, y, …``."""

POINTS = 48
"""A signature as so many points, evenly along its line."""

ALIKE = 0.05
"""Mean distance of two shapes, in sides of their box, below which one hand drew both (``docs/checks.md``)."""

LEAST_TURN = 2 * math.pi
"""A line that turns less than once around is a stroke or a cross, and those are alike by nature."""

Shape = tuple[tuple[float, float], ...]


def shape_of(strokes: Strokes) -> Shape | None:
    """The line through all strokes as evenly spaced points in a box of side 1; ``None`` where it is too simple.

    Where and how large somebody signed says nothing, so both are taken out.
    """
    line = [(float(x), float(y)) for one in strokes for x, y in zip(one[::2], one[1::2], strict=False)]
    if _turning(strokes) < LEAST_TURN:
        return None
    left, top = min(x for x, _ in line), min(y for _, y in line)
    side = max(max(x for x, _ in line) - left, max(y for _, y in line) - top)
    if not side:
        return None
    return tuple(((x - left) / side, (y - top) / side) for x, y in _spaced(line))


def distance(one: Shape, other: Shape) -> float:
    """How far the points of two shapes are apart on average, in sides of the box."""
    return math.fsum(map(math.dist, one, other)) / POINTS


def alike(one: Shape, other: Shape) -> bool:
    """Whether two shapes are one hand's."""
    return math.dist(one[0], other[0]) < 4 * ALIKE and distance(one, other) < ALIKE


def groups(shapes: Sequence[Shape]) -> list[list[int]]:
    """The places of those that are alike, in groups of two and more, each in the given order."""
    group_of = list(range(len(shapes)))
    for place, shape in enumerate(shapes):
        for earlier in range(place):
            if group_of[earlier] != group_of[place] and alike(shape, shapes[earlier]):
                mine, theirs = group_of[place], group_of[earlier]
                group_of = [theirs if one == mine else one for one in group_of]
    found: dict[int, list[int]] = {}
    for place, group in enumerate(group_of):
        found.setdefault(group, []).append(place)
    return [members for members in found.values() if len(members) > 1]


def _turning(strokes: Strokes) -> float:
    """By how much the line turns in all, in radians; what lies between two strokes is no line."""
    total = 0.0
    for stroke in strokes:
        points = list(zip(stroke[::2], stroke[1::2], strict=False))
        angles = [
            math.atan2(y2 - y1, x2 - x1) for (x1, y1), (x2, y2) in itertools.pairwise(points) if (x1, y1) != (x2, y2)
        ]
        total += sum(abs(_between(b - a)) for a, b in itertools.pairwise(angles))
    return total


def _between(angle: float) -> float:
    return (angle + math.pi) % (2 * math.pi) - math.pi


def _spaced(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """``POINTS`` points at even steps along the line."""
    lengths = [math.dist(a, b) for a, b in itertools.pairwise(line)]
    step = math.fsum(lengths) / (POINTS - 1)
    spaced, walked, place = [line[0]], 0.0, 0
    for number in range(1, POINTS):
        wanted = number * step
        while place < len(lengths) - 1 and walked + lengths[place] < wanted:
            walked += lengths[place]
            place += 1
        share = (wanted - walked) / lengths[place] if lengths[place] else 0.0
        (x1, y1), (x2, y2) = line[place], line[place + 1]
        share = min(share, 1.0)
        spaced.append((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share))
    return spaced
