"""The engine's view of who may do what: feeds of a person's phone, and the right to record."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from backend.kernel.actor import Actor
from backend.kernel.canonical import digest
from villages.access import Standing, assignments_of, recording_standing, roles_by_village, village_for, villages_with
from villages.models import User, Village
from villages.terms import Right, Role

VERSION_LENGTH = 12

AT_A_DESK = (Role.KECAMATAN_OFFICER, Role.KABUPATEN_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
"""Whose work is reading what others recorded."""

__all__ = [
    "AT_A_DESK",
    "Right",
    "Seat",
    "Standing",
    "seats_of",
    "standing_of",
    "version_of",
    "village_for",
    "villages_with",
    "works_at_a_desk",
]


@dataclass(frozen=True, slots=True)
class Seat:
    """A village that a phone carries, as the person's assignment gives it."""

    village: UUID
    code: str
    name: str
    zone: str
    role: str
    kecamatan: str
    kabupaten: str
    hamlets: tuple[str, ...]
    place: str


def seats_of(actor: Actor) -> list[Seat]:
    """The villages that the person's phone carries today, in the order of their codes. One query."""
    return [
        Seat(
            village=village.pk,
            code=village.code,
            name=village.name,
            zone=village.zone,
            role=role,
            kecamatan=village.region.parent.name if village.region.parent else "",
            kabupaten=village.region.parent.parent.name
            if village.region.parent and village.region.parent.parent
            else "",
            hamlets=tuple(village.hamlets),
            place=village.usual_place,
        )
        for village, role in roles_by_village(actor.user)
    ]


def version_of(seats: list[Seat]) -> str:
    """A short name for exactly these seats; another one as soon as anything about them differs."""
    return digest(
        [[str(one.village), one.code, one.name, one.zone, one.role, list(one.hamlets), one.place] for one in seats]
    )[:VERSION_LENGTH]


def standing_of(actor: Actor, villages: list[UUID]) -> dict[UUID, Standing]:
    """How the person stands to each village as one who records. One query."""
    return recording_standing(actor.user, villages)


def villages_managed_by(actor: Actor) -> QuerySet[Village]:
    """The villages whose people and phones the person manages. One query when evaluated."""
    return villages_with(actor.user, Right.MANAGE)


def names_of(users: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people. One query."""
    return dict(User.objects.filter(pk__in=set(users)).values_list("pk", "name"))


def works_at_a_desk(actor: Actor) -> bool:
    """Whether the person holds an office that reads what villages recorded. One query."""
    return assignments_of(actor.user).filter(role__in=AT_A_DESK).exists()
