"""The people of an officer's area, as the desk lists them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from backend.kernel import clock
from backend.onboarding.renewal import NEVER_CAME
from sync.models import Device
from villages.charge import Charge
from villages.models import Assignment, SignInCode, User
from villages.rules import is_code
from villages.terms import Role


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to. ``area``: a code, or a part of a village's name; ``state``: a key of ``STATES``."""

    name: str = ""
    role: str = ""
    area: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A person with what they are assigned to in the officer's area (the newest first), phones, and a waiting code.

    ``elsewhere``: how many assignments lie beyond, of which nothing is told.
    """

    user: User
    held: list[Assignment]
    elsewhere: int
    phones: list[Device]
    code: SignInCode | None
    may_renew: bool

    @property
    def came(self) -> bool:
        """Whether the person ever signed in."""
        return self.user.last_login is not None or bool(self.phones)

    @property
    def current(self) -> list[Assignment]:
        """The assignments that have not ended."""
        return [one for one in self.held if not ended(one)]

    @property
    def owing(self) -> int:
        """What is on the person's phones alone, as far as they told."""
        return sum(one.unsent_changes + one.unsent_files for one in self.phones if one.revoked_at is None)

    @property
    def code_is_good(self) -> bool:
        """Whether a slip of theirs can still be used."""
        return self.code is not None and self.code.expires_at > clock.now()


def ended(one: Assignment, today: date | None = None) -> bool:
    """Whether an assignment's last day is over."""
    return one.until_on is not None and one.until_on < (today or clock.today())


def people_listed(charge: Charge, asked: Asked) -> QuerySet[User]:
    """The people of the area by name, as far as they are asked for. One query when evaluated."""
    people = charge.people()
    if asked.name:
        people = people.filter(Q(name__icontains=asked.name) | Q(username__icontains=asked.name))
    held = Assignment.objects.filter(charge.assignments())
    narrowed = held
    if asked.role in Role.values:
        narrowed = narrowed.filter(role=asked.role)
    if asked.area and is_code(asked.area):
        inside = Q(region=asked.area) | Q(region__code__startswith=f"{asked.area}.")
        at = Q(village__region=asked.area) | Q(village__region__code__startswith=f"{asked.area}.")
        narrowed = narrowed.filter(inside | at)
    elif asked.area:
        named = Q(village__region__name__icontains=asked.area) | Q(region__name__icontains=asked.area)
        narrowed = narrowed.filter(named)
    if asked.state in ("bertugas", "selesai"):
        standing = held.filter(Q(until_on__isnull=True) | Q(until_on__gte=clock.today()))
        inside = Q(pk__in=standing.values("user"))
        people = people.filter(inside if asked.state == "bertugas" else ~inside)
    if asked.state == "belum":
        people = people.filter(NEVER_CAME, is_active=True)
    if narrowed is not held:
        people = people.filter(pk__in=narrowed.values("user"))
    return people.order_by(Lower("name"), "username")


def described(charge: Charge, people: Iterable[User]) -> list[Listed]:
    """The people with all that the list shows. Three queries, whatever their number."""
    users = list(people)
    ids = [one.pk for one in users]
    held: dict[Any, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(user__in=ids).select_related("village__region__parent", "region")
    for one in rows.order_by("-from_on", "pk"):
        held[one.user_id].append(one)
    phones: dict[Any, list[Device]] = defaultdict(list)
    for device in Device.objects.filter(user__in=ids).order_by("-seen_at"):
        phones[device.user_id].append(device)
    waiting = {one.user_id: one for one in SignInCode.objects.filter(user__in=ids)}
    return [
        Listed(
            one,
            known := [each for each in held[one.pk] if charge.knows(each)],
            len(held[one.pk]) - len(known),
            phones[one.pk],
            waiting.get(one.pk),
            charge.answers_for(one, held[one.pk]),
        )
        for one in users
    ]
