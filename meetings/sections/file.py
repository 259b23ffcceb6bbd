"""Whether the file of a meeting is complete: the twelve pieces that the law and the kabupaten ask for."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.words import told
from meetings import rules
from meetings.models import AgendaItem, Attendance, Meeting, Photo, Publicity, Session, Signature
from meetings.sections.rows import meeting_of, of
from meetings.terms import AgendaOutcome, FilePart, MeetingStatus, PhotoPurpose, SignerRole
from villages.board.sections import Finding, Subject
from villages.models import RuleSet

REPORT_DAYS = 7
"""Working days for the report where the meeting's rules are silent (statistics standard of Kabupaten Kebumen)."""

REQUIRED_SIGNERS = (SignerRole.CHAIR, SignerRole.VILLAGE_HEAD, SignerRole.PARTICIPANT)
NOT_RECORDED = (FilePart.COMMITTEE, FilePart.OFFICIAL_VIEW, FilePart.MATERIAL)
"""Papers that phones do not carry; the officer asks for them by hand."""


def findings(subject: Subject) -> list[Finding]:
    """What the file lacks, and whether the report comes late. Nothing of it stands in the way."""
    meeting = meeting_of(subject)
    there = pieces_of(subject, meeting)
    found = [
        Finding(
            f"file_{piece.key}_missing",
            told(_("Berkas belum lengkap: %(piece)s."), piece=piece.part.label),
            piece.source,
        )
        for piece in rules.missing_of_file({*there, *NOT_RECORDED})
        if piece.part is not FilePart.REPORT
    ]
    due_on = report_due_on(subject, meeting)
    if due_on and FilePart.REPORT not in there:
        message = told(_("Laporan terlambat: batasnya %(due)s."), due=due_on)
        reason = _("Laporan paling lambat sekian hari kerja sesudah musyawarah, menurut aturan kabupaten.")
        found.append(Finding("report_late", message, reason))
    return found


def pieces_of(subject: Subject, meeting: Meeting) -> set[FilePart]:
    """The pieces that the records of the meeting prove. Seven queries at most."""
    purposes = set(of(subject, Photo).values_list("purpose", flat=True))
    signed = set(of(subject, Signature).filter(strokes__isnull=False).values_list("role", flat=True))
    agenda = list(of(subject, AgendaItem))
    proofs = {
        FilePart.INVITATION: bool(meeting.invitation_number and meeting.invited_on),
        FilePart.ATTENDANCE: PhotoPurpose.ATTENDANCE_SHEET in purposes
        or of(subject, Attendance).filter(signature__isnull=False).exists(),
        FilePart.RULES: bool((meeting.rules or {}).get("legal_basis")),
        FilePart.MINUTES: any(item.discussion for item in agenda),
        FilePart.RECORD: PhotoPurpose.OFFICIAL_RECORD in purposes or signed.issuperset(REQUIRED_SIGNERS),
        FilePart.PHOTOGRAPHS: PhotoPurpose.DOCUMENTATION in purposes,
        FilePart.DECISIONS: bool(agenda) and all(map(_is_decided, agenda)),
        FilePart.REPORT: _reported_in_time(subject, meeting),
        FilePart.PUBLICITY: of(subject, Publicity).exists(),
    }
    return {part for part, proved in proofs.items() if proved}


def report_due_on(subject: Subject, meeting: Meeting) -> date | None:
    """The last day for the report; ``None`` where nobody knows when the meeting was. At most two queries."""
    last = of(subject, Session).filter(started_at__isnull=False).order_by("-started_at").first()
    held_at = last.started_at if last else meeting.planned_start
    if held_at is None:
        return None
    days = (meeting.rules or {}).get("report_working_days") or REPORT_DAYS
    held_on = held_at.astimezone(subject.village.timezone).date()
    return rules.report_due_on(held_on, days, _holidays(subject, held_on.year))


def _reported_in_time(subject: Subject, meeting: Meeting) -> bool:
    due_on = report_due_on(subject, meeting)
    reported_at = meeting.submitted_at
    if reported_at is None and meeting.status in (MeetingStatus.PLANNED, MeetingStatus.HELD):
        reported_at = clock.now()
    if due_on is None or reported_at is None:
        return True
    reported_on: date = reported_at.astimezone(subject.village.timezone).date()
    return reported_on <= due_on


def _holidays(subject: Subject, year: int) -> list[date]:
    kabupaten = subject.village.code.rsplit(".", 2)[0]
    found = RuleSet.objects.filter(kabupaten=kabupaten, year=year).values_list("holidays", flat=True).first()
    return [date.fromisoformat(day) for day in found or []]


def _is_decided(item: AgendaItem) -> bool:
    if item.outcome in (AgendaOutcome.REFUSED, AgendaOutcome.DEFERRED):
        return bool(item.reason)
    return bool(item.outcome) and (item.outcome != AgendaOutcome.AGREED or bool(item.decision))
