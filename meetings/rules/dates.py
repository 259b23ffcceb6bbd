"""Deadlines and the order of moments; and what a file's fingerprint looks like."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta

SATURDAY = 5
SHA256 = re.compile(r"[0-9a-f]{64}")


def invitation_too_late(*, invited_on: date | None, held_on: date | None, days: int | None) -> bool:
    """Whether invitations went out fewer than ``days`` days before; what is not known is not late.

    Source: practice under Permendesa PDTT 16/2019 Ps 18-29 (five days or more); set per kabupaten.
    """
    if invited_on is None or held_on is None or days is None:
        return False
    return (held_on - invited_on).days < days


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Monday to Friday, holidays left out."""
    return day.weekday() < SATURDAY and day not in holidays


def report_due_on(held_on: date, working_days: int, holidays: Collection[date] = ()) -> date:
    """The last day for the report: so many working days after the meeting.

    Source: seven working days by the statistics standard of Kabupaten Kebumen; set per kabupaten.
    """
    day = held_on
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= is_working_day(day, holidays)
    return day


def ends_before_start(started: str | None, ended: str | None) -> bool:
    """Whether an end lies before its start; both in RFC 3339, what is not known is not wrong."""
    if not started or not ended:
        return False
    return datetime.fromisoformat(ended) < datetime.fromisoformat(started)


def is_sha256(text: str) -> bool:
    """Whether a text is a SHA-256 in lower-case hex."""
    return SHA256.fullmatch(text) is not None
