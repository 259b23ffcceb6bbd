"""The only door to a village: who may do what where.

A person who may not know a village is told that it does not exist.
"""

from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from django.db.models import Q, QuerySet

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from villages.models import Assignment, Village
from villages.terms import RIGHTS, Right

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
    """A person's assignments in force ``on`` a day (today in UTC unless given)."""
    return Assignment.objects.filter(_in_force(on or clock.now().date()), user=user, user__is_active=True)


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


def villages_with(user: UUID, right: Right) -> QuerySet[Village]:
    """The villages where the person has ``right`` today. One query, and one more when evaluated."""
    area = _area(list(assignments_of(user).filter(role__in=_roles_with(right))))
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


def roles_by_village(user: UUID) -> list[tuple[Village, str]]:
    """The villages of a person's own village assignments, each with the role. One query."""
    held = (
        assignments_of(user)
        .filter(village__isnull=False)
        .select_related("village__region__parent__parent")
        .order_by("village__region_id", "role")
    )
    found: dict[UUID, tuple[Village, str]] = {}
    for assignment in held:
        if assignment.village is not None:
            found.setdefault(assignment.village.pk, (assignment.village, assignment.role))
    return list(found.values())


def recording_assignments(villages: QuerySet[Village]) -> QuerySet[Assignment]:
    """Who records in these villages, or did until the grace time ended. One query when evaluated."""
    today = clock.now().date()
    held = Assignment.objects.filter(village__in=villages, role__in=_roles_with(Right.RECORD), from_on__lte=today)
    return held.filter(Q(until_on__isnull=True) | Q(until_on__gte=today - GRACE))


def recording_standing(user: UUID, villages: list[UUID]) -> dict[UUID, Standing]:
    """How the person stands to each of ``villages`` as one who records. One query."""
    today = clock.now().date()
    standing = dict.fromkeys(villages, Standing.NONE)
    held = Assignment.objects.filter(
        user=user,
        user__is_active=True,
        village__in=villages,
        role__in=_roles_with(Right.RECORD),
        from_on__lte=today,
    ).values_list("village_id", "until_on")
    for village, until in held:
        if village is None:
            continue
        if until is None or until >= today:
            standing[village] = Standing.PRESENT
        elif until >= today - GRACE and standing[village] is Standing.NONE:
            standing[village] = Standing.GRACE
    return standing
