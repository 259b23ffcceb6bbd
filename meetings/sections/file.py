"""Whether the file of a meeting is complete: the twelve pieces that the law and the kabupaten ask for."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.words import told
from meetings import queries, rules
from meetings.models import AgendaItem, Attendance, Meeting, Photo, Publicity, Session, Signature
from meetings.rules import signing
from meetings.sections.rows import meeting_of, of
from meetings.terms import AgendaOutcome, FilePart, MeetingStatus, PhotoPurpose, SignerRole
from villages.board.sections import Finding, Subject
from villages.rules import KABUPATEN

REPORT_DAYS = 7
"""Working days for the report where the meeting's rules are silent (statistics standard of Kabupaten Kebumen)."""

NOT_RECORDED = (FilePart.COMMITTEE, FilePart.OFFICIAL_VIEW, FilePart.MATERIAL)
"""Papers that phones do not carry; the officer asks for them by hand."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file is judged by beside its pieces; days are the village's own."""

    report_due_on: date | None
    not_signed: dict[SignerRole, int]


def findings(subject: Subject) -> list[Finding]:
    """What the file lacks, and whether the report comes late. Nothing of it stands in the way."""
    meeting = meeting_of(subject)
    facts = facts_of(subject, meeting)
    there = pieces_of(subject, meeting, facts)
    found = [
        Finding(f"file_{piece.key}_missing", _what_is_missing(piece.part, facts), piece.source)
        for piece in rules.missing_of_file({*there, *NOT_RECORDED})
        if piece.part is not FilePart.REPORT
    ]
    if facts.report_due_on and FilePart.REPORT not in there:
        message = told(_("Laporan terlambat: batasnya %(due)s."), due=facts.report_due_on)
        reason = _("Laporan paling lambat sekian hari kerja sesudah musyawarah, menurut aturan kabupaten.")
        found.append(Finding("report_late", message, reason))
    return found


def facts_of(subject: Subject, meeting: Meeting) -> Facts:
    """The last day for the report, and who has not signed, by the kabupaten's rules. At most four queries.

    Neither the nation's holidays nor the kabupaten's own are working days.
    """
    signed = list(of(subject, Signature).filter(strokes__isnull=False).values_list("role", flat=True))
    last = of(subject, Session).filter(started_at__isnull=False).order_by("-started_at").first()
    held_at = last.started_at if last else meeting.planned_start
    if held_at is None:
        return Facts(None, signing.not_signed(signing.signers_of(meeting.type, {}), signed))
    held_on = held_at.astimezone(subject.village.timezone).date()
    ours = queries.rule_set_of(subject.village, held_on.year)
    asked = ours.signers if ours and isinstance(ours.signers, dict) else {}
    kabupaten = subject.village.code[:KABUPATEN]
    off = queries.days_off({kabupaten}, {held_on.year})[kabupaten]
    days = (meeting.rules or {}).get("report_working_days") or REPORT_DAYS
    return Facts(
        rules.report_due_on(held_on, days, off),
        signing.not_signed(signing.signers_of(meeting.type, asked), signed),
    )


def pieces_of(subject: Subject, meeting: Meeting, facts: Facts) -> set[FilePart]:
    """The pieces that the records of the meeting prove. Four queries."""
    purposes = set(of(subject, Photo).values_list("purpose", flat=True))
    agenda = list(of(subject, AgendaItem))
    proofs = {
        FilePart.INVITATION: bool(meeting.invitation_number and meeting.invited_on),
        FilePart.ATTENDANCE: PhotoPurpose.ATTENDANCE_SHEET in purposes
        or of(subject, Attendance).filter(signature__isnull=False).exists(),
        FilePart.RULES: bool((meeting.rules or {}).get("legal_basis")),
        FilePart.MINUTES: any(item.discussion for item in agenda),
        FilePart.RECORD: PhotoPurpose.OFFICIAL_RECORD in purposes or not facts.not_signed,
        FilePart.PHOTOGRAPHS: PhotoPurpose.DOCUMENTATION in purposes,
        FilePart.DECISIONS: bool(agenda) and all(map(_is_decided, agenda)),
        FilePart.REPORT: _reported_in_time(subject, meeting, facts.report_due_on),
        FilePart.PUBLICITY: of(subject, Publicity).exists(),
    }
    return {part for part, proved in proofs.items() if proved}


def _what_is_missing(part: FilePart, facts: Facts) -> Promise:
    if part is not FilePart.RECORD:
        return told(_("Berkas belum lengkap: %(piece)s."), piece=part.label)
    names = [
        str(role.label) if count == 1 else f"{count} {str(role.label).lower()}"
        for role, count in facts.not_signed.items()
    ]
    return told(_("Berita acara belum ditandatangani: %(who)s."), who=", ".join(names))


def _reported_in_time(subject: Subject, meeting: Meeting, due_on: date | None) -> bool:
    reported_at = meeting.submitted_at
    if reported_at is None and meeting.status in (MeetingStatus.PLANNED, MeetingStatus.HELD):
        reported_at = clock.now()
    if due_on is None or reported_at is None:
        return True
    reported_on: date = reported_at.astimezone(subject.village.timezone).date()
    return reported_on <= due_on


def _is_decided(item: AgendaItem) -> bool:
    if item.outcome in (AgendaOutcome.REFUSED, AgendaOutcome.DEFERRED):
        return bool(item.reason)
    return bool(item.outcome) and (item.outcome != AgendaOutcome.AGREED or bool(item.decision))
