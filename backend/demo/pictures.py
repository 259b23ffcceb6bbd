"""Drawn stand-ins for photographs: a hall, people, a board, and a strip that says where and when."""

import math
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont

CANVAS = (1280, 960)
SIZE = (1024, 768)
STRIP = 76
LIGHT = (6, 5)
"""Patches of light and shade that a picture is lit by."""
SKIN = ((198, 146, 104), (174, 122, 84), (150, 103, 70), (214, 166, 126))
CLOTHES = (
    *((128, 36, 44), (36, 84, 60), (42, 64, 118), (122, 96, 44), (88, 58, 112), (54, 60, 66)),
    *((168, 92, 52), (210, 206, 196), (28, 104, 112), (150, 60, 96)),
)
WALLS = ((226, 218, 196), (208, 222, 214), (222, 208, 202), (214, 214, 226))


def hall(chance: Random, *, banner: str, strip: str) -> bytes:
    """A deliberation in a village hall, as JPEG; the same chance draws the same picture."""
    image = Image.new("RGB", CANVAS, chance.choice(WALLS))
    draw = ImageDraw.Draw(image)
    horizon = chance.randint(400, 470)
    draw.rectangle((0, horizon, *CANVAS), fill=(152, 122, 92))
    _windows(draw, chance)
    _banner(draw, chance, banner)
    _rows_of_people(draw, chance, horizon)
    return _finished(image, chance, strip)


def sheet(chance: Random, *, title: str, strip: str) -> bytes:
    """A signed and stamped paper list on a table."""
    image = Image.new("RGB", CANVAS, (118, 90, 64))
    draw = ImageDraw.Draw(image)
    left, top, right = 260 + chance.randint(-40, 40), 40, 1010
    draw.rectangle((left, top, right, 850), fill=(250, 248, 240))
    draw.text((left + 40, top + 30), title, fill=(30, 30, 30), font=ImageFont.load_default(30))
    for row in range(18):
        height = top + 110 + row * 40
        draw.line((left + 30, height, right - 30, height), fill=(150, 150, 150), width=2)
        draw.line(_scribble(chance, left + 90, height - 12, 180), fill=(60, 60, 70), width=3)
        draw.line(_scribble(chance, right - 230, height - 14, 150), fill=(30, 50, 140), width=3)
    _stamp(draw, chance, left + 380 + chance.randint(-40, 40), 760)
    return _finished(image.rotate(chance.uniform(-4, 4), fillcolor=(118, 90, 64)), chance, strip)


def work(chance: Random, *, percent: int, strip: str) -> bytes:
    """A stretch of village road, concreted as far as ``percent`` says."""
    image = Image.new("RGB", CANVAS, (150, 190, 220))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 420), (300, 300), (620, 400), (980, 270), (1280, 410), (1280, 960), (0, 960)], fill=(84, 130, 70))
    draw.polygon([(590, 420), (690, 420), (1180, 960), (100, 960)], fill=(124, 96, 66))
    far = 960 - int(5.4 * percent)
    share = (960 - far) / 540
    left, right = 100 + 490 * share, 1180 - 490 * share
    draw.polygon([(left, far), (right, far), (1180, 960), (100, 960)], fill=(186, 186, 182))
    for _worker in range(4 if percent < 100 else 2):
        _person(draw, chance, chance.randint(200, 1060), chance.randint(620, 820), 46)
    return _finished(image, chance, strip)


def _stamp(draw: ImageDraw.ImageDraw, chance: Random, x: int, y: int) -> None:
    """A village's round seal in violet ink: two rims, letters between them, a star."""
    ink = (118 + chance.randint(-12, 12), 66, 156)
    for reach, width in ((66, 4), (58, 2), (36, 2)):
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=ink, width=width)
    for letter in range(22):
        turn = letter * math.tau / 22
        at = (x + 47 * math.cos(turn), y + 47 * math.sin(turn))
        draw.rectangle((at[0] - 3, at[1] - 4, at[0] + 3, at[1] + 4), fill=ink)
    draw.regular_polygon((x, y, 16), 3, fill=ink)


def _windows(draw: ImageDraw.ImageDraw, chance: Random) -> None:
    for place in range(chance.randint(2, 4)):
        left = 40 + place * 330 + chance.randint(0, 40)
        draw.rectangle((left, 190, left + 180, 350), fill=(176, 206, 226), outline=(110, 84, 60), width=8)
        draw.line((left + 90, 190, left + 90, 350), fill=(110, 84, 60), width=6)


def _banner(draw: ImageDraw.ImageDraw, chance: Random, text: str) -> None:
    colour = chance.choice(((166, 34, 38), (26, 92, 66), (30, 62, 128), (186, 120, 24)))
    draw.rectangle((150, 40, 1130, 170), fill=colour)
    draw.text((640, 105), text, fill="white", anchor="mm", font=ImageFont.load_default(40))


def _rows_of_people(draw: ImageDraw.ImageDraw, chance: Random, horizon: int) -> None:
    for row in range(4):
        radius = 26 + row * 9
        for place in range(chance.randint(7, 10) - row // 2):
            x = 70 + place * (radius * 4 + 18) + chance.randint(-14, 14) + row * 20
            _person(draw, chance, x, horizon + 30 + row * 108 + chance.randint(-10, 10), radius)


def _person(draw: ImageDraw.ImageDraw, chance: Random, x: int, y: int, radius: int) -> None:
    body = chance.choice(CLOTHES)
    draw.rounded_rectangle(
        (x - radius * 1.5, y + radius * 0.7, x + radius * 1.5, y + radius * 3.4), radius=radius, fill=body
    )
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=chance.choice(SKIN))
    if chance.random() < 0.45:
        draw.chord((x - radius * 1.15, y - radius * 1.25, x + radius * 1.15, y + radius * 1.1), 170, 370, fill=body)
    else:
        draw.chord((x - radius, y - radius * 1.05, x + radius, y + radius), 190, 350, fill=(34, 28, 26))


def _scribble(chance: Random, x: int, y: int, width: int) -> list[tuple[float, float]]:
    return [(x + step * width / 12, y + chance.randint(-9, 9)) for step in range(13)]


def _finished(image: Image.Image, chance: Random, strip: str) -> bytes:
    """Softened by making it smaller, with grain and light of its own, so that it weighs and differs as photographs do.

    The strip stays sharp.
    """
    width, height = SIZE
    noise = Image.frombytes("L", (width // 4, height // 4), chance.randbytes(width * height // 16)).resize(SIZE)
    image = Image.blend(image.resize(SIZE, Image.Resampling.BILINEAR), Image.merge("RGB", (noise, noise, noise)), 0.07)
    light = Image.frombytes("L", LIGHT, chance.randbytes(LIGHT[0] * LIGHT[1])).resize(SIZE, Image.Resampling.BICUBIC)
    image = Image.blend(image, Image.merge("RGB", (light, light, light)), 0.3)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height - STRIP, width, height), fill=(20, 24, 28))
    draw.text((22, height - STRIP / 2), strip, fill="white", anchor="lm", font=ImageFont.load_default(27))
    out = BytesIO()
    image.save(out, "JPEG", quality=66)
    return out.getvalue()
