"""Prints of photographs and minutes: made once, and looked up among millions in milliseconds."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

import numpy as np
import orjson
from django.db import connection, transaction
from django.db.models import Count
from PIL import Image

from backend.kernel.problems import NotFound
from meetings import photos
from meetings.models import MinutesPrint, PhotoPrint
from meetings.queries import Key
from meetings.rules import pictures, prose, screens, stamps
from meetings.terms import PhotoPurpose

COLUMNS = ("first", "second", "third", "fourth")
LARGEST, SMALLEST = photos.WIDTHS[0], photos.WIDTHS[-1]
BRIGHT, PALE = 150, 60
"""Paper in a photograph: at least so bright, and of so little colour (of 255)."""

TEMPLATE = 8
"""A sentence that so many villages wrote is a form's, nobody's own."""

CANDIDATES = 40
"""The nearest photographs, and the texts that share most bands, are looked at; there are seldom more than a few."""


SIGNED_SHEETS = frozenset({PhotoPurpose.ATTENDANCE_SHEET, PhotoPurpose.OFFICIAL_RECORD})
_CLOSELY = {"screen_percent": frozenset({PhotoPurpose.DOCUMENTATION}), "ring_percent": SIGNED_SHEETS}
"""Which photographs each closer measure is for."""


@dataclass(frozen=True, slots=True)
class Near:
    """A photograph that looks the same, and in how many bits it differs; 0 also where it is the very file."""

    village: UUID
    sha256: str
    bits: int
    same_file: bool = False
    mirrored: bool = False


def keep_photo(village: UUID, sha256: str) -> PhotoPrint | None:
    """The print of a photograph, made now where it was not; ``None`` while it cannot be opened or is not here."""
    known = PhotoPrint.objects.filter(village=village, sha256=sha256).first()
    if known is not None:
        return known
    try:
        small = photos.public_photo(village, sha256, width=SMALLEST)
    except (photos.PhotoUnusable, NotFound):
        return None
    made = print_of(village, sha256, small)
    PhotoPrint.objects.bulk_create([made], ignore_conflicts=True)
    return made


def look_closely(made: PhotoPrint, purposes: Collection[str]) -> None:
    """Measures what these purposes of a photograph ask for and was not measured yet; without its bytes, nothing.

    At most one query, and a fifth of a second of reckoning.
    """
    wanted = [name for name, asked_for in _CLOSELY.items() if asked_for.intersection(purposes)]
    missing = [name for name in wanted if getattr(made, name) is None]
    try:
        for name in missing:
            measure(made, name, photos.public_photo(made.village_id, made.sha256, width=LARGEST))
    except (photos.PhotoUnusable, NotFound):
        return
    if missing:
        same = PhotoPrint.objects.filter(village=made.village_id, sha256=made.sha256)
        same.update(**{name: getattr(made, name) for name in missing})


def measure(made: PhotoPrint, name: str, content: bytes) -> None:
    """One of a print's closer measures, out of a picture; not yet stored."""
    with Image.open(BytesIO(content)) as image:
        if name == "screen_percent":
            made.screen_percent = screens.screen_percent(np.asarray(image.convert("L")))
        else:
            image.thumbnail((stamps.LONGEST, stamps.LONGEST))
            made.ring_percent = stamps.ring_percent(np.asarray(image.convert("RGB")))


def print_of(village: UUID, sha256: str, content: bytes) -> PhotoPrint:
    """The print of a picture, not yet stored."""
    with Image.open(BytesIO(content)) as image:
        seen = image.convert("RGB")
    grey = list(seen.convert("L").resize((pictures.SIDE + 1, pictures.SIDE), Image.Resampling.LANCZOS).tobytes())
    width = pictures.SIDE + 1
    rows = [grey[start : start + width] for start in range(0, len(grey), width)]
    bits = pictures.dhash(rows)
    bands = [None] * pictures.BANDS if pictures.is_flat(rows) else pictures.bands(bits)
    return PhotoPrint(
        village_id=village,
        sha256=sha256,
        hash=pictures.signed(bits),
        mirror=pictures.signed(pictures.dhash(pictures.mirrored(rows))),
        paper_percent=_paper(seen),
        **dict(zip(COLUMNS, bands, strict=True)),
    )


def _paper(image: Image.Image) -> int:
    """How much of a picture is bright and without colour, in percent."""
    small = image.resize((64, 48), Image.Resampling.BOX).tobytes()
    pixels = [small[start : start + 3] for start in range(0, len(small), 3)]
    return 100 * sum(min(one) >= BRIGHT and max(one) - min(one) <= PALE for one in pixels) // len(pixels)


def near(print_: PhotoPrint, *, distance: int = pictures.PERHAPS) -> list[Near]:
    """The other photographs at most so many bits away, mirrored ones too, the nearest first. Five queries."""
    same = PhotoPrint.objects.filter(sha256=print_.sha256).exclude(village=print_.village_id)
    found = {
        (village, print_.sha256): Near(village, print_.sha256, 0, same_file=True)
        for village in same.values_list("village_id", flat=True)
    }
    if print_.first is not None:
        for bits, mirrored in ((print_.hash, False), (print_.mirror, True)):
            for village, sha256, other in _within(bits, distance):
                key = (village, sha256)
                apart = pictures.apart(pictures.unsigned(bits), pictures.unsigned(other))
                if key != (print_.village_id, print_.sha256) and (key not in found or apart < found[key].bits):
                    found[key] = Near(village, sha256, apart, mirrored=mirrored)
    return sorted(found.values(), key=lambda one: (one.bits, str(one.village), one.sha256))[:CANDIDATES]


_BAND = {
    "postgresql": (
        "SELECT id, hash FROM meetings_photoprint WHERE {band} = ANY(%s::int[])"
        " AND bit_count((hash # %s)::bit(64)) <= %s"
    ),
    "sqlite": "SELECT id, hash FROM meetings_photoprint WHERE {band} IN (SELECT value FROM json_each(%s))",
}
"""Each band by its own index and nothing but it; PostgreSQL counts the bits itself, so that only near ones travel."""


def _within(bits: int, distance: int) -> list[tuple[UUID, str, int]]:
    """Village, file and hash of what is near. Two queries: as one, PostgreSQL would compile it first."""
    mine = pictures.unsigned(bits)
    postgres = connection.vendor == "postgresql"
    parameters: list[Any] = []
    for values in pictures.band_neighbours(mine, distance):
        parameters += [values, bits, distance] if postgres else [orjson.dumps(values).decode()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(_BAND[connection.vendor].format(band=name) for name in COLUMNS), parameters)
        near = [row for row, other in cursor.fetchall() if pictures.apart(mine, pictures.unsigned(other)) <= distance]
    found = PhotoPrint.objects.filter(pk__in=near) if near else PhotoPrint.objects.none()
    return list(found.values_list("village_id", "sha256", "hash"))


def keep_minutes(key: Key, told: list[prose.Words]) -> list[int]:
    """Keeps the prints of a meeting's minutes as they read now; answers the bands.

    One query where nothing changed.
    """
    village, meeting = key
    bands = prose.sketch(prose.shingles(told)) if told else []
    wanted = {(False, value) for value in bands} | {(True, prose.sentence_number(words)) for words in told}
    rows = MinutesPrint.objects.filter(village=village, meeting=meeting)
    known = set(rows.values_list("is_sentence", "value"))
    if wanted != known:
        with transaction.atomic():
            rows.delete()
            MinutesPrint.objects.bulk_create(
                [
                    MinutesPrint(village_id=village, meeting=meeting, is_sentence=is_sentence, value=value)
                    for is_sentence, value in sorted(wanted)
                ],
                ignore_conflicts=True,
            )
    return bands


def sharing(bands: Collection[int], *, but: Key) -> list[Key]:
    """The meetings whose minutes share a band, those that share most first. One query."""
    found = MinutesPrint.objects.filter(is_sentence=False, value__in=bands).exclude(village=but[0], meeting=but[1])
    counted = found.values_list("village", "meeting").annotate(shared=Count("id")).order_by("-shared", "village")
    return [(village, meeting) for village, meeting, _shared in counted[:CANDIDATES]]


def templates(told: Iterable[prose.Words]) -> set[int]:
    """Which of these sentences are a form's: many villages wrote them. One query."""
    numbers = {prose.sentence_number(words) for words in told}
    found = MinutesPrint.objects.filter(is_sentence=True, value__in=numbers)
    counted = found.values_list("value").annotate(villages=Count("village", distinct=True)).order_by()
    return {value for value, villages in counted if villages >= TEMPLATE}
