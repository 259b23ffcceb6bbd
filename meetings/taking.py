"""Verbs of taking a meeting to review it, handing it over, and letting it go: two officers never decide unknowingly."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from meetings import reviewers
from meetings.models import Meeting, Taking
from meetings.queries import Key
from meetings.terms import ReviewLevel
from sync import ledger
from villages.models import User


class TakenByColleague(Problem):
    code = "taken_by_colleague"
    status = 409
    title = _("Rekan Anda sedang memeriksa musyawarah ini. Ambil alih dahulu bila memang Anda yang memutuskan.")


class NotAColleague(Problem):
    code = "not_a_colleague"
    status = 422
    title = _("Orang itu tidak memeriksa desa ini di kantor yang sama. Pilih nama lain.")


@transaction.atomic
def take(meeting: Meeting, *, by: Actor, level: ReviewLevel, over: bool = False) -> Taking:
    """Takes the meeting for the officer; ``over`` takes it from a colleague. Raises ``TakenByColleague``."""
    ledger.lock(meeting.village_id)
    held = _held(meeting, level)
    if held is not None and held.by_id != by.user and not over:
        raise TakenByColleague(by=held.by.name)
    return _give(meeting, level, by.user)


@transaction.atomic
def hand_over(meeting: Meeting, *, by: Actor, level: ReviewLevel, to: User) -> Taking:
    """Gives the meeting to a colleague of the same office. Raises ``NotAColleague``, ``TakenByColleague``."""
    ledger.lock(meeting.village_id)
    must_be_free(meeting, by=by, level=level)
    if level not in reviewers.levels_for(to.pk, meeting.village):
        raise NotAColleague
    return _give(meeting, level, to.pk)


@transaction.atomic
def let_go(meeting: Meeting, *, by: Actor, level: ReviewLevel) -> None:
    """Puts the meeting back for everybody. Raises ``TakenByColleague``."""
    ledger.lock(meeting.village_id)
    must_be_free(meeting, by=by, level=level)
    Taking.objects.filter(village=meeting.village_id, meeting=meeting.id, level=level).delete()


def must_be_free(meeting: Meeting, *, by: Actor, level: ReviewLevel) -> None:
    """Raises ``TakenByColleague`` where another officer of this office has the meeting. One query."""
    held = _held(meeting, level)
    if held is not None and held.by_id != by.user:
        raise TakenByColleague(by=held.by.name)


def takings_of(meetings: Iterable[Meeting]) -> dict[Key, list[Taking]]:
    """Who has which of these meetings. One query."""
    found: dict[Key, list[Taking]] = {}
    held = Taking.objects.filter(
        village__in={one.village_id for one in meetings}, meeting__in=[one.id for one in meetings]
    )
    for one in held.select_related("by"):
        found.setdefault((one.village_id, one.meeting), []).append(one)
    return found


def forget(meeting: Meeting) -> None:
    """A decided meeting is in nobody's hands."""
    Taking.objects.filter(village=meeting.village_id, meeting=meeting.id).delete()


def _held(meeting: Meeting, level: ReviewLevel) -> Taking | None:
    found = Taking.objects.filter(village=meeting.village_id, meeting=meeting.id, level=level)
    return found.select_related("by").first()


def _give(meeting: Meeting, level: ReviewLevel, user: UUID) -> Taking:
    given, _made = Taking.objects.update_or_create(
        village=meeting.village, meeting=meeting.id, level=level, defaults={"by_id": user, "at": clock.now()}
    )
    return given
