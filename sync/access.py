"""The engine's view of who may do what: feeds of a person's phone, and the right to record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from backend.kernel.actor import Actor
from backend.kernel.canonical import digest
from villages.access import (
    Post,
    Standing,
    assignments_of,
    posts_of,
    recording_assignments,
    recording_standing,
    roles_by_village,
    village_for,
    villages_with,
)
from villages.models import Assignment, User, Village
from villages.terms import RIGHTS, Right, Role

VERSION_LENGTH = 12

AT_A_DESK = (Role.KECAMATAN_OFFICER, Role.KABUPATEN_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
"""Whose work is reading what others recorded."""

WHO_RECORD = tuple(role for role, rights in RIGHTS.items() if Right.RECORD in rights)

__all__ = [
    "AT_A_DESK",
    "Post",
    "Right",
    "Seat",
    "Standing",
    "posts_of",
    "recording_standing",
    "seats_at",
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
    return seats_at(posts_of(actor.user))


def seats_at(posts: Iterable[Post]) -> list[Seat]:
    """The villages that a phone carries today whose owner holds, or held, these posts."""
    return [
        Seat(
            village=post.village,
            code=post.code,
            name=post.name,
            zone=post.zone,
            role=post.role,
            kecamatan=post.kecamatan,
            kabupaten=post.kabupaten,
            hamlets=tuple(post.hamlets),
            place=post.usual_place,
        )
        for post in roles_by_village(posts)
    ]


def version_of(seats: list[Seat]) -> str:
    """A short name for exactly these seats; another one as soon as anything about them differs."""
    return digest(
        [[str(one.village), one.code, one.name, one.zone, one.role, list(one.hamlets), one.place] for one in seats]
    )[:VERSION_LENGTH]


def standing_of(actor: Actor, villages: list[UUID]) -> dict[UUID, Standing]:
    """How the person stands to each village as one who records. One query."""
    return recording_standing(posts_of(actor.user), villages)


def villages_managed_by(actor: Actor) -> QuerySet[Village]:
    """The villages whose people and phones the person manages. One query when evaluated."""
    return villages_with(actor.user, Right.MANAGE)


def recorders_seen_by(actor: Actor) -> QuerySet[Assignment]:
    """Who records in the villages that the person may read. Two queries when evaluated."""
    return recording_assignments(villages_with(actor.user, Right.READ))


def recorders_in(village: Any = None) -> QuerySet[Assignment]:
    """Who records in a village that an outer query names; in any, where none is given. A part of another query."""
    everybody = recording_assignments(Village.objects.order_by())
    return everybody if village is None else everybody.filter(village=village)


def recorders_of(village: UUID) -> QuerySet[Assignment]:
    """Who records in this village. One query when evaluated."""
    return recording_assignments(Village.objects.filter(pk=village))


def recorders_answered_for_by(actor: Actor) -> QuerySet[Assignment]:
    """Who records in the villages that the person reviews or manages. Three queries when evaluated."""
    reviewed, managed = villages_with(actor.user, Right.REVIEW), villages_with(actor.user, Right.MANAGE)
    return recording_assignments(
        Village.objects.filter(Q(pk__in=reviewed.values("pk")) | Q(pk__in=managed.values("pk")))
    )


def may_bring_from(actor: Actor, villages: set[UUID]) -> bool:
    """Whether the person records in, or reviews, every one of these villages. At most four queries."""
    standing = recording_standing(posts_of(actor.user), sorted(villages))
    others = {village for village, held in standing.items() if held is not Standing.PRESENT}
    reviewed = villages_with(actor.user, Right.REVIEW).filter(pk__in=others).values_list("pk", flat=True)
    return others <= set(reviewed)


def is_in_service(user: UUID) -> bool:
    """Whether this person exists and may sign in. One query."""
    return User.objects.filter(pk=user, is_active=True).exists()


def names_of(users: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people. One query."""
    return dict(User.objects.filter(pk__in=set(users)).values_list("pk", "name"))


Held = list[Assignment]
"""What somebody is assigned to."""


def assignments_held(actor: Actor) -> Held:
    """The person's assignments of today. One query."""
    return list(assignments_of(actor.user))


def records_somewhere(held: Iterable[Assignment]) -> bool:
    """Whether one of these assignments is to record in some village. No query."""
    return any(one.role in WHO_RECORD for one in held)


def works_at_a_desk(held: Iterable[Assignment]) -> bool:
    """Whether one of these assignments is to an office that reads what villages recorded. No query."""
    return any(one.role in AT_A_DESK for one in held)
