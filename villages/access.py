"""The only door to a village: who may do what where.

A person who may not know a village is told that it does not exist.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Q, QuerySet

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from villages.models import Assignment, User, Village
from villages.terms import RIGHTS, Right, Role

GRACE = timedelta(days=60)
"""How long after an assignment's end its holder's late work is still kept for a reviewer (``held``)."""


class Standing(Enum):
    """How a person stands to a village: in office, within the grace time after it, or not at all."""

    PRESENT = "present"
    GRACE = "grace"
    NONE = "none"


def _roles_with(right: Right) -> list[str]:
    return [role for role, rights in RIGHTS.items() if right in rights]


def _in_force(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gte=on))


def assignments_of(user: UUID, *, on: date | None = None) -> QuerySet[Assignment]:
    """A person's assignments in force ``on`` a day (today unless given)."""
    return Assignment.objects.filter(_in_force(on or clock.today()), user=user, user__is_active=True)


def _area(assignments: list[Assignment]) -> Q | None:
    """The condition on villages that these assignments cover; ``None`` where they cover nothing."""
    areas = [
        Q(pk=held.village_id)
        if held.village_id
        else Q(region__code__startswith=f"{held.region_id}.")
        if held.region_id
        else Q()
        for held in assignments
    ]
    if not areas:
        return None
    if any(not area for area in areas):
        return Q()
    whole = areas[0]
    for area in areas[1:]:
        whole |= area
    return whole


def villages_with(user: UUID, right: Right, *, held: Iterable[Assignment] | None = None) -> QuerySet[Village]:
    """The villages where the person has ``right`` today. One query, and one more when evaluated.

    ``held``: the person's assignments of today, where the caller has read them already.
    """
    roles = _roles_with(right)
    mine = assignments_of(user) if held is None else held
    area = _area([one for one in mine if one.role in roles])
    villages = Village.objects.select_related("region").order_by("region_id")
    return villages.none() if area is None else villages.filter(area)


def village_for(actor: Actor, key: UUID | str, right: Right) -> Village:
    """The village with this UUID or present code, if the actor has ``right`` there; else ``NotFound``. Two queries."""
    villages = villages_with(actor.user, right)
    found = villages.filter(pk=key) if isinstance(key, UUID) else villages.filter(region_id=key)
    village = found.first()
    if village is None:
        raise NotFound
    return village


class Post(NamedTuple):
    """Somebody's work in a village, past or present, and what a phone needs to know of the village."""

    role: str
    until: date | None
    village: UUID
    code: str
    name: str
    zone: str
    hamlets: list[str]
    usual_place: str
    kecamatan: str
    kabupaten: str


def posts_of(user: UUID) -> list[Post]:
    """A person's assignments to villages that have begun, in the order of the villages' codes. One query.

    Each exchange asks for them, so they are read without the ORM.
    """
    with connection.cursor() as cursor:
        cursor.execute(_POSTS, [_key(user), clock.today()])
        return [_post(*row) for row in cursor.fetchall()]


_POSTS = """
    SELECT held.role, held.until_on, village.id, village.region_id, region.name, village.zone, village.hamlets,
           village.usual_place, kecamatan.name, kabupaten.name
    FROM villages_assignment held
    JOIN villages_user person ON person.id = held.user_id AND person.is_active
    JOIN villages_village village ON village.id = held.village_id
    JOIN villages_region region ON region.code = village.region_id
    LEFT JOIN villages_region kecamatan ON kecamatan.code = region.parent_id
    LEFT JOIN villages_region kabupaten ON kabupaten.code = kecamatan.parent_id
    WHERE held.user_id = %s AND held.from_on <= %s
    ORDER BY village.region_id, held.role
"""


def _key(identifier: UUID) -> str:
    return str(identifier) if connection.vendor == "postgresql" else identifier.hex


def _post(role: str, until: date | None, village: Any, code: str, name: str, zone: str, *rest: Any) -> Post:
    hamlets, usual_place, kecamatan, kabupaten = rest
    return Post(
        role,
        until,
        village if isinstance(village, UUID) else UUID(village),
        code,
        name,
        zone,
        hamlets if isinstance(hamlets, list) else orjson.loads(hamlets),
        usual_place,
        kecamatan or "",
        kabupaten or "",
    )


def roles_by_village(posts: Iterable[Post]) -> list[Post]:
    """The posts that are held today, one a village."""
    today = clock.today()
    found: dict[UUID, Post] = {}
    for post in posts:
        if post.until is None or post.until >= today:
            found.setdefault(post.village, post)
    return list(found.values())


def officers_of(village: Village, role: Role) -> QuerySet[User]:
    """Who is in office today with this role for an area that the village lies in. One query when evaluated."""
    code = village.code
    areas = [code[:end] for end in range(1, len(code)) if code[end] == "."]
    held = Assignment.objects.filter(_in_force(clock.today()), role=role, region__in=areas)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def recording_assignments(villages: QuerySet[Village]) -> QuerySet[Assignment]:
    """Who records in these villages, or did until the grace time ended. One query when evaluated."""
    today = clock.today()
    held = Assignment.objects.filter(village__in=villages, role__in=_roles_with(Right.RECORD), from_on__lte=today)
    return held.filter(Q(until_on__isnull=True) | Q(until_on__gte=today - GRACE))


def recording_standing(posts: Iterable[Post], villages: Iterable[UUID]) -> dict[UUID, Standing]:
    """How the holder of these posts stands to each of ``villages`` as one who records."""
    today, recorders = clock.today(), _roles_with(Right.RECORD)
    standing = dict.fromkeys(villages, Standing.NONE)
    for post in posts:
        if post.village not in standing or post.role not in recorders:
            continue
        if post.until is None or post.until >= today:
            standing[post.village] = Standing.PRESENT
        elif post.until >= today - GRACE and standing[post.village] is Standing.NONE:
            standing[post.village] = Standing.GRACE
    return standing
