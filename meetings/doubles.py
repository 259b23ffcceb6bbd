"""Entries of an attendance list that may be one person: suggested by likeness, joined and parted by a human only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from meetings.models import Attendance, DoubleVerdict, Meeting
from meetings.rules.doubles import SUGGESTED, Entry, name_key, score
from meetings.rules.joining import joined
from meetings.terms import CLOSED_STATUSES, DoubleSaid
from sync import edit, ledger, settle, wire
from sync.kinds import find
from sync.models import LedgerEntry

MOST_PAIRS, NEAREST = 90_000, 40
"""Up to 300 entries are compared each with each (0.2 s); in a longer list each with those next to it by name."""

KIND = "attendance"


class NotTwo(Problem):
    code = "not_two"
    status = 409
    title = _("Salah satu dari dua nama ini sudah berubah atau digabung. Muat ulang halaman.")


class MeetingClosed(Problem):
    code = "meeting_closed"
    status = 409
    title = _("Musyawarah ini sudah disetujui. Buka lagi musyawarahnya sebelum mengubah daftar hadir.")


@dataclass(frozen=True, slots=True)
class Double:
    """Two entries that look like one person; the one that says more comes first."""

    keep: Attendance
    drop: Attendance
    score: float


@dataclass(frozen=True, slots=True)
class Joined:
    """A joined pair that can be parted again."""

    keep: Attendance
    drop: Attendance
    verdict: DoubleVerdict


def suggested(rows: Sequence[Attendance], verdicts: Iterable[DoubleVerdict]) -> list[Double]:
    """The pairs that look like one person and were not yet spoken of, the likeliest first. No query."""
    said = {(one.first, one.second) for one in verdicts if one.verdict == DoubleSaid.DIFFERENT}
    ordered = sorted(((name_key(row.name), row.id, row, _entry(row)) for row in rows), key=lambda one: one[:2])
    window = max(NEAREST, MOST_PAIRS // max(1, len(ordered)))
    found = []
    for place, (_key, _id, row, entry) in enumerate(ordered):
        for _other_key, _other_id, other, other_entry in ordered[place + 1 : place + 1 + window]:
            likeness = score(entry, other_entry)
            if likeness >= SUGGESTED and _pair(row.id, other.id) not in said:
                keep, drop = sorted((row, other), key=_says_less)
                found.append(Double(keep, drop, likeness))
    return sorted(found, key=lambda one: (-one.score, one.keep.name.casefold(), str(one.keep.id), str(one.drop.id)))


def verdicts_of(meeting: Meeting) -> list[DoubleVerdict]:
    """What was said of this meeting's pairs, newest first. One query."""
    return list(DoubleVerdict.objects.filter(village=meeting.village_id, meeting=meeting.id).order_by("-at", "id"))


def joined_pairs(meeting: Meeting, verdicts: Iterable[DoubleVerdict]) -> list[Joined]:
    """The pairs that were joined. One query, and none where nothing was."""
    wanted = [one for one in verdicts if one.verdict == DoubleSaid.JOINED]
    if not wanted:
        return []
    named = {side for one in wanted for side in (one.first, one.second)}
    rows = {row.id: row for row in Attendance.objects.filter(village=meeting.village_id, id__in=named)}
    pairs = [(_sides(one), one) for one in wanted if rows.keys() >= set(_sides(one))]
    return [Joined(rows[keep], rows[drop], one) for (keep, drop), one in pairs if rows[drop].deleted_at is not None]


@transaction.atomic
def join(keep: Attendance, drop: Attendance, *, by: Actor) -> DoubleVerdict:
    """Makes two entries one: ``keep`` is completed from ``drop``, which is deleted. ``part`` takes it back.

    Everything that either said stays in the ledger. Raises ``MeetingClosed``, ``NotTwo``.
    """
    keep, drop = _locked(keep, drop)
    kind = wire.kind_named(KIND)
    changes = joined(wire.document(kind, _values(keep)), wire.document(kind, _values(drop)))
    number = edit.edit(keep, by=by, **changes) if changes else None
    edit.remove(drop, by=by)
    return _say(keep, drop, by, DoubleSaid.JOINED, kept=keep.id, number=number)


@transaction.atomic
def part(keep: Attendance, drop: Attendance, *, by: Actor) -> DoubleVerdict:
    """Takes a join back: ``drop`` stands again as it did, and ``keep`` loses what it took, unless changed since.

    The pair is not suggested again. Raises ``MeetingClosed``, ``NotTwo``.
    """
    ledger.lock(keep.village_id)
    verdict = _verdict(keep, drop)
    fresh = _fresh(keep)
    if verdict is None or verdict.verdict != DoubleSaid.JOINED or verdict.kept != keep.id:
        raise NotTwo
    _must_be_open(fresh)
    if fresh.deleted_at is None and (given_back := _given_back(fresh, verdict.number)):
        edit.edit(fresh, by=by, **given_back)
    settle.revive(_fresh(drop), by=by)
    return _say(keep, drop, by, DoubleSaid.DIFFERENT)


@transaction.atomic
def tell_apart(one: Attendance, other: Attendance, *, by: Actor) -> DoubleVerdict:
    """Remembers that two entries are two people. Raises ``NotTwo``."""
    one, other = _locked(one, other, closed=True)
    return _say(one, other, by, DoubleSaid.DIFFERENT)


def _locked(one: Attendance, other: Attendance, *, closed: bool = False) -> tuple[Attendance, Attendance]:
    """Both as they stand once nobody else can change them."""
    ledger.lock(one.village_id)
    one, other = _fresh(one), _fresh(other)
    if one.id == other.id or one.meeting != other.meeting or one.deleted_at or other.deleted_at:
        raise NotTwo
    if not closed:
        _must_be_open(one)
    return one, other


def _fresh(row: Attendance) -> Attendance:
    found = Attendance.objects.filter(village=row.village_id, id=row.id).first()
    if found is None:
        raise NotFound
    return found


def _must_be_open(row: Attendance) -> None:
    meeting = Meeting.objects.filter(village=row.village_id, id=row.meeting, deleted_at__isnull=True).first()
    if meeting is None or meeting.status in CLOSED_STATUSES:
        raise MeetingClosed


def _given_back(keep: Attendance, number: int | None) -> dict[str, Any]:
    """What the kept entry took in the join and nobody changed since, with the values from before. One query."""
    entries = LedgerEntry.objects.filter(village=keep.village_id, kind=KIND, record=keep.id, number__lte=number or 0)
    before: dict[str, Any] = {}
    taken: Mapping[str, Any] = {}
    for entry in entries.order_by("number"):
        taken = entry.set
        if entry.number != number:
            before |= entry.set
    return {name: before.get(name) for name in taken if keep.field_versions.get(name) == number}


def _verdict(one: Attendance, other: Attendance) -> DoubleVerdict | None:
    first, second = _pair(one.id, other.id)
    return DoubleVerdict.objects.filter(village=one.village_id, first=first, second=second).first()


def _say(
    one: Attendance,
    other: Attendance,
    by: Actor,
    verdict: DoubleSaid,
    *,
    kept: UUID | None = None,
    number: int | None = None,
) -> DoubleVerdict:
    first, second = _pair(one.id, other.id)
    said = {"meeting": one.meeting, "verdict": verdict, "kept": kept, "number": number, "by_id": by.user}
    written, _made = DoubleVerdict.objects.update_or_create(
        village_id=one.village_id, first=first, second=second, defaults={**said, "at": clock.now()}
    )
    return written


def _pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    return (one, other) if one < other else (other, one)


def _sides(verdict: DoubleVerdict) -> tuple[UUID, UUID]:
    """The entry that was kept, and the one that was dropped."""
    one, other = verdict.first, verdict.second
    return (one, other) if verdict.kept == one else (other, one)


def _values(row: Attendance) -> dict[str, Any]:
    kind = find(KIND)
    return {} if kind is None else {name: getattr(row, name) for name in kind.fields}


def _entry(row: Attendance) -> Entry:
    return Entry(row.name, row.gender, row.hamlet, row.rt, row.rw, row.phone)


def _says_less(row: Attendance) -> tuple[bool, int, str]:
    """Sorts the entry that says more to the front: signed, then more fields, then the older."""
    return (not row.signature, -sum(bool(value) for value in _values(row).values()), str(row.id))
