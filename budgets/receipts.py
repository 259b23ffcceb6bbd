"""What a receipt's code tells: how far the village is. Never who asked, and no word that nobody has looked at."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from backend.kernel import clock, ids
from backend.kernel.words import rupiah
from budgets import lives
from budgets.models import Proposal, Voice
from budgets.models.voice import CODE
from budgets.terms import Fate, VoiceState
from meetings.models import Meeting
from villages.board import places
from villages.board.dossier import LANGUAGE
from villages.models import Publication, Village

DECIDED = frozenset({Fate.ADOPTED, Fate.HIGHER_LIST, Fate.DEFERRED, Fate.REFUSED})
MOST_ANSWERED = 100
_ABOVE = "village__region__parent__parent"
_PLACE = (f"{_ABOVE}__parent", f"{_ABOVE}__local_terms")
"""What ``places.place_of`` reads."""


@dataclass(frozen=True, slots=True)
class Became:
    """What a publication says of a proposal. ``through``: the other one that it went into or was taken apart into."""

    publication: Publication
    fate: str
    label: str
    reason: str
    deferred_to: int | None
    asked_of: str
    activities: tuple[tuple[str, int], ...]
    through: str = ""

    @property
    def decided(self) -> bool:
        return self.fate in DECIDED


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a code tells."""

    voice: Voice
    days: int
    meeting: Meeting | None = None
    gone: bool = False
    became: Became | None = None
    others: tuple[Became, ...] = ()

    @property
    def received_on(self) -> date:
        return _day(self.voice.received_at, self.voice.village)

    @property
    def decided_on(self) -> date | None:
        decided = self.voice.decided_at
        return None if decided is None else _day(decided, self.voice.village)


def bare(text: str) -> str:
    """A code as somebody typed it, as it is stored; empty where it can be none."""
    letters = "".join(one for one in text.upper() if one.isalnum())
    known = len(letters) == CODE and all(one in ids.SPOKEN for one in letters)
    return letters if known else ""


def receipt_of(code: str) -> Receipt | None:
    """What this code tells now. At most four queries."""
    voice = Voice.objects.select_related(*_PLACE).filter(code=code).first()
    if voice is None:
        return None
    days = days_of(voice)
    if voice.state != VoiceState.TAKEN or voice.proposal is None or voice.meeting is None:
        return Receipt(voice, days)
    meeting = Meeting.objects.filter(village=voice.village_id, id=voice.meeting, deleted_at__isnull=True).first()
    kept = Proposal.objects.filter(village=voice.village_id, id=voice.proposal, deleted_at__isnull=True).exists()
    told = _became(voice.village, str(voice.proposal))
    return Receipt(voice, days, meeting=meeting, gone=not kept, became=next(iter(told), None), others=tuple(told[1:]))


def days_of(voice: Voice) -> int:
    """The days from the arrival to the village's word, or to today."""
    until = _day(voice.decided_at or clock.now(), voice.village)
    return (until - _day(voice.received_at, voice.village)).days


def text_of(receipt: Receipt) -> str:
    """The receipt in plain words, to copy, print or send on."""
    voice = receipt.voice
    with translation.override(LANGUAGE):
        return "\n".join(
            [
                f"{voice.get_kind_display()} Anda no. {voice.spoken}:",
                f"diterima {date_format(receipt.received_on, 'j F Y')}, {places.place_of(voice.village).name}.",
                _state(receipt),
                f"Ikuti di {settings.PUBLIC_URL}{reverse('taking_part:status', args=[voice.code])}",
            ]
        )


def answered(village: Village) -> list[Voice]:
    """The answered questions, newest first. One query."""
    found = Voice.objects.filter(village=village, state=VoiceState.ANSWERED).select_related("publication")
    return list(found.order_by("-decided_at", "-pk")[:MOST_ANSWERED])


def _state(receipt: Receipt) -> str:
    voice, became = receipt.voice, receipt.became
    if became is not None and became.decided:
        told = " ".join(_told(one) for one in (became, *receipt.others) if one.decided)
    elif voice.state == VoiceState.DECLINED:
        told = f"{VoiceState.DECLINED.label}. Alasan: {voice.reason}"
    elif voice.state == VoiceState.WAITING:
        told = "Menunggu dibaca pencatat desa."
    else:
        told = f"{voice.get_state_display()}."
    return told


def _told(became: Became) -> str:
    year = became.publication.fiscal_year
    through = [f"Diteruskan dalam usulan “{became.through}”:"] if became.through else []
    activities = [f"{name}, {rupiah(amount)}, tahun {year}." for name, amount in became.activities]
    return " ".join([*through, f"{became.label}.", *([became.reason] if became.reason else []), *activities])


def _became(village: Village, proposal: str) -> list[Became]:
    """What the newest publications say of the proposal, or of those that go on for it, the decided first. One query."""
    shown = Publication.objects.filter(village=village, current=True, withdrawn_at__isnull=True)
    newest: dict[str, tuple[Publication, dict[str, Any]]] = {}
    for publication in shown.order_by("-published_at").iterator(chunk_size=20):
        for one in (publication.snapshot.get("proposals") or {}).get("proposals", []):
            if one.get("id"):
                newest.setdefault(one["id"], (publication, one))
    heirs = lives.kinship(one for _, one in newest.values()).heirs(proposal) if proposal in newest else ()
    said = []
    for heir in heirs:
        publication, row = newest[heir]
        said.append(_said(publication, row, through="" if heir == proposal else row.get("activity", "")))
    return sorted(said, key=lambda one: not one.decided)


def _said(publication: Publication, one: dict[str, Any], *, through: str) -> Became:
    items = (publication.snapshot.get("plan") or {}).get("items", [])
    amounts = {item.get("id"): (item["name"], item.get("amount", 0)) for item in items}
    found = tuple(amounts[key] for key in one.get("became_ids", []) if key in amounts)
    return Became(
        publication=publication,
        fate=one.get("fate", ""),
        label=one.get("fate_label", ""),
        reason=one.get("reason", ""),
        deferred_to=one.get("deferred_to"),
        asked_of=one.get("asked_of_label", ""),
        activities=found,
        through=through,
    )


def _day(moment: Any, village: Village) -> date:
    found: date = moment.astimezone(village.timezone).date()
    return found
