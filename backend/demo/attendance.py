"""Who was invited and who came."""

from datetime import timedelta
from random import Random

from backend.demo.people import Somebody
from backend.demo.plan import Plan, Scene
from backend.demo.strokes import signature

SHARE_THAT_COMES = 0.88
SHARE_WHEN_THIN = 0.5
SHARE_EXCUSED = 0.35
WITHIN_MILLISECONDS = 9000
ALWAYS_THERE = ("Kepala Desa", "Sekretaris Desa", "Ketua BPD", "Sekretaris BPD")
EXCUSES = ("Sakit", "Bekerja di luar kota", "Menghadiri pernikahan keluarga")
GUESTS = (
    ("Drs. Ruhiyat", "L", "Kasi PMD Kecamatan", "resource_person"),
    ("Mulyadi", "L", "Babinsa", "observer"),
    ("Nurul Hidayati, S.E.", "P", "Pendamping lokal desa", "companion"),
)
TALLIED_INVITED = 60
TALLY = (
    ("perempuan", "P", 21),
    ("pendidik", "P", 4),
    ("miskin", "P", 7),
    ("tani", "P", 5),
    ("anak", "P", 4),
    ("agama", "P", 3),
    ("masyarakat", "L", 3),
)


def write(scene: Scene) -> list[str]:
    """The list by name, or the count of heads; before the day, who is invited. Answers the records."""
    if "tally" in scene.plan.quirks and scene.plan.held:
        return [
            scene.record("attendance_tally", element=element, gender=gender, present=count)
            for element, gender, count in TALLY
        ]
    return [
        *(_row(scene, one) for one in scene.place.community.everybody),
        *(_guest(scene, *guest) for guest in GUESTS),
    ]


def _row(scene: Scene, one: Somebody) -> str:
    chance = scene.chance
    return scene.record(
        "attendance",
        name=one.name,
        gender=one.gender,
        element=one.element,
        capacity="invited",
        position=one.position,
        hamlet=one.hamlet,
        rt=f"{chance.randint(1, 6):02}",
        rw=f"{chance.randint(1, 4):02}",
        vulnerable=list(one.vulnerable),
        invitation_received=True,
        **_whether_there(scene, one),
    )


def _guest(scene: Scene, name: str, gender: str, position: str, capacity: str) -> str:
    status = {"status": "present", **_signed(scene.plan, scene.chance)} if scene.plan.held else {}
    return scene.record(
        "attendance", name=name, gender=gender, element="lain", position=position, capacity=capacity, **status
    )


def _whether_there(scene: Scene, one: Somebody) -> dict[str, object]:
    chance = scene.chance
    if not scene.plan.held:
        return {"status": "invited"}
    if one.position in ALWAYS_THERE or chance.random() < (
        SHARE_WHEN_THIN if "thin" in scene.plan.quirks else SHARE_THAT_COMES
    ):
        return {"status": "present", **_signed(scene.plan, chance)}
    if chance.random() < SHARE_EXCUSED:
        return {"status": "excused", "reason": chance.choice(EXCUSES)}
    return {"status": "absent"}


def _signed(plan: Plan, chance: Random) -> dict[str, object]:
    """When somebody came, and the signature; ``ticked``: everybody within the time that a thumb needs."""
    arrived = plan.start + timedelta(minutes=chance.randint(-40, 25))
    if "ticked" in plan.quirks:
        arrived = plan.start + timedelta(milliseconds=chance.randrange(WITHIN_MILLISECONDS))
    return {"arrived_at": arrived.isoformat(), "signature": signature(chance)}
