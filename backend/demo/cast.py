"""The people of the story who sign in, their assignments and their phones."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lokal import HOLIDAY_YEARS, get_holidays

from backend.demo.meeting import REQUIRED_ELEMENTS
from backend.demo.story import KABUPATEN
from backend.kernel.actor import Actor
from sync import devices
from villages import people
from villages.models import Region, RuleSet, User, Village
from villages.terms import Reviewers, Role

PASSWORD = "musyawarah-demo"  # noqa: S105 -- printed on the screen, refused outside DEBUG
IN_OFFICE = date(2025, 1, 1)
PHONES = uuid.UUID("8d3c6a52-6f0e-5e0b-9a4c-1f7f3f6f2d11")
YEARS = (2025, 2026, 2027)
BOTH_LOOK_FROM = 2026
"""Since this year the kabupaten looks at the budget's meetings beside the kecamatan."""

ADMIN, FACILITATOR, SECRETARY, CAMAT, DPMD = "admin", "fasilitator", "sekdes", "camat", "dpmd"
KASI, AUDITOR = "kasi", "inspektur"
COLLEAGUES = ("fasilitator2", "fasilitator3")
"""The facilitators of the second and the third kecamatan."""

NAMES = {
    ADMIN: "Rini Wulandari, S.Kom.",
    FACILITATOR: "Nurul Hidayati, S.E.",
    COLLEAGUES[0]: "Deni Ramdani, S.IP.",
    COLLEAGUES[1]: "Rina Marlina",
    SECRETARY: "Sekretaris Desa",
    CAMAT: "Hj. Neni Rohaeni, M.Si.",
    KASI: "Yayan Sopian, S.IP.",
    DPMD: "Ujang Suryana, S.STP.",
    AUDITOR: "Lilis Komalasari, S.E., Ak.",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The people by username; those with phones act from their phone."""

    actors: dict[str, Actor]

    def __getitem__(self, username: str) -> Actor:
        return self.actors[username]


def gather(villages: Sequence[Village], *, secretary: str) -> Cast:
    """Makes the people and their assignments; ``villages`` begins with the secretary's."""
    users = {name: _user(name, secretary if name == SECRETARY else full) for name, full in NAMES.items()}
    admin = Actor(users[ADMIN].pk, users[ADMIN].name)
    people.appoint(users[ADMIN], Role.ADMINISTRATOR, None, by=admin, from_on=IN_OFFICE)
    kecamatan = list(dict.fromkeys(village.region.parent for village in villages if village.region.parent))
    for area, username in zip(kecamatan, (FACILITATOR, *COLLEAGUES), strict=False):
        for village in villages:
            if village.region.parent == area:
                people.appoint(users[username], Role.FACILITATOR, village, by=admin, from_on=IN_OFFICE)
    people.appoint(users[SECRETARY], Role.VILLAGE_SECRETARY, villages[0], by=admin, from_on=IN_OFFICE)
    for username in (CAMAT, KASI):
        people.appoint(users[username], Role.KECAMATAN_OFFICER, kecamatan[0], by=admin, from_on=IN_OFFICE)
    kabupaten = Region.objects.get(pk=KABUPATEN)
    people.appoint(users[AUDITOR], Role.AUDITOR, kabupaten, by=admin, from_on=IN_OFFICE)
    people.appoint(users[DPMD], Role.KABUPATEN_OFFICER, kabupaten, by=admin, from_on=IN_OFFICE)
    _rules(kabupaten)
    with_phone = {FACILITATOR, SECRETARY, *COLLEAGUES}
    return Cast({name: _actor(user, phone=name in with_phone) for name, user in users.items()})


def _user(username: str, name: str) -> User:
    if username == ADMIN:
        return User.objects.create_superuser(username, PASSWORD, name=name)
    return User.objects.create_user(username, PASSWORD, name=name)


def _actor(user: User, *, phone: bool) -> Actor:
    if not phone:
        return Actor(user.pk, user.name)
    number = uuid.uuid5(PHONES, user.username)
    devices.enrol(user.pk, number=number, name=f"HP {user.name}", platform="Android", app_version="demo")
    return Actor(user.pk, user.name, number)


def _rules(kabupaten: Region) -> None:
    for year in YEARS:
        holidays = get_holidays(year).holidays if year in HOLIDAY_YEARS else []
        RuleSet.objects.get_or_create(
            kabupaten=kabupaten,
            year=year,
            defaults={
                "legal_basis": "Contoh aturan kabupaten untuk percobaan",
                "required_elements": REQUIRED_ELEMENTS,
                "reviewers_by_kind": {"musdes_apbdes": Reviewers.PARALLEL} if year >= BOTH_LOOK_FROM else {},
                "holidays": sorted({one.date for one in holidays}),
            },
        )
