"""Whether a photographed sheet shows a stamp: a ring of blue or violet ink with hardly any ink around it.

A heuristic. Stamps of villages and of their councils are round and violet or blue; a pen of that colour draws lines, no
rings. Source of the duty: the attendance list is signed and stamped (form of the monitors of musdes, question 15).
"""

import numpy as np
from numpy.typing import NDArray

LONGEST = 640
"""Side of the picture in pixels that is looked at: a seal of four centimetres on a sheet of A4 is 60 to 120 across."""

RADII = range(20, 84, 4)
"""In pixels; even, since rings are looked for at half the size first; no further apart than a rim may be uneven."""

COLOURED = 14
"""How much the blue of ink stands above its red, of 255, once the paper is white."""

GREY = 12
"""The spread of red, green and blue, of 255, that a photograph in black and white hardly exceeds."""

CANDIDATES = 60
"""The fullest rings of each size are looked at closely."""

ANGLES = 96
SLACK = 2
"""Pixels by which a rim may leave its circle: the sheet lies aslant."""

OUTSIDE = 7
"""Pixels beyond the rim, where a stamp has ended and scribbles go on."""

Picture = NDArray[np.uint8]
Field = NDArray[np.float64]
Places = NDArray[np.intp]
"""A row each: down, across."""


def ring_percent(rgb: Picture) -> int | None:
    """How much of the fullest ring of ink is drawn, less what is drawn around it, in percent.

    ``rgb``: a picture whose longest side is ``LONGEST``. ``None`` where the picture has no colours to tell ink by.
    """
    if np.percentile(np.ptp(rgb.astype(int), axis=2), 99) < GREY:
        return None
    ink = _ink(rgb)
    if not ink.any():
        return 0
    coarse = _halved(ink)
    spectrum = np.fft.rfft2(coarse, s=_room(coarse))
    return max(round(100 * _stands_alone(ink, 2 * _fullest(coarse, spectrum, radius // 2), radius)) for radius in RADII)


def _ink(rgb: Picture) -> Field:
    """1 where there is ink of blue or violet, 0 elsewhere; the paper's own tint is taken off."""
    colours = rgb.astype(float)
    brightness = colours.min(axis=2)
    paper = np.median(colours[brightness >= np.percentile(brightness, 80)], axis=0)
    red, green, blue = np.moveaxis(colours * 255 / np.maximum(paper, 1), 2, 0)
    blueish, violet = blue - red > COLOURED, np.minimum(red, blue) - green > COLOURED
    return np.asarray((blueish | violet) & (blue - green > COLOURED / 2), float)


def _halved(ink: Field) -> Field:
    """The same at half the size, where rings are looked for first."""
    down, across = ink.shape[0] // 2, ink.shape[1] // 2
    return np.asarray(ink[: 2 * down, : 2 * across].reshape(down, 2, across, 2).max(axis=(1, 3)))


def _room(ink: Field) -> tuple[int, int]:
    margin = max(RADII) + 2 * SLACK
    return ink.shape[0] + margin, ink.shape[1] + margin


def _fullest(ink: Field, spectrum: NDArray[np.complex128], radius: int) -> Places:
    """Middles of the rings of this size with most ink on them."""
    steps = np.arange(-radius - 1, radius + 2)
    ring = np.asarray(np.abs(np.hypot(*np.meshgrid(steps, steps)) - radius) <= 1, float)
    room, reach = _room(ink), radius + 1
    on_ink = np.fft.irfft2(spectrum * np.fft.rfft2(ring, s=room), s=room)
    inside = on_ink[reach : reach + ink.shape[0], reach : reach + ink.shape[1]]
    best = np.argpartition(inside, -CANDIDATES, axis=None)[-CANDIDATES:]
    return np.stack(np.divmod(best, ink.shape[1]), axis=1)


def _stands_alone(ink: Field, middles: Places, radius: int) -> float:
    return float((_drawn(ink, middles, radius) - _drawn(ink, middles, radius + OUTSIDE)).max())


def _drawn(ink: Field, middles: Places, radius: int) -> Field:
    """The share of a circle's angles at which there is ink within ``SLACK`` of it; what is off the picture has none."""
    turn = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)
    away = radius + np.arange(-SLACK, SLACK + 1)[:, None]
    rows = middles[:, 0, None, None] + np.rint(away * np.sin(turn)).astype(int)
    columns = middles[:, 1, None, None] + np.rint(away * np.cos(turn)).astype(int)
    seen = (rows >= 0) & (rows < ink.shape[0]) & (columns >= 0) & (columns < ink.shape[1])
    there = ink[np.clip(rows, 0, ink.shape[0] - 1), np.clip(columns, 0, ink.shape[1] - 1)] * seen
    return np.asarray(there.max(axis=1).mean(axis=1))
