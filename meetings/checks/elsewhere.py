"""The same person at the same hour in another village of the kabupaten."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from meetings.models import Attendance, Meeting, Session
from meetings.queries import LASTS, MeetingFile, day_of, started
from meetings.rules.doubles import KNOWN_GENDERS, name_key, phone_key, place_key
from meetings.terms import THERE, SessionOutcome
from villages.rules import KABUPATEN

LONGEST = timedelta(hours=12)
VILLAGES_WITH_THE_NAME = 2
"""A name that more villages of the kabupaten know says nothing: there is an Asep Hidayat in many."""

Twice = tuple[Attendance, Attendance, Meeting]


def in_two_places(file: MeetingFile) -> Iterator[Twice]:
    """Who came here and, at the same time, there: the same telephone, or a telling full name, gender and hamlet.

    Four queries, and one for each name that fits.
    """
    mine = {name_key(one.name): one for one in file.attendance if one.status in THERE}
    others = {one.id: one for one in _overlapping(file)}
    if not mine or not others:
        return
    rows = Attendance.objects.filter(
        meeting__in=others, village__in={one.village_id for one in others.values()}, status__in=THERE, deleted_at=None
    ).only("village", "id", "meeting", "name", "gender", "hamlet", "phone")
    seen: set[object] = set()
    for row in rows.order_by("village", "id"):
        one, place = mine.get(name_key(row.name)), others[row.meeting]
        if one is None or one.id in seen or row.village_id != place.village_id:
            continue
        if _same_phone(one, row) or (_alike(one, row) and _is_telling(file, one.name, place)):
            seen.add(one.id)
            yield one, row, place


def _same_phone(one: Attendance, other: Attendance) -> bool:
    return bool(phone_key(one.phone)) and phone_key(one.phone) == phone_key(other.phone)


def _alike(one: Attendance, other: Attendance) -> bool:
    """A full name, a gender and a hamlet that has a name."""
    hamlet = place_key(one.hamlet)
    named = bool(hamlet) and not hamlet.isdigit() and hamlet == place_key(other.hamlet)
    return len(name_key(one.name)) > 1 and one.gender in KNOWN_GENDERS and one.gender == other.gender and named


def _is_telling(file: MeetingFile, name: str, there: Meeting) -> bool:
    """Whether a name says something: no third village knows it, and not both know it from another day.

    Two villages that each have such a name on other lists have a namesake each.
    """
    around = Attendance.objects.filter(
        village__region__code__startswith=f"{file.meeting.village.code[:KABUPATEN]}.",
        name__iexact=name,
        deleted_at=None,
    )
    here = file.meeting
    lists = set(around.order_by().values_list("village", "meeting"))
    villages = {village for village, _meeting in lists}
    known = {village for village, _meeting in lists - {(here.village_id, here.id), (there.village_id, there.id)}}
    return len(villages) <= VILLAGES_WITH_THE_NAME and not known >= {here.village_id, there.village_id}


def _overlapping(file: MeetingFile) -> list[Meeting]:
    """The meetings of other villages of the kabupaten at that time. Two queries."""
    if not file.sittings:
        return []
    start = min(begin for begin, _ in file.sittings)
    end = max(finish for _, finish in file.sittings)
    near = Session.objects.filter(
        started_at__range=(start - LONGEST, end), outcome=SessionOutcome.HELD, deleted_at=None
    ).exclude(village=file.meeting.village_id)
    wanted = Q(pk__in=[])
    for one in near.filter(village__region__code__startswith=f"{file.meeting.village.code[:KABUPATEN]}."):
        finish = one.ended_at or one.started_at + LASTS
        if any(one.started_at < theirs and begin < finish for begin, theirs in file.sittings):
            wanted |= Q(village=one.village_id, id=one.meeting)
    found = started(Meeting.objects.filter(wanted, deleted_at=None)).select_related("village__region")
    return [one for one in found if day_of(one)]
