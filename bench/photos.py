"""Photographs as the shared workload has them: JPEG of about 180 KB, no two alike."""

import random
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

BYTES = 180_000
SIZE = (1280, 960)


def photo(seed: int) -> bytes:
    """Photograph number ``seed``: the one picture with a comment of its own behind the first marker."""
    base, tag = _base(), f"{seed:064d}".encode()
    return base[:2] + b"\xff\xfe" + (len(tag) + 2).to_bytes(2, "big") + tag + base[2:]


@cache
def _base() -> bytes:
    dice = random.Random(20260101)  # noqa: S311 -- a workload, not a secret
    picture = Image.effect_noise(SIZE, 50).convert("RGB").filter(ImageFilter.GaussianBlur(1.2))
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        left, top = dice.randrange(SIZE[0]), dice.randrange(SIZE[1])
        box = (left, top, left + dice.randrange(20, 240), top + dice.randrange(20, 240))
        pen.ellipse(box, fill=tuple(dice.randrange(256) for _ in range(3)))
    return min((_written(picture, quality) for quality in range(30, 97, 3)), key=lambda data: abs(len(data) - BYTES))


def _written(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
