"""Verbs of taking part: a villager sends, the village takes in, answers or declines; contacts are forgotten."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from budgets.gathering import takes_proposals
from budgets.models import Voice
from budgets.models.voice import CODE
from budgets.terms import ProposalSource, VoiceState
from meetings.models import Meeting
from sync import edit, ledger
from villages.board.site import due
from villages.models import Village

REMEMBERED = timedelta(days=90)
"""How long after the village's word a villager's name and number stay, so that somebody can ask back."""
SPAM_KEPT = timedelta(days=30)
"""How long a mistaken word of spam can be found again."""
TRIES = 5


class AlreadySaid(Problem):
    code = "already_said"
    status = 409
    title = _("Rekan Anda sudah memutuskan kiriman ini.")


class MeetingOver(Problem):
    code = "meeting_over"
    status = 409
    title = _("Musyawarah ini sudah diajukan. Pilih musyawarah lain, atau jawab dengan alasan.")


class ReasonMissing(Problem):
    code = "voice_reason_missing"
    status = 422
    title = _("Tulis alasannya. Warga membacanya di halaman nomor usulan.")


class AnswerMissing(Problem):
    code = "voice_answer_missing"
    status = 422
    title = _("Tulis pertanyaan yang ditampilkan dan jawabannya.")


@dataclass(frozen=True, slots=True)
class Wish:
    """The words in which a proposal enters the meeting's records, public ones but for ``problem``."""

    activity: str
    problem: str = ""
    place: str = ""
    hamlet: str = ""


def send(village: Village, kind: str, *, form: UUID, **said: Any) -> Voice:
    """Keeps what a villager wrote and gives it a code; the same ``form`` once more answers the same."""
    for _try in range(TRIES):
        before = Voice.objects.filter(form=form, village=village).first()
        if before is not None:
            return before
        code = ids.spoken_code(secrets.token_bytes(CODE), length=CODE)
        try:
            with transaction.atomic():
                sent = Voice.objects.create(
                    village=village, kind=kind, form=form, code=code, received_at=clock.now(), **said
                )
                due.mark(village.pk)
                return sent
        except IntegrityError:
            continue  # another request took the code, or brought the same form
    raise RuntimeError("no free code")


@transaction.atomic
def take_in(voice: Voice, *, by: Actor, meeting: UUID, wish: Wish) -> UUID:
    """Makes it a proposal of a meeting that still takes some; answers the proposal's id.

    The person who moderates is its author in the ledger; the villager's name stays restricted. Raises
    ``AlreadySaid``, ``MeetingOver``, ``sync.edit.NotRight``.
    """
    fresh = _locked(voice)
    found = Meeting.objects.filter(village=fresh.village_id, id=meeting, deleted_at__isnull=True).first()
    if found is None or not takes_proposals(found):
        raise MeetingOver
    told = {name: getattr(wish, name) for name in Wish.__dataclass_fields__ if getattr(wish, name)}
    if fresh.name:
        told["proposer"] = fresh.name
    proposal = edit.add(
        "proposal", fresh.village_id, by=by, meeting=str(found.id), source=ProposalSource.VILLAGER.value, **told
    )
    _decide(fresh, VoiceState.TAKEN, by, meeting=found.id, proposal=proposal, shown=wish.activity, reason="")
    return proposal


@transaction.atomic
def answer(voice: Voice, *, by: Actor, shown: str, text: str) -> None:
    """Answers a question for everybody to read. Raises ``AlreadySaid``, ``AnswerMissing``."""
    shown, text = shown.strip(), text.strip()
    if not shown or not text:
        raise AnswerMissing
    _decide(_locked(voice), VoiceState.ANSWERED, by, shown=shown, answer=text)


@transaction.atomic
def decline(voice: Voice, *, by: Actor, reason: str) -> None:
    """Says no, with the reason that the villager reads. Raises ``AlreadySaid``, ``ReasonMissing``."""
    if not reason.strip():
        raise ReasonMissing
    _decide(_locked(voice), VoiceState.DECLINED, by, reason=reason.strip())


@transaction.atomic
def call_spam(voice: Voice, *, by: Actor) -> None:
    """Puts away what is no proposal and no question. Raises ``AlreadySaid``."""
    _decide(_locked(voice), VoiceState.SPAM, by)


def forget() -> int:
    """Empties names and numbers that nobody needs any more and deletes old spam; answers how many rows it touched."""
    now = clock.now()
    old = Voice.objects.filter(decided_at__lt=now - REMEMBERED).exclude(name="", phone="")
    emptied = old.update(name="", phone="")
    deleted, _by_model = Voice.objects.filter(state=VoiceState.SPAM, decided_at__lt=now - SPAM_KEPT).delete()
    return emptied + deleted


def _locked(voice: Voice) -> Voice:
    """The row as it stands once nobody else can decide it; ``AlreadySaid`` where somebody did."""
    ledger.lock(voice.village_id)
    fresh = Voice.objects.get(pk=voice.pk)
    if fresh.state != VoiceState.WAITING:
        raise AlreadySaid
    return fresh


def _decide(voice: Voice, state: VoiceState, by: Actor, **said: Any) -> None:
    told = {"state": state, "decided_at": clock.now(), "decided_by_id": by.user, **said}
    for name, value in told.items():
        setattr(voice, name, value)
    voice.save(update_fields=list(told))
    due.mark(voice.village_id)
