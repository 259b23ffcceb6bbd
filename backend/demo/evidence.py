"""Signatures, photographs, and where the village made the meeting known."""

import hashlib
from datetime import datetime, timedelta

from backend.demo import pictures
from backend.demo.pen import rng
from backend.demo.plan import Place, Scene
from backend.demo.strokes import signature

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
GARUT = (-7.2, 107.9)
"""About where the kabupaten lies."""
WIDE, NEAR = 0.1, 0.008
"""In degrees: how far villages lie from there, and photographs of one village from its hall."""


def strip(place: Place, moment: datetime) -> str:
    """What every drawn picture says below: where, when, and that it is invented."""
    day = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"Desa {place.name}, Kec. {place.kecamatan} · {day} · DATA CONTOH"


def sign(scene: Scene) -> None:
    """The official record signed by the chair, the village head, the minute taker and three participants."""
    people, chance = scene.place.community, scene.chance
    signers = [
        ("chair", people.chair),
        ("village_head", people.head),
        ("minute_taker", people.minute_taker),
        *(("participant", people.of_element(element, chance)) for element in ("perempuan", "tani", "miskin")),
    ]
    for role, one in signers:
        scene.record(
            "signature",
            role=role,
            name=one.name,
            position=one.position,
            strokes=signature(chance),
            signed_at=scene.pen.at.isoformat(),
        )


def photographs(scene: Scene) -> dict[str, bytes]:
    """A picture of the hall for everybody, and one of the signed sheet for the desk."""
    place, start, chance = scene.place, scene.plan.start, scene.chance
    where, at = strip(place, start), start + timedelta(minutes=40)
    what = "MUSYAWARAH PEREMPUAN" if scene.plan.kind == "musperempuan" else "MUSYAWARAH DESA"
    drawn = rng("one hall for many") if "borrowed" in scene.plan.quirks else chance
    hall = pictures.hall(drawn, banner=f"{what} {place.name.upper()}", strip=where)
    sheet = pictures.sheet(chance, title=f"DAFTAR HADIR · DESA {place.name.upper()}", strip=where)
    caption = "Suasana musyawarah di balai desa"
    return {
        take(scene, hall, at, meeting=scene.meeting, caption=caption, publishable=True): hall,
        take(scene, sheet, at, meeting=scene.meeting, caption="Daftar hadir", purpose="attendance_sheet"): sheet,
    }


def take(scene: Scene, picture: bytes, at: datetime, **fields: object) -> str:
    """Records a photograph; answers its SHA-256."""
    sha256, chance = hashlib.sha256(picture).hexdigest(), scene.chance
    width, height = pictures.SIZE
    home = rng(f"{scene.place.code}/place")
    north, east = (middle + home.uniform(-WIDE, WIDE) for middle in GARUT)
    scene.pen.record(
        "photo",
        sha256=sha256,
        size=len(picture),
        media_type="image/jpeg",
        width=width,
        height=height,
        taken_at=at.isoformat(),
        latitude=round(north + chance.uniform(-NEAR, NEAR), 6),
        longitude=round(east + chance.uniform(-NEAR, NEAR), 6),
        **({"purpose": "documentation"} | fields),
    )
    return sha256


def make_known(scene: Scene) -> None:
    """The result put on the notice board and read out."""
    said = (scene.plan.start + timedelta(days=2)).date().isoformat()
    board = f"Papan informasi {scene.place.hall}"
    scene.record("publicity", medium="notice_board", place=board, published_on=said)
    mosques, note = "Masjid dan musala di semua dusun", "Dibacakan seusai salat Jumat"
    scene.record("publicity", medium="loudspeaker", place=mosques, published_on=said, note=note)
