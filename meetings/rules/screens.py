"""Whether a photograph shows a screen: the grid of its pixels, or the moiré that it makes with the camera's own.

A heuristic. A grid repeats over the whole picture with one frequency and one direction, which hardly anything in a
village hall does; so does cloth or a wall of tiles that fills the picture. Source: the spectra of pictures taken again,
B. Mahdian, A. Novozámský and S. Saic, "Identification of aliasing-based patterns in re-captured LCD screens" (2015).
"""

import numpy as np
from numpy.typing import NDArray

TILE = 128
ACROSS, DOWN = 6, 5
"""Tiles of the picture that are looked at, side by side and one above the other."""

SLOWEST = TILE // 16
"""Repetitions a tile below which a pattern is part of the scene: bricks, chairs, louvres."""

AXIS = 2
"""Edges of things, of the tile and of JPEG's blocks all stand along the axes of a spectrum."""

AROUND = 9
STANDS_OUT = 4.0
"""By how many deviations (MAD) the shared frequency stands above its neighbours in a tile that has it."""

Grey = NDArray[np.uint8]
Field = NDArray[np.float64]


def screen_percent(grey: Grey) -> int:
    """In how many percent of the tiles of a picture the one frequency stands out that most tiles share.

    0 for a picture smaller than a tile.
    """
    height, width = grey.shape
    if min(height, width) < TILE:
        return 0
    spectra = np.stack([_spectrum(tile) for tile in _tiles(grey)])
    looked_at = _looked_at()
    shared = np.where(looked_at, spectra.mean(axis=0), -np.inf)
    down, across = np.unravel_index(int(shared.argmax()), shared.shape)
    near = np.ix_(range(len(spectra)), _beside(int(down)), _beside(int(across)))
    highest = spectra[near].max(axis=(1, 2))
    usual = np.array([_deviation(one[looked_at]) for one in spectra])
    return round(100 * float((highest > STANDS_OUT * usual).mean()))


def _tiles(grey: Grey) -> list[Field]:
    height, width = grey.shape
    tops = np.linspace(0, height - TILE, DOWN).astype(int)
    lefts = np.linspace(0, width - TILE, ACROSS).astype(int)
    return [grey[top : top + TILE, left : left + TILE].astype(float) for top in tops for left in lefts]


def _spectrum(tile: Field) -> Field:
    """How far each frequency's logarithm stands above those around it."""
    window = np.outer(np.hanning(TILE), np.hanning(TILE))
    size = np.log1p(np.abs(np.fft.fft2((tile - tile.mean()) * window)))
    return np.asarray(size - _mean_around(size))


def _mean_around(field: Field) -> Field:
    side = 2 * AROUND + 1
    sums = np.pad(np.pad(field, AROUND, mode="wrap").cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    return np.asarray((sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]) / side**2)


def _looked_at() -> NDArray[np.bool_]:
    steps = np.abs(np.fft.fftfreq(TILE) * TILE)
    down, across = np.meshgrid(steps, steps, indexing="ij")
    return np.asarray((np.hypot(down, across) > SLOWEST) & (down > AXIS) & (across > AXIS))


def _beside(place: int) -> list[int]:
    return [(place + step) % TILE for step in (-1, 0, 1)]


def _deviation(values: Field) -> float:
    middle = np.median(values)
    return float(1.4826 * np.median(np.abs(values - middle)))
