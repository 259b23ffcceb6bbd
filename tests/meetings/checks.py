"""What the tests of checks share: a meeting with people who come one after the other, and what checks say of it."""

from datetime import UTC, datetime, timedelta

from meetings import findings
from meetings.models import Attendance, Session
from tests.factories.meetings import make_meeting, put
from villages.models import StoredFinding

FIRST = ("Asep", "Dadang", "Euis", "Imas", "Cecep", "Ujang", "Lilis", "Tatang", "Yayah", "Dedeh")
LAST = ("Suherman", "Rohaeni", "Kosasih", "Hidayat", "Sutisna")
ROSTER = [f"{FIRST[place % 10]} {LAST[place // 10]} {LAST[(place + place // 10) % 5]}" for place in range(50)]
"""Fifty people, no two of one name."""


def meet(village, day="2026-06-15", *, people=(), hour=2, hours=3, **fields):
    """A meeting that was held on a day from nine (WIB) on, with people in the order of their coming, a minute apart."""
    start = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
    meeting = make_meeting(village, **fields)
    Session.objects.filter(village=village, meeting=meeting.id).update(
        started_at=start, ended_at=start + timedelta(hours=hours)
    )
    for place, name in enumerate(people):
        come(meeting, name, at=start - timedelta(minutes=30) + timedelta(seconds=60 * place + 7 * (place % 5)))
    return meeting


def come(meeting, name, *, at=None, **fields):
    """Somebody who came to a meeting."""
    given = {"element": "tani", "gender": "P", "hamlet": "Cibodas", "status": "present", **fields}
    return put(Attendance, meeting.village, meeting=meeting.id, name=name, arrived_at=at, **given)


def found(meeting, *codes):
    """Looks a meeting over; the facts of what is found under these codes."""
    findings.look_over(meeting.village_id, meeting.id)
    rows = StoredFinding.objects.filter(subject_key=meeting.id, gone_at=None, code__in=codes)
    return [row.evidence.get("facts") for row in rows.order_by("code", "key")]
