"""Who answers for whom: whose work an administrator arranges, and whose sign-in an officer renews.

An area covers a person when every assignment of theirs that has not ended lies in it; nobody in a wider area, or in
another one besides, is ever within an officer's reach.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from villages import access, rules
from villages.models import Assignment, Region, User, Village
from villages.terms import RIGHTS, Right

Area = Village | Region | None
"""Where a role is held; ``None``: everywhere."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The areas in which somebody has a right: villages by id, regions by code (``None``: everything)."""

    villages: frozenset[UUID]
    regions: frozenset[str | None]

    @property
    def nowhere(self) -> bool:
        """Whether there is no such area."""
        return not self.villages and not self.regions

    def covers(self, village: UUID | None, code: str | None) -> bool:
        """Whether an area lies inside: a village with its code, a region's code, or everything (both ``None``)."""
        if None in self.regions or (village is not None and village in self.villages):
            return True
        return code is not None and not self.regions.isdisjoint(rules.lineage(code))

    def has(self, area: Area) -> bool:
        """Whether the area lies inside. No query."""
        if isinstance(area, Village):
            return self.covers(area.pk, area.region_id)
        return self.covers(None, area.pk if area else None)

    def assignments(self) -> Q:
        """The condition on assignments to areas inside."""
        if None in self.regions:
            return Q()
        inside = Q(village__in=self.villages)
        for code in self.regions:
            inside |= (
                Q(region=code)
                | Q(region__code__startswith=f"{code}.")
                | Q(village__region__code__startswith=f"{code}.")
            )
        return inside


def reach_of(by: Actor, right: Right = Right.MANAGE) -> Reach:
    """Where the actor has ``right`` today; a superuser manages everywhere. Two queries."""
    if right is Right.MANAGE and User.objects.filter(pk=by.user, is_active=True, is_superuser=True).exists():
        return Reach(frozenset(), frozenset({None}))
    roles = [role for role, rights in RIGHTS.items() if right in rights]
    held: list[Any] = list(access.assignments_of(by.user).filter(role__in=roles).values_list("village_id", "region_id"))
    return Reach(frozenset(v for v, _r in held if v is not None), frozenset(r for v, r in held if v is None))


@dataclass(frozen=True, slots=True)
class Charge:
    """Whose work the actor arranges (``manages``), and whose records the actor reviews."""

    by: Actor
    manages: Reach
    reviews: Reach

    @property
    def nobody(self) -> bool:
        """Whether the actor answers for nobody at all."""
        return self.manages.nowhere and self.reviews.nowhere

    def people(self) -> QuerySet[User]:
        """Who works, worked or will work in the actor's areas; of those reviewed, who records. One query."""
        if self.nobody:
            return User.objects.none()
        return User.objects.filter(pk__in=Assignment.objects.filter(self.assignments()).values("user"))

    def assignments(self) -> Q:
        """The condition on the assignments that the actor may know of."""
        known = self.manages.assignments() if not self.manages.nowhere else Q(pk__in=[])
        if not self.reviews.nowhere:
            known |= Q(role__in=rules.RECORDERS) & self.reviews.assignments()
        return known

    def person(self, key: UUID) -> User:
        """A person of the actor's areas; raises ``NotFound``. One query."""
        found = self.people().filter(pk=key).first()
        if found is None:
            raise NotFound
        return found

    def answers_for(self, user: User, held: Iterable[Assignment]) -> bool:
        """Whether the actor may renew this person's sign-in; ``held``: all their assignments. No query.

        Never one's own, never a superuser's or who enters the admin pages, and only where all
        that the person is assigned to lies within the actor's area. Ended assignments count where there is no other.
        """
        today = clock.today()
        known = list(held)
        counting = [one for one in known if one.until_on is None or one.until_on >= today] or known
        return (
            bool(counting)
            and user.pk != self.by.user
            and user.is_active
            and not (user.is_superuser or user.is_staff)
            and all(self.knows(one) for one in counting)
        )

    def knows(self, one: Assignment) -> bool:
        """Whether the actor may know of this assignment. No query where its village was fetched."""
        code = one.village.region_id if one.village else one.region_id
        if self.manages.covers(one.village_id, code):
            return True
        return one.role in rules.RECORDERS and self.reviews.covers(one.village_id, code)


def charge_of(by: Actor) -> Charge:
    """Whom the actor answers for today. Three queries."""
    return Charge(by, reach_of(by), reach_of(by, Right.REVIEW))
