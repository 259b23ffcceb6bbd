"""Verbs: who there is, and who works where. An assignment is never deleted; it ends. Each is noted for good."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Forbidden, Problem
from villages import rules
from villages.charge import Area, Reach, reach_of
from villages.models import Assignment, Region, User, Village
from villages.notes import note
from villages.terms import Happened


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


class UsernameTaken(Problem):
    code = "username_taken"
    status = 409
    title = _("Nama pengguna itu sudah dipakai. Pilih yang lain.")


class EndsTooEarly(Problem):
    code = "ends_too_early"
    status = 422
    title = _("Perpanjangan harus berakhir sesudah tanggal akhir yang sekarang.")


@transaction.atomic
def register(username: str, name: str, *, by: Actor, phone: str = "", reach: Reach | None = None) -> User:
    """A person who cannot sign in yet: without a password until a one-time code is exchanged for one.

    ``reach``: where the actor manages, if the caller has read it. Refuses with ``Forbidden`` who manages nowhere, and
    with ``UsernameTaken``.
    """
    if (reach or reach_of(by)).nowhere:
        raise Forbidden
    if User.objects.alias(low=Lower("username")).filter(low=username.lower()).exists():
        raise UsernameTaken(username=username)
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, None, name=name, phone=phone)
    except IntegrityError as taken:
        raise UsernameTaken(username=username) from taken
    note(user.pk, Happened.REGISTERED, by=by)
    return user


@transaction.atomic
def correct_phone(user: User, phone: str, *, by: Actor) -> None:
    """Notes a person's telephone number; who asks has made sure that the actor answers for them. Two queries."""
    user.phone = phone
    user.save(update_fields=["phone"])
    note(user.pk, Happened.CORRECTED, by=by, fields=["phone"])


@transaction.atomic
def appoint(user: User, role: str, area: Area, *, by: Actor, from_on: date, until_on: date | None = None) -> Assignment:
    """Gives ``user`` a role in ``area`` from a day until a day (inclusive; open where none is given).

    Refuses as ``begin`` does. Five queries.
    """
    assignment = Assignment(
        user=user,
        role=role,
        village=area if isinstance(area, Village) else None,
        region=area if isinstance(area, Region) else None,
        from_on=from_on,
        until_on=until_on,
    )
    return begin(assignment, by=by, reach=reach_of(by))


@transaction.atomic
def begin(assignment: Assignment, *, by: Actor, reach: Reach) -> Assignment:
    """Begins an unsaved assignment; ``reach``: where the actor manages, read once for many.

    Refuses with ``Forbidden``, ``AreaUnfit``, ``EndsBeforeStart`` or ``AssignmentOverlaps``. Three queries.
    """
    if not reach.has(assignment.village or assignment.region):
        raise Forbidden
    refuse_unsound(assignment)
    assignment.save(force_insert=True)
    until = assignment.until_on.isoformat() if assignment.until_on else None
    facts = {"from_on": assignment.from_on.isoformat(), "until_on": until}
    note(assignment.user_id, Happened.APPOINTED, by=by, assignment=assignment, **facts)
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
    note(assignment.user_id, Happened.ENDED, by=by, assignment=assignment, until_on=on.isoformat())
    return assignment


@transaction.atomic
def extend(assignment: Assignment, *, by: Actor, until: date | None) -> Assignment:
    """Moves the end of an assignment that has not ended further out; ``None``: it stays open.

    Refuses with ``Forbidden``, ``AlreadyEnded`` (then a new assignment is begun), ``EndsTooEarly`` and
    ``AssignmentOverlaps``.
    """
    if not may_manage(by, assignment.village or assignment.region):
        raise Forbidden
    standing = assignment.until_on
    if standing is not None and standing < clock.today():
        raise AlreadyEnded(until_on=standing.isoformat())
    if standing is None or (until is not None and until <= standing):
        raise EndsTooEarly
    assignment.until_on = until
    refuse_unsound(assignment)
    assignment.save(update_fields=["until_on"])
    facts = {"before": standing.isoformat(), "until_on": until.isoformat() if until else None}
    note(assignment.user_id, Happened.EXTENDED, by=by, assignment=assignment, **facts)
    return assignment


@transaction.atomic
def hand_over(assignment: Assignment, *, to: User, by: Actor, on: date) -> Assignment:
    """Passes a role on: ``to`` holds it from ``on``, its holder until the day before."""
    end(assignment, by=by, on=on - timedelta(days=1))
    note(assignment.user_id, Happened.HANDED_OVER, by=by, assignment=assignment, to=str(to.pk))
    return appoint(to, assignment.role, assignment.village or assignment.region, by=by, from_on=on)


def may_manage(by: Actor, area: Area) -> bool:
    """Whether the actor may assign people in ``area``: superuser, or its administrator. Two queries."""
    return reach_of(by).has(area)


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
