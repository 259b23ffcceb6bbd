"""What a village talks about: the activities of a fiscal year with place, volume, price and fate."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from backend.demo.activities import Activity, catalogue
from backend.demo.pen import Pen, rng
from backend.demo.people import Community, community
from backend.kernel.money import SEN, rupiah

ADOPTED_BESIDE_USUAL = 5
FAMILIES_A_YEAR = 12
MILLION = 1_000_000 * SEN
HEADROOM = 104
"""A ceiling in percent of what is planned."""

ADOPTED, REFUSED, DEFERRED, OPEN = "adopted", "refused", "deferred", "open"

TITLES = {
    "musdes_rkp": "Musyawarah Desa Penyusunan RKP Desa Tahun {year}",
    "musdes_apbdes": "Musyawarah Desa Pembahasan APB Desa Tahun {year}",
    "musdesus_blt": "Musyawarah Desa Khusus Penetapan Penerima BLT Desa Tahun {year}",
    "musperempuan": "Musyawarah Perempuan untuk RKP Desa Tahun {year}",
    "musdus": "Musyawarah Dusun untuk RKP Desa Tahun {year}",
    "musdes_pelaksanaan": "Musyawarah Desa Laporan Pelaksanaan Semester II Tahun {year}",
}
WITH_BUDGET = frozenset({"musdes_rkp", "musdes_apbdes"})
VOICES = {"musperempuan": ("perempuan", "anak"), "musdus": ("masyarakat", "pendidik", "lain")}
"""Whose wishes a meeting gathers."""
WISHES = 3
PLANNED_YEARS = (2026, 2027)
OVERREACH = 150
"""Percent of the usual volume of work that a village plans when it goes over its ceiling."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens at one meeting. ``state`` is how far the phone brings it: planned, held or submitted.

    ``quirks``: ``thin`` (quorum missed), ``over`` (more than the ceiling), ``late`` (report), ``silent`` (not made
    known), ``watched`` (progress was reported and followed), ``tally`` (heads counted, not listed),
    ``borrowed`` (one photograph for several meetings), ``ticked`` (everybody arrived within seconds).
    """

    kind: str
    year: int
    start: datetime
    state: str
    quirks: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        return TITLES[self.kind].format(year=self.year)

    @property
    def held(self) -> bool:
        return self.state != "planned"


@dataclass(frozen=True, slots=True)
class Place:
    """A village of the demonstration and its people."""

    id: UUID
    code: str
    name: str
    kecamatan: str
    kabupaten: str
    community: Community

    @property
    def hall(self) -> str:
        return f"Balai Desa {self.name}"


def place_of(*, village: UUID, code: str, name: str, kecamatan: str, kabupaten: str) -> Place:
    """The village with the people that its code makes up."""
    chance = rng(f"{code}/people")
    people = community(chance, hamlets=chance.choice((3, 4, 4)))
    return Place(village, code, name, kecamatan, kabupaten, people)


@dataclass(frozen=True, slots=True)
class Line:
    """One activity as a village talks about it; amounts in sen."""

    activity: Activity
    hamlet: str
    volume: int
    unit_price: int
    fate: str
    reason: str = ""

    @property
    def amount(self) -> int:
        return self.volume * self.unit_price

    @property
    def funding(self) -> dict[str, int]:
        """Who pays: work by hand comes with a share of self-help."""
        if not self.activity.by_hand:
            return {self.activity.source: self.amount}
        self_help = self.amount // 20 // MILLION * MILLION
        return {self.activity.source: self.amount - self_help} | ({"SWADAYA": self_help} if self_help else {})

    def say(self, text: str) -> str:
        """``text`` with the facts of this line."""
        return text.format(
            place=self.hamlet,
            block=self.hamlet.removeprefix("Dusun "),
            volume=self.volume,
            unit=self.activity.unit,
            amount=rupiah(self.amount),
            families=self.volume // FAMILIES_A_YEAR,
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """One meeting while it is being written down: who writes, where, what happens."""

    pen: Pen
    meeting: str
    place: Place
    plan: Plan
    chance: Random

    def record(self, kind: str, **fields: object) -> str:
        """A record that hangs on the meeting."""
        return self.pen.record(kind, meeting=self.meeting, **fields)


def lines_for(place: Place, plan: Plan) -> list[Line]:
    """What this meeting talks about that costs money."""
    if plan.kind not in WITH_BUDGET:
        return []
    return lines_of(place, plan.year, more=OVERREACH if "over" in plan.quirks else 100)


def lines_of(place: Place, year: int, *, more: int = 100) -> list[Line]:
    """What the village talks about for a year; ``more``: percent of the usual volume of work."""
    told, chance = catalogue(), rng(f"{place.code}/{year}/lines")
    rest = [one for one in told.activities if one.account not in (*told.always, *told.seldom)]
    chosen = chance.sample(rest, ADOPTED_BESIDE_USUAL + 2)
    adopted = [*(told.of(code) for code in told.always), *chosen[:ADOPTED_BESIDE_USUAL]]
    lines = [_line(place, chance, one, ADOPTED, more=more) for one in adopted]
    lines.append(_line(place, chance, chosen[-1], DEFERRED, reason=chance.choice(told.deferred)))
    lines.append(_line(place, chance, chosen[-2], DEFERRED, reason=chance.choice(told.deferred)))
    lines.append(_line(place, chance, told.of(chance.choice(told.seldom)), REFUSED, reason=chance.choice(told.refused)))
    return lines


def wishes_of(place: Place, kind: str) -> list[Line]:
    """What a meeting of women or of a hamlet asks for: the same year after year, since nobody has paid for it."""
    chance = rng(f"{place.code}/{kind}/wishes")
    planned = {line.activity.account for year in PLANNED_YEARS for line in lines_of(place, year)}
    left = [one for one in catalogue().activities if one.voice in VOICES.get(kind, ()) and one.account not in planned]
    return [_line(place, chance, one, OPEN) for one in chance.sample(left, min(WISHES, len(left)))]


def _line(place: Place, chance: Random, one: Activity, fate: str, *, reason: str = "", more: int = 100) -> Line:
    least, most, step = one.volume
    volume = chance.randrange(least, most + 1, step)
    if more != 100 and most - least >= step:
        volume = volume * more // 100 // step * step + step
    unit_price = chance.randrange(one.price[0], one.price[1] + 1, 500) * SEN
    return Line(one, chance.choice(place.community.hamlets), volume, unit_price, fate, reason)


def ceilings_of(place: Place, year: int) -> dict[str, int]:
    """What the village is told it may plan with, by source, in sen: enough for the usual volume of work."""
    planned: dict[str, int] = {}
    for line in lines_of(place, year):
        if line.fate == ADOPTED:
            for source, amount in line.funding.items():
                planned[source] = planned.get(source, 0) + amount
    return {
        source: -(-amount * HEADROOM // 100 // MILLION) * MILLION
        for source, amount in planned.items()
        if source != "SWADAYA"
    }
