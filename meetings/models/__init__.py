"""Tables of deliberations; the columns are those of ``docs/records.md``."""

from meetings.models.attendance import Attendance, AttendanceTally
from meetings.models.doubles import DoubleVerdict
from meetings.models.evidence import Photo, Publicity
from meetings.models.meeting import Meeting, Session
from meetings.models.minutes import AgendaItem, Remark, Signature

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceTally",
    "DoubleVerdict",
    "Meeting",
    "Photo",
    "Publicity",
    "Remark",
    "Session",
    "Signature",
]
