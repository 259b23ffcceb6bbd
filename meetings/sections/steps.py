"""What comes next: what people undertook to do, and what the law asks for by when."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem
from meetings.sections.record import filled
from meetings.sections.rows import meeting_of, of
from meetings.terms import MeetingType
from villages.board.sections import Snapshot, Subject

_P114 = _("Permendagri 114/2014")
_P20 = _("Permendagri 20/2018")
_RKP = (-1, 9, 30, _("Peraturan Desa tentang RKP Desa ditetapkan"), _P114)
_AGREED = (-1, 10, 31, _("Rancangan APB Desa disepakati bersama BPD"), _P20)
_BUDGET = (-1, 12, 31, _("Peraturan Desa tentang APB Desa ditetapkan dan diumumkan"), _P20)
_ACCOUNT = (1, 3, 31, _("Laporan pertanggungjawaban disampaikan lewat camat"), _P20)

Step = tuple[int, int, int, str | Promise, str | Promise]
CALENDAR: dict[str, tuple[Step, ...]] = {
    MeetingType.MUSDES_RKP: (_RKP, _AGREED, _BUDGET),
    MeetingType.MUSRENBANGDES: (_RKP, _AGREED, _BUDGET),
    MeetingType.MUSDES_APBDES: (_AGREED, _BUDGET),
    MeetingType.MUSDES_PELAKSANAAN: (_ACCOUNT,),
    MeetingType.MUSDES_LPJ: (_ACCOUNT,),
}
"""After a kind of meeting: years from the fiscal year, month, day, what, by which regulation."""


def steps(subject: Subject) -> Snapshot | None:
    """Follow-ups that the meeting agreed on and dates that the law sets; ``None`` where there is neither."""
    meeting = meeting_of(subject)
    follow_ups = [
        filled(what=one.get("what"), who=one.get("who"), due=one.get("due"))
        for item in of(subject, AgendaItem).order_by("order", "id")
        for one in item.follow_up or []
    ]
    deadlines = deadlines_of(meeting.type, meeting.fiscal_year) if meeting.fiscal_year else []
    found = filled(follow_ups=[one for one in follow_ups if one.get("what")], deadlines=deadlines)
    return found or None


def deadlines_of(kind: str, fiscal_year: int) -> list[dict[str, str]]:
    """The dates that the law sets after a meeting of this kind on this fiscal year. No query."""
    return [
        {"by": date(fiscal_year + years, month, day).isoformat(), "what": str(what), "source": str(source)}
        for years, month, day, what, source in CALENDAR.get(kind, ())
    ]
