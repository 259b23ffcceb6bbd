"""Looking meetings over, counting what was found, and an officer's word that a finding is in order."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from meetings.models import Meeting, Photo
from meetings.queries import Key, started
from meetings.review import SUBJECT, NoteMissing, role_of, subject_of
from meetings.terms import LOOKED_OVER, MeetingStatus
from sync import edit, ledger
from villages.board import asides, checking
from villages.board.dossier import dossier
from villages.board.sections import Finding
from villages.models import CheckRun, StoredFinding
from villages.terms import Severity

ABOUT = "finding"
"""What a remark that dismisses a finding says it is about."""

LONGEST_NAME = 40


@dataclass(slots=True)
class Counted:
    """How many open findings a meeting has, by weight."""

    grave: int = 0
    attention: int = 0
    info: int = 0


def look_over(village: UUID, meeting: UUID) -> list[Finding]:
    """Checks a meeting and stores what is found; nothing where it is gone."""
    found = Meeting.objects.select_related("village__region").filter(
        village=village, id=meeting, deleted_at__isnull=True
    )
    one = found.first()
    return [] if one is None else checking.check(subject_of(one.village, one.id), version=one.version)


def due(*, most: int) -> list[Key]:
    """What was handed in and not looked over as it stands, the longest waiting first. One query."""
    run = CheckRun.objects.filter(
        village=OuterRef("village"), subject_kind=SUBJECT, subject_key=OuterRef("id"), version=OuterRef("version")
    )
    found = Meeting.objects.filter(~Exists(run), status=MeetingStatus.SUBMITTED, deleted_at__isnull=True)
    return list(found.order_by("submitted_at", "village", "id").values_list("village", "id")[:most])


def waiting() -> list[Key]:
    """Every meeting that waits for somebody's word. One query."""
    found = Meeting.objects.filter(status__in=LOOKED_OVER, deleted_at__isnull=True)
    return list(found.order_by("village", "id").values_list("village", "id"))


def handed_in() -> list[Key]:
    """Every meeting that was handed in, in the order of their days, so that copies are told of the later. One query."""
    found = started(Meeting.objects.filter(deleted_at__isnull=True))
    done = found.exclude(status__in=[MeetingStatus.PLANNED, MeetingStatus.HELD])
    return list(done.order_by("began_at", "village", "id").values_list("village", "id"))


def waiting_with_photo(village: UUID, sha256: str) -> list[UUID]:
    """The meetings of a village that wait for somebody's word and show this photograph. One query."""
    shown = Photo.objects.filter(village=village, sha256=sha256, deleted_at__isnull=True)
    found = Meeting.objects.filter(
        village=village, id__in=shown.values("meeting"), status__in=LOOKED_OVER, deleted_at__isnull=True
    )
    return list(found.values_list("id", flat=True))


def findings_of(meetings: Sequence[Meeting]) -> dict[Key, Counted]:
    """How many open findings each of these meetings has, as they were last looked over. One query."""
    open_ones = StoredFinding.objects.filter(
        ~Q(dismissed_digest=F("digest")),
        village__in={one.village_id for one in meetings},
        subject_kind=SUBJECT,
        subject_key__in={one.id for one in meetings},
        gone_at__isnull=True,
    )
    counted: dict[Key, Counted] = defaultdict(Counted)
    for village, meeting, severity, count in (
        open_ones.values_list("village", "subject_key", "severity").annotate(count=Count("id")).order_by()
    ):
        setattr(counted[village, meeting], Severity(severity).value, count)
    return {key: counted[key] for key in ((one.village_id, one.id) for one in meetings)}


@transaction.atomic
def dismiss(meeting: Meeting, *, by: Actor, code: str, key: str, reason: str) -> None:
    """Sets a finding aside with a reason, which the ledger keeps as a remark that is done.

    It stands open again once something else is found under the same code and key. Raises ``NoteMissing``,
    ``FindingGone``.
    """
    if not reason.strip():
        raise NoteMissing
    one = _locked(meeting)
    subject = subject_of(one.village, one.id)
    asides.set_aside(subject, dossier(subject).findings, by=by, code=code, key=key, reason=reason.strip())
    write_down(one, by, code, key, reason.strip())


@transaction.atomic
def take_up_again(meeting: Meeting, *, by: Actor, code: str, key: str) -> None:
    """Opens a finding that was set aside; that too stands in the ledger. Raises ``FindingGone``."""
    one = _locked(meeting)
    asides.take_up(subject_of(one.village, one.id), code=code, key=key)
    write_down(one, by, code, key, gettext("Temuan dibuka lagi."))


def write_down(meeting: Meeting, by: Actor, code: str, key: str, text: str) -> None:
    """Keeps in the ledger what an officer said of a finding, as a remark on the meeting."""
    edit.add(
        "remark",
        meeting.village_id,
        by=by,
        meeting=str(meeting.id),
        about_kind=ABOUT,
        about_field=f"{code} {key}".strip()[:LONGEST_NAME],
        text=text,
        author_name=by.name,
        author_role=role_of(by, meeting.village),
        resolved=True,
    )


def _locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands, under its village's feed lock."""
    ledger.lock(meeting.village_id)
    fresh = Meeting.objects.select_related("village__region").filter(
        village=meeting.village_id, id=meeting.id, deleted_at__isnull=True
    )
    one = fresh.first()
    if one is None:
        raise NotFound
    return one
