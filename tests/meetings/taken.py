"""Pictures as a camera would take them: of a screen, and of a signed sheet on a table."""

import math
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

VIOLET, BLUE = (110, 60, 150), (40, 60, 170)
TABLE = (110, 85, 60)
LIT, GAP = 0.82, 0.03
"""How much of a pixel's height shines, and what is dark on either side of each third of its width."""


def of_a_screen(image, *, pitch, degrees):
    """The picture shown on a screen and taken again, ``pitch`` pixels of the camera to one of the screen.

    Each pixel of the screen is three upright bars, red, green and blue; the camera sees nine points for its own.
    """
    width, height = image.size
    shown = np.asarray(image).astype(float)
    seen = np.zeros_like(shown)
    turn = math.radians(degrees)
    for step in range(9):
        down, across = np.mgrid[0:height, 0:width].astype(float)
        right = across + (step % 3 + 0.5) / 3 - width / 2
        below = down + (step // 3 + 0.5) / 3 - height / 2
        column = (right * math.cos(turn) + below * math.sin(turn)) / pitch % 1
        row = (below * math.cos(turn) - right * math.sin(turn)) / pitch % 1
        for colour in range(3):
            bar = (column >= colour / 3 + GAP) & (column < (colour + 1) / 3 - GAP) & (row < LIT)
            seen[..., colour] += shown[..., colour] * bar
    seen *= 280 / seen.max()
    seen += np.random.default_rng(7).normal(0, 4, seen.shape)
    taken = Image.fromarray(seen.clip(0, 255).astype("uint8"))
    return taken.filter(ImageFilter.GaussianBlur(0.35))


def woven(image, box, *, period=9):
    """The picture with a finely checked cloth over a part of it."""
    left, top, right, bottom = box
    down, across = np.mgrid[top:bottom, left:right]
    cloth = 60 * np.sin(2 * np.pi * (across + down / 4) / period) * np.sin(2 * np.pi * (down - across / 4) / period)
    seen = np.asarray(image).astype(float)
    seen[top:bottom, left:right] += cloth[..., None]
    return Image.fromarray(seen.clip(0, 255).astype("uint8"))


def signed_sheet(seed, *, stamp=None, pen=(30, 40, 150), light=(1, 1, 1)):
    """An attendance list with twenty-odd signatures on a brown table, in such a light; stamped below where asked."""
    chance = Random(seed)
    sheet = Image.new("RGB", (1240, 1754), (250, 250, 248))
    draw = ImageDraw.Draw(sheet)
    for place, top in enumerate(range(120, 1454, 62)):
        draw.line((80, top, 1160, top), fill=(60, 60, 60), width=3)
        draw.text((120, top + 12), f"{place + 1}  Nama peserta", fill=(40, 40, 40))
        left = 820 + 160 * (place % 2)
        line = [(left + 4 * step + chance.gauss(0, 8), top + 30 + chance.gauss(0, 16)) for step in range(40)]
        draw.line(line, fill=pen, width=4, joint="curve")
    if stamp:
        print_ = _stamp(chance)
        sheet.paste(Image.new("RGB", print_.size, stamp), (680, 1374), print_)
    small = sheet.resize((665, 940), Image.Resampling.LANCZOS)
    taken = _table(chance)
    taken.paste(small, (chance.randrange(20, 590), 10))
    seen = np.asarray(taken) * np.array(light) + np.random.default_rng(seed).normal(0, 5, (960, 1280, 3))
    return Image.fromarray(seen.clip(0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(0.8))


def _table(chance):
    """A table with cups, papers and hands on it."""
    table = Image.new("RGB", (1280, 960), TABLE)
    draw = ImageDraw.Draw(table)
    for _thing in range(14):
        x, y, reach = chance.randrange(1280), chance.randrange(960), chance.randrange(40, 200)
        shade = chance.randrange(60, 230)
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=(shade, shade * 4 // 5, shade * 3 // 5))
    return table


def _stamp(chance):
    """A double rim, letters around and a star, with the gaps of a dry cushion."""
    reach, middle = 118, 138
    mask = Image.new("L", (2 * middle, 2 * middle), 0)
    draw = ImageDraw.Draw(mask)
    for away, width in ((0, 6), (12, 3), (50, 3)):
        edge = reach - away
        draw.ellipse((middle - edge, middle - edge, middle + edge, middle + edge), outline=255, width=width)
    for letter in range(26):
        turn = 2 * math.pi * letter / 26
        x, y = middle + 88 * math.cos(turn), middle + 88 * math.sin(turn)
        draw.rectangle((x - 6, y - 8, x + 6, y + 8), fill=255)
    draw.polygon([(middle, middle - 30), (middle + 30, middle + 25), (middle - 30, middle + 25)], fill=255)
    inked = np.asarray(mask) * (np.random.default_rng(chance.randrange(99)).random(mask.size) < 0.88)
    return Image.fromarray(inked.astype("uint8")).filter(ImageFilter.GaussianBlur(1.5))
