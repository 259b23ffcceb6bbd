"""Signatures nobody has: strokes in the box of 1000 x 500 that phones record."""

import math
from random import Random

Strokes = list[list[int]]


def signature(chance: Random) -> Strokes:
    """A running line with loops, and often a flourish under it."""
    drawn = [_running_line(chance)]
    if chance.random() < 0.6:
        left, right, height = chance.randint(120, 300), chance.randint(600, 900), chance.randint(380, 450)
        drawn.append([left, height, (left + right) // 2, height - chance.randint(10, 60), right, height])
    return drawn


def _running_line(chance: Random) -> list[int]:
    loops, size = chance.uniform(2.0, 4.5), chance.uniform(70, 150)
    slant, points = chance.uniform(-0.4, 0.6), chance.randint(22, 34)
    waves = _waves(Random(f"{loops}/{size}/{slant}"))  # noqa: S311 -- invented content; a stream of its own
    line: list[int] = []
    for step in range(points):
        along = step / (points - 1)
        turn = 2 * math.pi * loops * along
        fading = 1 - 0.6 * along
        x = 120 + 700 * along + size * fading * math.cos(turn) * 0.4
        y = 260 - size * fading * math.sin(turn) * 0.5 + slant * 120 * along
        for reach, pace, begin, leaning in waves:
            x += size * reach * leaning * math.cos(2 * math.pi * pace * along + begin)
            y += size * reach * math.sin(2 * math.pi * pace * along + begin)
        line += [min(max(round(x), 0), 1000), min(max(round(y), 0), 499)]
    return line


def _waves(own: Random) -> list[tuple[float, float, float, float]]:
    """What makes a hand its own: how far, how often, from where, and how much sideways it swings."""
    return [
        (own.uniform(0.2, 0.8), own.uniform(0.7, 6.5), own.uniform(0, 2 * math.pi), own.uniform(-1.2, 1.2))
        for _wave in range(4)
    ]
