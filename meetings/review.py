"""Verbs of the review: send a meeting back, approve and publish it, take it up again.

Each locks the village's feed first, so nothing of the village commits between the look and the stamp.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from meetings import queries
from meetings.models import Meeting
from meetings.terms import MeetingStatus
from sync import edit, ledger
from sync.fields import utc_text
from villages.access import assignments_of
from villages.board.dossier import Dossier, dossier
from villages.board.publish import Stamp, publish
from villages.board.sections import Subject
from villages.models import Publication, Village
from villages.terms import RIGHTS, Right

SUBJECT = "meeting"
PUBLISHED = (MeetingStatus.PUBLISHED, MeetingStatus.CORRECTED)


class NotSubmitted(Problem):
    code = "not_submitted"
    status = 409
    title = _("Musyawarah ini tidak sedang menunggu diperiksa. Lihat keadaannya sekarang sebelum memutuskan.")


class NotPublished(Problem):
    code = "not_published"
    status = 409
    title = _("Musyawarah ini belum terbit, jadi tidak ada yang perlu dibuka lagi.")


class ChangedSinceShown(Problem):
    code = "changed_since_shown"
    status = 409
    title = _("Catatan berubah sesudah halaman ini Anda buka. Lihat perubahannya, lalu putuskan lagi.")


class Blocked(Problem):
    code = "blocked"
    status = 409
    title = _("Belum dapat diterbitkan. Kembalikan ke desa supaya temuan yang menghalangi diperbaiki.")


class NoteMissing(Problem):
    code = "note_missing"
    status = 422
    title = _("Tulis catatannya, supaya pencatat di desa tahu apa yang harus diperbaiki.")


@dataclass(frozen=True, slots=True)
class About:
    """What a remark is about: a record that hangs on the meeting, or one field of it."""

    kind: str
    record: UUID
    field: str = ""


def subject_of(village: Village, meeting: UUID) -> Subject:
    """The meeting as the board knows it."""
    return Subject(village=village, kind=SUBJECT, key=meeting)


@transaction.atomic
def return_(meeting: Meeting, *, by: Actor, note: str, about: About | None = None) -> None:
    """Sends a submitted meeting back to the village with ``note``, which reaches the phone at what it is ``about``.

    Raises ``NoteMissing``, ``NotSubmitted``.
    """
    note = _said(note)
    fresh = _locked(meeting)
    _must_wait(fresh)
    _edit(fresh, by, status=MeetingStatus.RETURNED, review_note=note)
    _remark(fresh, by, note, about)


@transaction.atomic
def approve(meeting: Meeting, *, by: Actor, seen: str) -> Publication:
    """Approves a submitted meeting and publishes exactly what the officer was shown (dossier digest ``seen``).

    A meeting that was published before is published again as corrected. Raises ``NotSubmitted``,
    ``ChangedSinceShown``, ``Blocked``.
    """
    fresh = _locked(meeting)
    _must_wait(fresh)
    current = dossier(subject_of(fresh.village, fresh.id))
    if current.digest != seen:
        raise ChangedSinceShown
    if current.blocking:
        raise Blocked(findings=[finding.code for finding in current.blocking])
    _edit(fresh, by, status=_published_as(current), review_note=None)
    head = ledger.head(fresh.village_id)
    return publish(
        current,
        stamp=Stamp(head.number, head.hash),
        by=by,
        title=fresh.title,
        fiscal_year=fresh.fiscal_year or clock.today(fresh.village.timezone).year,
        held_on=queries.file_of(fresh.village_id, fresh.id).held_on,
    )


@transaction.atomic
def reopen(meeting: Meeting, *, by: Actor, note: str) -> None:
    """Takes a published meeting up again: it waits for review, phones may change it, the board keeps what it shows.

    Raises ``NoteMissing``, ``NotPublished``.
    """
    note = _said(note)
    fresh = _locked(meeting)
    if fresh.status not in PUBLISHED:
        raise NotPublished(status=fresh.status)
    _edit(fresh, by, status=MeetingStatus.SUBMITTED, review_note=note, submitted_at=utc_text(clock.now()))
    _remark(fresh, by, note, None)


def _locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands once nobody else can change it; ``NotFound`` where it was deleted."""
    ledger.lock(meeting.village_id)
    fresh = (
        Meeting.objects.select_related("village__region")
        .filter(village=meeting.village_id, id=meeting.id, deleted_at__isnull=True)
        .first()
    )
    if fresh is None:
        raise NotFound
    return fresh


def _must_wait(meeting: Meeting) -> None:
    if meeting.status != MeetingStatus.SUBMITTED:
        raise NotSubmitted(status=meeting.status)


def _said(note: str) -> str:
    if not note.strip():
        raise NoteMissing
    return note.strip()


def _published_as(current: Dossier) -> MeetingStatus:
    subject = current.subject
    before = Publication.objects.filter(village=subject.village, subject_kind=subject.kind, subject_key=subject.key)
    return MeetingStatus.CORRECTED if before.exists() else MeetingStatus.PUBLISHED


def _edit(meeting: Meeting, by: Actor, **changes: Any) -> None:
    edit.edit(meeting, by=by, reviewed_at=utc_text(clock.now()), **changes)


def _remark(meeting: Meeting, by: Actor, note: str, about: About | None) -> None:
    target: dict[str, Any] = {} if about is None else {"about_kind": about.kind, "about_record": str(about.record)}
    if about is not None and about.field:
        target["about_field"] = about.field
    edit.add(
        "remark",
        meeting.village_id,
        by=by,
        meeting=str(meeting.id),
        text=note,
        author_name=by.name,
        author_role=_role_of(by, meeting.village),
        **target,
    )


def _role_of(by: Actor, village: Village) -> str | None:
    """The reviewing role that the person holds nearest to the village. One query."""
    reviewing = [role for role, rights in RIGHTS.items() if Right.REVIEW in rights]
    held = assignments_of(by.user).filter(role__in=reviewing).values_list("region_id", "role")
    near = [(len(region or ""), role) for region, role in held if village.code.startswith(region or "")]
    return max(near)[1] if near else None
