"""Verbs of the review: send a meeting back, accept and publish it, take it up again.

Each locks the village's feed first, so nothing of the village commits between the look and the stamp.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from meetings import queries, reviewers, rules, taking
from meetings.models import CheckAnswer, Meeting, Remark, Verdict
from meetings.reviewers import Review
from meetings.terms import MeetingStatus, MeetingType, ReviewLevel, VerdictSaid
from sync import edit, ledger, phones
from sync.fields import utc_text
from sync.models import LedgerEntry
from villages.access import assignments_of
from villages.board.dossier import Dossier, dossier
from villages.board.publish import Stamp, publish
from villages.board.sections import Subject
from villages.models import Publication, RuleSet, Village
from villages.terms import RIGHTS, Reviewers, Right

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


class NotAsked(Problem):
    code = "not_asked"
    status = 409
    title = _("Menurut aturan kabupaten, sekarang bukan giliran kantor Anda memutuskan musyawarah ini.")


class NotReturned(Problem):
    code = "not_returned"
    status = 409
    title = _("Musyawarah ini tidak sedang dikembalikan ke desa.")


class AlreadyTaken(Problem):
    code = "already_taken"
    status = 409
    title = _("HP pencatat mungkin sudah menerima pengembalian ini. Tunggu kiriman perbaikannya.")


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

    Any office that has a part in the review may, also after it accepted. Raises ``NoteMissing``, ``NotSubmitted``,
    ``NotAsked``, ``TakenByColleague``.
    """
    note = _said(note)
    fresh = _locked(meeting)
    _must_wait(fresh)
    current = dossier(subject_of(fresh.village, fresh.id))
    review = reviewers.review_of(fresh, digest=current.digest)
    level = _office(by, fresh, _may_return(review))
    taking.must_be_free(fresh, by=by, level=level)
    _judge(fresh, by, level, VerdictSaid.RETURNED, note=note, findings=_codes(current))
    _edit(fresh, by, status=MeetingStatus.RETURNED, review_note=note)
    remark_on(fresh, by=by, text=note, about=about)
    taking.forget(fresh)


@transaction.atomic
def withdraw_return(meeting: Meeting, *, by: Actor) -> None:
    """Takes a meeting back that was sent back by mistake, as long as no phone of the village can have heard of it.

    Raises ``NotReturned``, ``AlreadyTaken``.
    """
    fresh = _locked(meeting)
    if fresh.status != MeetingStatus.RETURNED or fresh.reviewed_at is None:
        raise NotReturned(status=fresh.status)
    if phones.may_have_heard(fresh.village_id, since=fresh.reviewed_at):
        raise AlreadyTaken
    _office(by, fresh, tuple(ReviewLevel))
    _edit(fresh, by, status=MeetingStatus.SUBMITTED, review_note=None)
    for remark in Remark.objects.filter(
        village=fresh.village_id, meeting=fresh.id, text=fresh.review_note, resolved=False, deleted_at__isnull=True
    ):
        edit.remove(remark, by=by)


def may_withdraw(meeting: Meeting) -> bool:
    """Whether ``withdraw_return`` would be heard now. At most two queries."""
    returned = meeting.status == MeetingStatus.RETURNED and meeting.reviewed_at is not None
    return returned and not phones.may_have_heard(meeting.village_id, since=meeting.reviewed_at)


@transaction.atomic
def approve(meeting: Meeting, *, by: Actor, seen: str) -> Publication | None:
    """Accepts a submitted meeting as the officer was shown it (dossier digest ``seen``).

    The last office that must accept publishes exactly what all of them saw; until then the answer is ``None`` and the
    meeting waits for the other. A meeting that was published before is published again as corrected. Raises
    ``NotSubmitted``, ``NotAsked``, ``TakenByColleague``, ``ChangedSinceShown``, ``Blocked``.
    """
    fresh = _locked(meeting)
    _must_wait(fresh)
    current = _as_shown(fresh, seen)
    review = reviewers.review_of(fresh, digest=current.digest)
    level = _office(by, fresh, review.asked)
    taking.must_be_free(fresh, by=by, level=level)
    _judge(fresh, by, level, VerdictSaid.ACCEPTED, seen=current.digest, findings=_codes(current))
    if not rules.is_accepted(review.reviewers, review.accepted | {level}):
        return None
    return _publish(fresh, current, by)


@transaction.atomic
def publish_unreviewed(meeting: Meeting, *, by: Actor) -> Publication | None:
    """Publishes a submitted meeting that by the rules nobody reviews; ``None`` where something stands in the way."""
    fresh = _locked(meeting)
    if fresh.status != MeetingStatus.SUBMITTED or rules.levels_of(reviewers.reviewers_for(fresh)):
        return None
    current = dossier(subject_of(fresh.village, fresh.id))
    return None if current.blocking else _publish(fresh, current, by)


def unreviewed() -> list[Meeting]:
    """What was handed in where some kind of meeting is reviewed by nobody. Two queries."""
    free = Q(reviewers=Reviewers.NOBODY)
    for kind in MeetingType.values:
        free |= Q(**{f"reviewers_by_kind__{kind}": Reviewers.NOBODY.value})
    areas = set(RuleSet.objects.filter(free).values_list("kabupaten", flat=True))
    waiting = Meeting.objects.filter(status=MeetingStatus.SUBMITTED, deleted_at__isnull=True)
    within = Q(pk__in=[])
    for code in areas:
        within |= Q(village__region__code__startswith=f"{code}.")
    return list(waiting.filter(within).select_related("village__region")) if areas else []


def publish_all_unreviewed() -> int:
    """Publishes what was handed in and nobody reviews by the kabupaten's rules; answers how many."""
    published = [publish_by_rule(one) for one in unreviewed()]
    return len([one for one in published if one is not None])


def publish_by_rule(meeting: Meeting) -> Publication | None:
    """Publishes one of ``unreviewed`` in the name of who handed it in."""
    entries = LedgerEntry.objects.filter(village=meeting.village_id, kind=SUBJECT, record=meeting.id)
    handed_in = entries.filter(set__status=MeetingStatus.SUBMITTED).order_by("-number").first()
    return None if handed_in is None else publish_unreviewed(meeting, by=Actor(user=handed_in.user, name=""))


def _as_shown(meeting: Meeting, seen: str) -> Dossier:
    current = dossier(subject_of(meeting.village, meeting.id))
    if current.digest != seen:
        raise ChangedSinceShown
    if current.blocking:
        raise Blocked(findings=[finding.code for finding in current.blocking])
    return current


def _publish(meeting: Meeting, current: Dossier, by: Actor) -> Publication:
    reason = _why_again(meeting)
    _edit(meeting, by, status=_published_as(current), review_note=None)
    taking.forget(meeting)
    head = ledger.head(meeting.village_id)
    return publish(
        current,
        stamp=Stamp(head.number, head.hash),
        by=by,
        title=meeting.title,
        fiscal_year=meeting.fiscal_year or clock.today(meeting.village.timezone).year,
        held_on=queries.file_of(meeting.village_id, meeting.id).held_on,
        reason=reason,
    )


def _why_again(meeting: Meeting) -> str:
    """The note with which an office took the meeting up again since it was last published. At most two queries.

    A phone may hand in again after that, so the meeting itself has forgotten it; the ledger has not.
    """
    published = Publication.objects.filter(village=meeting.village_id, subject_key=meeting.id, subject_kind=SUBJECT)
    last = published.order_by("-number").values_list("ledger_number", flat=True).first()
    if last is None:
        return ""
    since = LedgerEntry.objects.filter(
        village=meeting.village_id, kind=SUBJECT, record=meeting.id, number__gt=last, set__has_key="review_note"
    )
    taken_up = since.filter(set__status=MeetingStatus.SUBMITTED).order_by("number").values_list("set", flat=True)
    notes = (str(one["review_note"] or "") for one in taken_up)
    return next((note for note in notes if note), "")


def _may_return(review: Review) -> tuple[ReviewLevel, ...]:
    """Offices that are asked now or have spoken; where nobody reviews, whoever sees what stands in the way."""
    levels = rules.levels_of(review.reviewers) or tuple(ReviewLevel)
    spoken = {one.level for one in review.verdicts}
    asked = review.asked or levels
    return tuple(level for level in levels if level in asked or level in spoken)


def _office(by: Actor, meeting: Meeting, levels: tuple[ReviewLevel, ...]) -> ReviewLevel:
    """The office in which the person decides; raises ``NotAsked``."""
    level = reviewers.speaks_at(by, meeting.village, levels)
    if level is None:
        raise NotAsked(asked=[one.value for one in levels])
    return level


def _judge(meeting: Meeting, by: Actor, level: ReviewLevel, said: VerdictSaid, **told: Any) -> None:
    Verdict.objects.create(
        village=meeting.village,
        meeting=meeting.id,
        level=level,
        said=said,
        checklist=_checklist(meeting, level),
        submitted_at=meeting.submitted_at,
        by_id=by.user,
        at=clock.now(),
        **told,
    )


def _codes(current: Dossier) -> list[str]:
    return sorted(finding.code for finding in current.open_findings)


def _checklist(meeting: Meeting, level: ReviewLevel) -> list[dict[str, Any]]:
    """The office's checklist as it stands when it decides."""
    answers = CheckAnswer.objects.filter(village=meeting.village_id, meeting=meeting.id, level=level).order_by("item")
    return [{"item": one.item, "answer": one.answer, "note": one.note} for one in answers]


@transaction.atomic
def reopen(meeting: Meeting, *, by: Actor, note: str) -> None:
    """Takes a published meeting up again: it waits for review, phones may change it, the board keeps what it shows.

    The next publication tells everybody ``note`` as its reason. Raises ``NoteMissing``, ``NotPublished``.
    """
    note = _said(note)
    fresh = _locked(meeting)
    if fresh.status not in PUBLISHED:
        raise NotPublished(status=fresh.status)
    _edit(fresh, by, status=MeetingStatus.SUBMITTED, review_note=note, submitted_at=utc_text(clock.now()))
    remark_on(fresh, by=by, text=note)


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


def remark_on(meeting: Meeting, *, by: Actor, text: str, about: About | None = None) -> UUID:
    """Writes a remark of the desk; it reaches the phones at what it is ``about``."""
    target: dict[str, Any] = {} if about is None else {"about_kind": about.kind, "about_record": str(about.record)}
    if about is not None and about.field:
        target["about_field"] = about.field
    return edit.add(
        "remark",
        meeting.village_id,
        by=by,
        meeting=str(meeting.id),
        text=text,
        author_name=by.name,
        author_role=role_of(by, meeting.village),
        **target,
    )


def role_of(by: Actor, village: Village) -> str | None:
    """The reviewing role that the person holds nearest to the village. One query."""
    reviewing = [role for role, rights in RIGHTS.items() if Right.REVIEW in rights]
    held = assignments_of(by.user).filter(role__in=reviewing).values_list("region_id", "role")
    near = [(len(region or ""), role) for region, role in held if village.code.startswith(region or "")]
    return max(near)[1] if near else None
