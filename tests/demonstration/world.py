"""An invented kabupaten whose villages hold three honest meetings each: the same rows for the same size."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from backend.demo.people import HAMLETS, MEN, SECOND_MEN, SECOND_WOMEN, WOMEN
from backend.demo.strokes import signature
from backend.kernel import ids
from budgets.models import BudgetItem, Ceiling, Funding
from meetings import prints
from meetings.models import AgendaItem, Attendance, Meeting, Photo, PhotoPrint, Publicity, Session, Signature
from tests.factories.villages import make_region
from villages.models import Region, RuleSet, Village
from villages.terms import Level

ELEMENTS = ("agama", "masyarakat", "miskin", "pendidik", "perempuan", "tani")
ROSTER, PRESENT = 34, 28
JUTA = 100_000_000
HOME = (-7.2, 107.9)
FORM = (
    "Musyawarah dibuka oleh Ketua BPD dengan membaca doa menurut agama masing masing.",
    "Sekretaris BPD membacakan tata tertib dan menghitung kuorum berdasarkan daftar hadir.",
    "Demikian notulen ini dibuat untuk dipergunakan sebagaimana mestinya oleh semua pihak.",
)
WORDS = " ".join(
    (
        "warga jalan air sawah irigasi posyandu balita guru sekolah jembatan longsor batu pasir semen gotong royong",
        "musim hujan kemarau panen padi jagung kambing sapi pupuk modal kelompok tani ibu kader obat bidan lansia",
        "listrik lampu tiang mushola lapangan pemuda olahraga pasar warung tanah batas kebun kopi teh cabai harga",
        "upah tukang material truk angkut jarak lebar tebal meter saluran gorong parit tembok pagar atap genteng",
    )
).split()
ACTIVITIES = (
    ("1.1.04", "Operasional pemerintah desa", "bulan", 400),
    ("4.2.01", "Bibit dan pupuk", "paket", 2500),
    ("2.3.10", "Jalan lingkungan", "m", 450),
    ("2.3.11", "Jalan usaha tani", "m2", 180),
    ("2.4.06", "Perpipaan air bersih", "unit", 3200),
    ("2.2.02", "Posyandu", "kali", 650),
)
SHARES = {
    "operasional": {"what": "Operasional pemerintah desa", "source": "DDS", "accounts": ["1.1"], "most": 3},
    "pangan": {"what": "Ketahanan pangan", "source": "DDS", "accounts": ["4.2"], "least": 20},
}
VOLUMES = (12, 40, 200, 300, 12, 36)
RULES = {
    "quorum_numerator": 2,
    "quorum_denominator": 3,
    "legal_basis": "Perdes Nomor 2 Tahun 2021 tentang Tata Tertib",
    "required_elements": list(ELEMENTS),
    "minimum_women_percent": 30,
    "invitation_days": 5,
    "report_working_days": 7,
}
TURNS = (
    ("musdes_rkp", 2026, date(2025, 6, 2), "published"),
    ("musdes_rkp", 2027, date(2026, 6, 2), "submitted"),
    ("musdes_apbdes", 2027, date(2026, 10, 26), "submitted"),
)
"""What each village holds: kind, fiscal year, the first of the days that they are held on, how far it is."""


@dataclass
class World:
    """The kabupaten; ``meetings[v][t]`` is the meeting of village ``v`` at turn ``t``."""

    villages: list[Village] = field(default_factory=list)
    meetings: list[list[Meeting]] = field(default_factory=list)
    rosters: list[list[tuple[str, str, str, str]]] = field(default_factory=list)

    def at(self, village: int, turn: int) -> Meeting:
        return self.meetings[village][turn]


def raise_world(villages: int) -> World:
    """A kabupaten of so many villages, in the database."""
    world = World()
    rows: dict[Any, list[Any]] = {}
    kabupaten = make_region("32.05", "Kabupaten Contoh")
    for year in (2025, 2026, 2027):
        RuleSet.objects.create(kabupaten=kabupaten, year=year, required_elements=list(ELEMENTS), fund_shares=SHARES)
    _settle(world, villages)
    for number, village in enumerate(world.villages):
        chance = Random(f"desa/{number}")
        world.rosters.append(_roster(village, chance))
        held = [_hold(village, number, turn, world.rosters[-1], rows) for turn in range(len(TURNS))]
        world.meetings.append(held)
    for model, made in rows.items():
        model._default_manager.bulk_create(made, batch_size=400)
    return world


def _settle(world: World, villages: int) -> None:
    for kecamatan in range(-(-villages // 15)):
        make_region(f"32.05.{kecamatan + 1:02}", f"Kecamatan {kecamatan + 1}")
    regions, places = [], []
    for number in range(villages):
        code = f"32.05.{number // 15 + 1:02}.2{number % 15:03}"
        chance = Random(f"hamlets/{number}")
        hamlets = [f"Dusun {name}" for name in chance.sample(HAMLETS, 4)]
        regions.append(Region(code=code, name=f"Desa{number}", level=Level.DESA, parent_id=code[:8], dataset="uji"))
        identifier = UUID(int=int(code.replace(".", "")))
        places.append(Village(id=identifier, region=regions[-1], zone="WIB", hamlets=hamlets))
    Region.objects.bulk_create(regions)
    Village.objects.bulk_create(places)
    world.villages = list(Village.objects.select_related("region__parent").order_by("region_id"))


def _roster(village: Village, chance: Random) -> list[tuple[str, str, str, str]]:
    """Who is invited: name, gender, element, hamlet."""
    people: dict[str, tuple[str, str, str, str]] = {}
    while len(people) < ROSTER:
        place = len(people)
        gender = "P" if place % 2 else "L"
        names = (WOMEN, SECOND_WOMEN) if gender == "P" else (MEN, SECOND_MEN)
        name = f"{chance.choice(names[0])} {chance.choice(names[1])}"
        people.setdefault(name, (name, gender, ELEMENTS[place % 6], village.hamlets[place % 4]))
    return list(people.values())


def put_row(rows: dict[Any, list[Any]], model: Any, village: Village, **fields: Any) -> Any:
    """A row as the engine would have stored it, in the list of its kind."""
    row = model(village=village, id=ids.uuid7(), version=1, **fields)
    rows.setdefault(model, []).append(row)
    return row


def _hold(village: Village, number: int, turn: int, roster: list[Any], rows: dict[Any, list[Any]]) -> Meeting:
    kind, year, first, status = TURNS[turn]
    chance = Random(f"musyawarah/{number}/{turn}")
    day = first + timedelta(days=number % 20 + 8 * ((number % 20) // 5))
    while day.weekday() > 4:  # nobody meets at the weekend, so that late is late
        day += timedelta(days=1)
    start = datetime(day.year, day.month, day.day, 2, chance.choice((0, 30)), tzinfo=UTC)
    meeting = put_row(
        rows,
        Meeting,
        village,
        type=kind,
        title=f"{kind.upper()} {village.name} {year}",
        fiscal_year=year,
        number=f"140/{number}/BPD/{year}",
        place="Balai desa",
        chair={"name": "Ketua", "position": "Ketua BPD"},
        summary="Disepakati.",
        decision_method="consensus",
        invitation_number=f"005/{number}",
        invited_on=day - timedelta(days=7),
        rules=RULES,
        status=status,
        planned_start=start,
        submitted_at=start + timedelta(days=3),
    )
    hanging = {"meeting": meeting.id}
    put_row(rows, Session, village, started_at=start, ended_at=start + timedelta(hours=3), outcome="held", **hanging)
    _attend(village, meeting, start, roster, rows)
    _speak(village, meeting, chance, rows)
    for role in ("chair", "village_head", "participant"):
        put_row(rows, Signature, village, role=role, name=role.title(), strokes=signature(chance), **hanging)
    put_row(rows, Publicity, village, medium="notice_board", published_on=day + timedelta(days=2), **hanging)
    _photograph(village, meeting, start, f"{number}/{turn}", rows)
    _plan(village, meeting, chance, rows)
    return meeting


def _attend(village: Village, meeting: Meeting, start: datetime, roster: list[Any], rows: Any) -> None:
    """Six of the roster stay away, never all of an element or hamlet; those who come do so in an order of their own."""
    chance = Random(f"hadir/{meeting.title}")
    away = set(chance.sample(range(12, ROSTER), ROSTER - PRESENT))
    arrivals = sorted(start + timedelta(seconds=chance.uniform(-2400, 1500)) for _one in range(PRESENT))
    chance.shuffle(arrivals)
    for place, (name, gender, element, hamlet) in enumerate(roster):
        came = place not in away
        put_row(
            rows,
            Attendance,
            village,
            meeting=meeting.id,
            name=name,
            gender=gender,
            element=element,
            hamlet=hamlet,
            status="present" if came else "excused",
            arrived_at=arrivals.pop() if came else None,
            signature=signature(chance) if came and place < 20 else None,
        )


def _speak(village: Village, meeting: Meeting, chance: Random, rows: Any) -> None:
    for order in range(4):
        said = [
            f"{' '.join(chance.choices(WORDS, k=chance.randrange(7, 13)))} di {village.name}.".capitalize()
            for _sentence in range(5)
        ]
        said = [FORM[0], FORM[1], *said] if order == 0 else [*said, FORM[2]] if order == 3 else said
        put_row(
            rows,
            AgendaItem,
            village,
            meeting=meeting.id,
            order=order + 1,
            topic=f"Pokok {order + 1}",
            discussion=" ".join(said),
            outcome="agreed",
            decision=" ".join(chance.choices(WORDS, k=9)).capitalize() + ".",
        )


def picture(seed: str, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Patches of light and colour, as a hall with people is from afar; the same seed draws the same."""
    chance = Random(f"foto/{seed}")
    image = Image.new("RGB", size, tuple(chance.randrange(30, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _patch in range(40):
        x, y, reach = chance.randrange(size[0]), chance.randrange(size[1]), chance.randrange(10, 70)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
    return image


def jpeg(image: Image.Image, quality: int = 85) -> bytes:
    """A picture as a file."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _photograph(village: Village, meeting: Meeting, start: datetime, seed: str, rows: Any) -> None:
    content = jpeg(picture(seed))
    sha256 = hashlib.sha256(content).hexdigest()
    taken = start + timedelta(minutes=50)
    common = {"sha256": sha256, "size": len(content), "media_type": "image/jpeg", "meeting": meeting.id}
    put_row(rows, Photo, village, taken_at=taken, latitude=HOME[0], longitude=HOME[1], **common)
    rows.setdefault(PhotoPrint, []).append(prints.print_of(village.pk, sha256, content))


def _plan(village: Village, meeting: Meeting, chance: Random, rows: Any) -> None:
    """Six works whose prices scatter by a few percent, within ceilings and shares."""
    total = 0
    for place, (account, name, unit, thousands) in enumerate(ACTIVITIES):
        price = round(thousands * min(max(chance.gauss(1, 0.06), 0.85), 1.15)) * 1000 * 100
        volume = VOLUMES[place] * 1000
        amount = price * volume // 1000
        item = put_row(
            rows,
            BudgetItem,
            village,
            meeting=meeting.id,
            fiscal_year=meeting.fiscal_year,
            account=account,
            name=name,
            place="Desa",
            unit=unit,
            unit_price=price,
            volume=volume,
            amount=amount,
            state="adopted",
            order=place,
        )
        put_row(rows, Funding, village, budget_item=item.id, source="DDS", amount=amount)
        total += amount
    if meeting.type == "musdes_rkp":
        ceiling = total * 12 // 10
        put_row(rows, Ceiling, village, fiscal_year=meeting.fiscal_year, source="DDS", amount=ceiling)
