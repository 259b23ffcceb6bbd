"""Verbs: who works where. An assignment is never deleted; it ends."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel.actor import Actor
from backend.kernel.problems import Forbidden, Problem
from villages import access, rules
from villages.models import Assignment, Region, User, Village
from villages.terms import RIGHTS, Right

Area = Village | Region | None
"""Where a role is held; ``None``: everywhere."""


class AreaUnfit(Problem):
    code = "area_unfit"
    status = 422
    title = _("Peran ini tidak dapat ditugaskan di wilayah itu. Pilih desa, kecamatan, atau kabupaten yang sesuai.")


class AssignmentOverlaps(Problem):
    code = "assignment_overlaps"
    status = 409
    title = _("Orang ini sudah bertugas dengan peran yang sama di wilayah itu pada masa tersebut.")


class EndsBeforeStart(Problem):
    code = "ends_before_start"
    status = 422
    title = _("Tanggal akhir tugas mendahului tanggal mulainya. Periksa tanggalnya.")


class AlreadyEnded(Problem):
    code = "already_ended"
    status = 409
    title = _("Tugas ini sudah berakhir sebelum tanggal itu.")


@transaction.atomic
def appoint(user: User, role: str, area: Area, *, by: Actor, from_on: date, until_on: date | None = None) -> Assignment:
    """Gives ``user`` a role in ``area`` from a day until a day (inclusive; open where none is given).

    Refuses with ``Forbidden``, ``AreaUnfit``, ``EndsBeforeStart`` or ``AssignmentOverlaps``. Four queries.
    """
    if not may_manage(by, area):
        raise Forbidden
    assignment = Assignment(
        user=user,
        role=role,
        village=area if isinstance(area, Village) else None,
        region=area if isinstance(area, Region) else None,
        from_on=from_on,
        until_on=until_on,
    )
    refuse_unsound(assignment)
    assignment.save(force_insert=True)
    return assignment


@transaction.atomic
def end(assignment: Assignment, *, by: Actor, on: date) -> Assignment:
    """Ends an assignment; ``on`` is its last day. An end may be moved forward, never back out."""
    if not may_manage(by, assignment.village or assignment.region):
        raise Forbidden
    if on < assignment.from_on:
        raise EndsBeforeStart(from_on=assignment.from_on.isoformat())
    if assignment.until_on is not None and assignment.until_on < on:
        raise AlreadyEnded(until_on=assignment.until_on.isoformat())
    assignment.until_on = on
    assignment.save(update_fields=["until_on"])
    return assignment


@transaction.atomic
def hand_over(assignment: Assignment, *, to: User, by: Actor, on: date) -> Assignment:
    """Passes a role on: ``to`` holds it from ``on``, its holder until the day before."""
    end(assignment, by=by, on=on - timedelta(days=1))
    return appoint(to, assignment.role, assignment.village or assignment.region, by=by, from_on=on)


def may_manage(by: Actor, area: Area) -> bool:
    """Whether the actor may assign people in ``area``: superuser, or its administrator. Two queries."""
    if User.objects.filter(pk=by.user, is_active=True, is_superuser=True).exists():
        return True
    managing = [role for role, rights in RIGHTS.items() if Right.MANAGE in rights]
    held = access.assignments_of(by.user).filter(role__in=managing).values_list("village_id", "region_id")
    if isinstance(area, Village):
        return any(v == area.pk or (v is None and _covers(r, area.region_id)) for v, r in held)
    return any(v is None and _covers(r, area.pk if area else None) for v, r in held)


def _covers(region: str | None, code: str | None) -> bool:
    return region is None or (code is not None and region in rules.lineage(code))


def refuse_unsound(assignment: Assignment) -> None:
    """Raises the Problem that stands against an unsaved assignment, if any. One query."""
    region = assignment.village.region if assignment.village else assignment.region
    if not rules.area_fits(assignment.role, region.level if region else None):
        raise AreaUnfit(role=assignment.role)
    period = (assignment.from_on, assignment.until_on)
    if assignment.until_on is not None and assignment.until_on < assignment.from_on:
        raise EndsBeforeStart(from_on=assignment.from_on.isoformat())
    same = Assignment.objects.filter(
        user=assignment.user, role=assignment.role, village=assignment.village, region=assignment.region
    ).exclude(pk=assignment.pk)
    if any(rules.periods_overlap(period, other) for other in same.values_list("from_on", "until_on")):
        raise AssignmentOverlaps(role=assignment.role)
