"""Verb: people and what they are assigned to, out of a table; everything or nothing, and twice changes nothing.

A row is one person with one role in one area or several. Who is meant is told by the user name; where that cell is
empty, by the name together with the telephone number or with the same role in one of the row's areas; else it is
somebody new.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.onboarding.known import Known, Place
from backend.onboarding.rows import Reading
from budgets.intake.columns import Found
from budgets.intake.looks import Look, check
from villages import charge, people
from villages.charge import Reach
from villages.models import Assignment, User


def look(found: Found, *, by: Actor) -> Look:
    """What taking a table of people in would do. At most ten queries, whatever its length, and one a 500 new names."""
    known = Known.of(found, charge.charge_of(by))
    return Reading(found, known, today=clock.today()).look()


@transaction.atomic
def take(found: Found, *, by: Actor, seen: str | None = None, told: Callable[[int, int], None] | None = None) -> Look:
    """Takes a table of people in, all or none; ``told`` hears how many of how many rows are done.

    New people have no password: they sign in with the code on a slip. Raises ``HasBad``, ``ChangedMeanwhile``, and
    what the verbs of ``villages.people`` refuse with.
    """
    shown = look(found, by=by)
    check(shown, seen)
    reach = charge.reach_of(by)
    made: dict[str, User] = {}
    for done, step in enumerate(shown.changes, start=1):
        _do(dict(step.fields), by=by, reach=reach, made=made)
        if told is not None:
            told(done, len(shown.changes))
    return shown


def _do(fields: dict[str, Any], *, by: Actor, reach: Reach, made: dict[str, User]) -> None:
    user = _person(fields, by=by, reach=reach, made=made)
    for kept in fields["moved"]:
        standing = Assignment.objects.select_related("village", "region", "user").get(pk=kept["assignment"])
        until = _day(kept["until"])
        if until is not None and (standing.until_on is None or until < standing.until_on):
            people.end(standing, by=by, on=until)
        else:
            people.extend(standing, by=by, until=until)
    for begun in fields["begun"]:
        place = Place.of_wire(begun["place"])
        assignment = Assignment(
            user=user,
            role=fields["role"],
            village=place.village_row(),
            region=place.region_row(),
            from_on=date.fromisoformat(begun["from"]),
            until_on=_day(begun["until"]),
        )
        people.begin(assignment, by=by, reach=reach)


def _person(fields: dict[str, Any], *, by: Actor, reach: Reach, made: dict[str, User]) -> User:
    if fields["user"]:
        user = User.objects.get(pk=UUID(fields["user"]))
    elif fields["username"] in made:
        user = made[fields["username"]]
    else:
        user = people.register(fields["username"], fields["name"], by=by, phone=fields["phone"] or "", reach=reach)
        made[fields["username"]] = user
    if fields["phone"] and fields["phone"] != user.phone:
        people.correct_phone(user, fields["phone"], by=by)
    return user


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
