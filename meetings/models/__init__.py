"""Tables of deliberations; the columns are those of ``docs/records.md``."""

from meetings.models.attendance import Attendance, AttendanceTally
from meetings.models.doubles import DoubleVerdict, TwinVerdict
from meetings.models.evidence import Photo, Publicity
from meetings.models.meeting import Meeting, Session
from meetings.models.minutes import AgendaItem, Remark, Signature
from meetings.models.prints import MinutesPrint, PhotoPrint
from meetings.models.review import CheckAnswer, LineVerdict, Look, NoticeChoice, Taking, Verdict

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceTally",
    "CheckAnswer",
    "DoubleVerdict",
    "LineVerdict",
    "Look",
    "Meeting",
    "MinutesPrint",
    "NoticeChoice",
    "Photo",
    "PhotoPrint",
    "Publicity",
    "Remark",
    "Session",
    "Signature",
    "Taking",
    "TwinVerdict",
    "Verdict",
]
