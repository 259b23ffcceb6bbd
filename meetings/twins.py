"""Two records of one meeting: suggested by likeness, joined and parted again by a human only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from meetings.models import Attendance, Meeting, Session, TwinVerdict
from meetings.rules.twins import Sitting, maybe_same, overlap
from meetings.terms import CLOSED_STATUSES, DoubleSaid, SessionOutcome
from sync import edit, kinds, ledger, settle, wire
from sync.kinds import Kind
from sync.models import LedgerEntry, SyncedRecord

KIND = "meeting"
KEPT_AS_IT_IS = frozenset({"type", "title", "status", "submitted_at", "review_note", "reviewed_at", "rules"})
"""What the kept record does not take from the other."""


class NotTwo(Problem):
    code = "not_two_meetings"
    status = 409
    title = _("Salah satu dari dua catatan ini sudah berubah atau digabung. Muat ulang halaman.")


class Closed(Problem):
    code = "twin_closed"
    status = 409
    title = _("Salah satu dari dua musyawarah ini sudah disetujui. Buka lagi dahulu.")


@dataclass(frozen=True, slots=True)
class Twin:
    """Another record that may be of the same meeting, and the share of names that both have (hundredths)."""

    meeting: Meeting
    shared: int


@dataclass(frozen=True, slots=True)
class JoinedTwin:
    """A record that was joined into this one."""

    meeting: Meeting
    verdict: TwinVerdict


def suggested(meeting: Meeting) -> list[Twin]:
    """Other records of the village that may be of this meeting and were not spoken of. Four queries at most."""
    others = list(
        Meeting.objects.filter(village=meeting.village_id, type=meeting.type, deleted_at__isnull=True).exclude(
            id=meeting.id
        )
    )
    if not others:
        return []
    said = {
        one.other(meeting.id) for one in _verdicts(meeting.village_id, meeting.id) if one.said == DoubleSaid.DIFFERENT
    }
    sittings = _sittings([meeting, *(one for one in others if one.id not in said)])
    mine = sittings.pop(meeting.id)
    found = [
        Twin(one, round(100 * overlap(mine.names, sittings[one.id].names)))
        for one in others
        if one.id in sittings and maybe_same(mine, sittings[one.id])
    ]
    return sorted(found, key=lambda one: (-one.shared, str(one.meeting.id)))


def joined(meeting: Meeting) -> list[JoinedTwin]:
    """The records that were joined into this one and can be parted again. Two queries."""
    verdicts = [
        one
        for one in _verdicts(meeting.village_id, meeting.id)
        if one.said == DoubleSaid.JOINED and one.kept == meeting.id
    ]
    rows = {
        one.id: one for one in Meeting.objects.filter(village=meeting.village_id, id__in=_others(verdicts, meeting))
    }
    return [JoinedTwin(rows[one.other(meeting.id)], one) for one in verdicts if rows[one.other(meeting.id)].deleted_at]


@transaction.atomic
def join(keep: Meeting, drop: Meeting, *, by: Actor) -> TwinVerdict:
    """Makes two records one: what hangs on ``drop`` hangs on ``keep``, whose empty fields are filled; ``drop`` goes.

    Nothing is merged below the meeting: both sets of minutes stand side by side, and people who are on both lists are
    suggested as doubles. ``part`` takes it back. Raises ``Closed``, ``NotTwo``.
    """
    keep, drop = _locked(keep, drop)
    moved = []
    for kind, row in _hanging(drop):
        edit.edit(row, by=by, meeting=str(keep.id))
        moved.append([kind.name, str(row.id)])
    changes = _filled(keep, drop)
    number = edit.edit(keep, by=by, **changes) if changes else None
    edit.remove(drop, by=by)
    return _say(keep, drop, by, DoubleSaid.JOINED, kept=keep.id, moved=moved, number=number)


@transaction.atomic
def part(keep: Meeting, drop: Meeting, *, by: Actor) -> TwinVerdict:
    """Takes a join back: ``drop`` stands again with what it brought, and ``keep`` loses what it took, unless changed.

    The two are not suggested again. Raises ``Closed``, ``NotTwo``.
    """
    ledger.lock(keep.village_id)
    keep, drop = _fresh(keep), _fresh(drop)
    verdict = next((one for one in _verdicts(keep.village_id, keep.id) if one.other(keep.id) == drop.id), None)
    if verdict is None or verdict.said != DoubleSaid.JOINED or verdict.kept != keep.id or not drop.deleted_at:
        raise NotTwo
    _must_be_open(keep)
    settle.revive(drop, by=by)
    for name, record in verdict.moved:
        kind = kinds.find(name)
        row = None if kind is None else _rows(kind, keep).filter(id=UUID(record)).first()
        if row is not None:
            edit.edit(row, by=by, meeting=str(drop.id))
    if given_back := _given_back(keep, verdict.number):
        edit.edit(_fresh(keep), by=by, **given_back)
    return _say(keep, drop, by, DoubleSaid.DIFFERENT)


@transaction.atomic
def tell_apart(one: Meeting, other: Meeting, *, by: Actor) -> TwinVerdict:
    """Remembers that two records are of two meetings. Raises ``NotTwo``."""
    ledger.lock(one.village_id)
    one, other = _fresh(one), _fresh(other)
    if one.id == other.id or one.deleted_at or other.deleted_at:
        raise NotTwo
    return _say(one, other, by, DoubleSaid.DIFFERENT)


def _locked(keep: Meeting, drop: Meeting) -> tuple[Meeting, Meeting]:
    ledger.lock(keep.village_id)
    keep, drop = _fresh(keep), _fresh(drop)
    if keep.id == drop.id or keep.deleted_at or drop.deleted_at or keep.type != drop.type:
        raise NotTwo
    for one in (keep, drop):
        _must_be_open(one)
    return keep, drop


def _must_be_open(meeting: Meeting) -> None:
    if meeting.status in CLOSED_STATUSES:
        raise Closed


def _fresh(meeting: Meeting) -> Meeting:
    found = Meeting.objects.filter(village=meeting.village_id, id=meeting.id).first()
    if found is None:
        raise NotFound
    return found


def _rows(kind: Kind, meeting: Meeting) -> QuerySet[Any]:
    where: dict[str, Any] = {"village": meeting.village_id, "meeting": meeting.id, "deleted_at": None}
    found: QuerySet[Any] = kind.model._default_manager.filter(**where)
    return found.order_by("id")


def _hanging(meeting: Meeting) -> list[tuple[Kind, SyncedRecord]]:
    """What hangs on the meeting itself, kind by kind."""
    return [(kind, row) for kind in kinds.every() if KIND in kind.parents for row in _rows(kind, meeting)]


def _filled(keep: Meeting, drop: Meeting) -> dict[str, Any]:
    """The empty fields of ``keep`` that ``drop`` fills."""
    kind = wire.kind_named(KIND)
    mine, theirs = (wire.document(kind, {name: getattr(one, name) for name in kind.fields}) for one in (keep, drop))
    return {name: value for name, value in theirs.items() if name not in KEPT_AS_IT_IS and name not in mine}


def _given_back(keep: Meeting, number: int | None) -> dict[str, Any]:
    """What ``keep`` took in the join and nobody changed since, emptied. One query."""
    if number is None:
        return {}
    taken = LedgerEntry.objects.filter(village=keep.village_id, number=number).values_list("set", flat=True).first()
    fresh = _fresh(keep)
    return {name: None for name in taken or {} if fresh.field_versions.get(name) == number}


def _sittings(meetings: list[Meeting]) -> dict[UUID, Sitting]:
    """What tells these meetings apart. Two queries."""
    village, keys = meetings[0].village, [one.id for one in meetings]
    names: dict[UUID, list[str]] = {}
    on_lists = Attendance.objects.filter(village=village, meeting__in=keys, deleted_at__isnull=True)
    for meeting, name in on_lists.values_list("meeting", "name"):
        names.setdefault(meeting, []).append(name)
    held = Session.objects.filter(village=village, meeting__in=keys, outcome=SessionOutcome.HELD)
    begun = held.filter(deleted_at__isnull=True, started_at__isnull=False).order_by("-started_at")
    first = dict(begun.values_list("meeting", "started_at"))
    return {
        one.id: Sitting(
            kind=one.type,
            held_on=_day(first.get(one.id) or one.planned_start, village),
            place=one.place,
            names=names.get(one.id, []),
        )
        for one in meetings
    }


def _day(moment: Any, village: Any) -> date | None:
    day: date | None = moment and moment.astimezone(village.timezone).date()
    return day


def _verdicts(village: UUID, meeting: UUID) -> list[TwinVerdict]:
    sides = TwinVerdict.objects.filter(village=village, first=meeting) | TwinVerdict.objects.filter(
        village=village, second=meeting
    )
    return list(sides.order_by("-at"))


def _others(verdicts: Iterable[TwinVerdict], meeting: Meeting) -> list[UUID]:
    return [one.other(meeting.id) for one in verdicts]


def _say(one: Meeting, other: Meeting, by: Actor, said: DoubleSaid, **facts: Any) -> TwinVerdict:
    first, second = sorted((one.id, other.id))
    told = {"said": said, "by_id": by.user, "at": clock.now(), "kept": None, "moved": [], "number": None, **facts}
    written, _made = TwinVerdict.objects.update_or_create(
        village_id=one.village_id, first=first, second=second, defaults=told
    )
    return written
