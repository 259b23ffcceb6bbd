"""The legal calendar: which meetings a village owes for a fiscal year, and how far each is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meetings.terms import CLOSED_STATUSES, Coverage, DueMeeting, MeetingStatus, MeetingType

JUNE = 6


@dataclass(frozen=True, slots=True)
class Due:
    """A meeting that every village owes for a fiscal year.

    ``years``, ``month`` and ``day`` count from the fiscal year; ``half`` tells two meetings of one kind apart by the
    half of the year in which they are held (0: either). ``source``: the regulation that sets the day.
    """

    name: DueMeeting
    kind: MeetingType
    years: int
    month: int
    day: int
    source: str
    half: int = 0

    def by(self, fiscal_year: int) -> date:
        """The last day."""
        return date(fiscal_year + self.years, self.month, self.day)

    def takes(self, kind: str, held_on: date | None) -> bool:
        """Whether a meeting of this kind, held (or planned) on that day, is this one."""
        if kind != self.kind:
            return False
        return not self.half or held_on is None or (1 if held_on.month <= JUNE else 2) == self.half


P114 = "Permendagri 114/2014"
DUES = (
    Due(DueMeeting.RKP, MeetingType.MUSDES_RKP, -1, 6, 30, P114),
    Due(DueMeeting.MUSRENBANG, MeetingType.MUSRENBANGDES, -1, 9, 30, P114),
    Due(DueMeeting.APBDES, MeetingType.MUSDES_APBDES, -1, 10, 31, "Permendagri 20/2018"),
    Due(DueMeeting.FIRST_REPORT, MeetingType.MUSDES_PELAKSANAAN, 0, 6, 30, P114, half=1),
    Due(DueMeeting.SECOND_REPORT, MeetingType.MUSDES_PELAKSANAAN, 0, 12, 31, P114, half=2),
)
"""In the order of the year. Source of the days: Permendagri 114/2014 (musdes in June, RKP Desa by the end of September,
reports in June and December), Permendagri 20/2018 (draft budget agreed with the BPD in October)."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far one meeting is: its status, the day it was held or is planned on, the last day for its report."""

    status: str
    held_on: date | None
    report_due_on: date | None = None


def coverage(step: Step | None, *, due_on: date, today: date) -> tuple[Coverage, bool]:
    """What a cell of the picture says, and whether it is late.

    Late is what was not held by ``due_on``, what was held after it, and what was held and not sent in time. What is
    closed is no longer late.
    """
    if step is None:
        return (Coverage.MISSED, True) if today > due_on else (Coverage.NOT_HELD, False)
    told = _WORDS[MeetingStatus(step.status)]
    if step.status in CLOSED_STATUSES:
        return told, False
    if step.status == MeetingStatus.PLANNED:
        return told, today > due_on
    if step.status == MeetingStatus.HELD and step.report_due_on and today > step.report_due_on:
        return told, True
    return told, step.held_on is not None and step.held_on > due_on


_WORDS = {
    MeetingStatus.PLANNED: Coverage.PLANNED,
    MeetingStatus.HELD: Coverage.HELD,
    MeetingStatus.SUBMITTED: Coverage.SENT,
    MeetingStatus.RETURNED: Coverage.RETURNED,
    MeetingStatus.ACCEPTED: Coverage.ACCEPTED,
    MeetingStatus.PUBLISHED: Coverage.PUBLISHED,
    MeetingStatus.CORRECTED: Coverage.PUBLISHED,
}
_FURTHEST = tuple(_WORDS)


def furthest(steps: Iterable[Step]) -> Step | None:
    """Of several meetings of one kind, the one that is furthest; ``None`` where there is none."""
    return max(steps, key=lambda one: _FURTHEST.index(MeetingStatus(one.status)), default=None)
