"""Plays the story: phones send through the exchange, officers decide through the review, so every ledger is whole."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.demo import books, desk
from backend.demo import meeting as meetings_of_the_story
from backend.demo.cast import CAMAT, COLLEAGUES, DPMD, FACILITATOR, KASI, SECRETARY, Cast, gather
from backend.demo.meeting import Written
from backend.demo.pen import Change, Pen
from backend.demo.plan import Place, ceilings_of, place_of
from backend.demo.story import HALF, PUBLISHED, RETURNED, REVISED, TAKEN, TALES, TWICE, Chapter, Tale
from backend.kernel import clock
from backend.kernel.actor import Actor
from budgets import codes as codes_of_accounts
from meetings import review
from meetings.models import Meeting
from sync import edit, uploads
from sync.exchange import exchange
from sync.models import Device
from sync.schemas import ExchangeIn
from villages import regions
from villages.board.dossier import dossier
from villages.models import User, Village

AT_ONCE = 500
Tell = Callable[[str], None]


class StoryBroken(Exception):
    """The engine did not take the story as it was written: the story and the rules have drifted apart."""


class Sender:
    """A phone's dealings with the engine: sends, and remembers which version each record has."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.versions: dict[str, int] = {}
        self.told: list[str] = []
        """When each change was made that this phone sent."""

    def send(self, changes: list[Change], *, expect: str = "applied") -> None:
        """Sends all changes; raises ``StoryBroken`` where one has another outcome than expected."""
        for start in range(0, len(changes), AT_ONCE):
            batch = changes[start : start + AT_ONCE]
            request = {"device": str(self.actor.device), "schema": 1, "changes": batch, "limit": 1}
            answer = exchange(self.actor, ExchangeIn.model_validate(request))
            for change, result in zip(batch, answer["results"], strict=True):
                if result["outcome"] != expect:
                    raise StoryBroken(change["kind"], result)
                self.versions[change["record"]] = result.get("version", 0)
        self.told += [change["made_at"] for change in changes]

    def rest(self) -> None:
        """Puts the phone away: it was seen last when the story says so, not at the hour in which it is played."""
        now = clock.now()
        # Of a meeting that is still to come the story tells as of its own day.
        seen = max(moment for moment in map(datetime.fromisoformat, self.told) if moment < now)
        Device.objects.filter(user=self.actor.user, number=self.actor.device).update(seen_at=seen)

    def upload(self, village: UUID, photos: dict[str, bytes]) -> None:
        """Hands the photographs over."""
        for sha256, content in photos.items():
            upload = uploads.begin(
                self.actor, village=village, sha256=sha256, size=len(content), media_type="image/jpeg"
            )
            if upload.finished_at is None:
                uploads.append(upload, offset=0, data=content)


def is_there() -> bool:
    """Whether the story was played here already. One query."""
    return User.objects.filter(username=FACILITATOR).exists()


def prepare(tales: Sequence[Tale] = TALES) -> list[Village]:
    """The villages of the story; loads all regions where they are missing, and the account codes."""
    codes_of_accounts.load()
    codes = [tale.code for tale in tales]
    if Village.objects.filter(region__in=codes).count() < len(codes):
        regions.load(regions.packaged())
    found = {one.code: one for one in Village.objects.select_related("region__parent__parent").filter(region__in=codes)}
    return [found[code] for code in codes]


@transaction.atomic
def play(villages: Sequence[Village], tales: Sequence[Tale] = TALES, *, tell: Tell = lambda _what: None) -> None:
    """Plays the whole story, or nothing of it; ``tell`` hears of every meeting. The first village has two recorders."""
    places = [_settle(village) for village in villages]
    cast = gather(villages, secretary=places[0].community.secretary.name)
    senders = {name: Sender(cast[name]) for name in (FACILITATOR, SECRETARY, *COLLEAGUES)}
    kecamatan = list(dict.fromkeys(tale.kecamatan for tale in tales))
    for village, place, tale in zip(villages, places, tales, strict=True):
        turn = kecamatan.index(tale.kecamatan)
        sender = senders[(FACILITATOR, *COLLEAGUES)[turn]]
        officer = cast[CAMAT if turn == 0 else DPMD]
        _ceilings(place, tale, by=cast[DPMD])
        told = []
        for chapter in tale.chapters:
            told.append(_play_chapter(village, place, chapter, sender, officer, tell))
            _at_the_desk(place, chapter, told[-1], sender, cast)
        if village is villages[0]:
            _differ(place, told, senders[FACILITATOR], senders[SECRETARY])
            _amend(place, told, senders[FACILITATOR], senders[SECRETARY])
        if tale.books:
            by = cast[SECRETARY] if village is villages[0] else sender.actor
            _keep_books(village, place, tale, by=by, officer=officer)
    for sender in senders.values():
        if sender.told:
            sender.rest()


def _settle(village: Village) -> Place:
    above = village.region.parent
    place = place_of(
        village=village.pk,
        code=village.code,
        name=village.name,
        kecamatan=above.name if above else "",
        kabupaten=above.parent.name if above and above.parent else "",
    )
    village.hamlets = list(place.community.hamlets)
    village.usual_place = place.hall
    village.complaint_contact = f"Kantor Desa {place.name}, Kecamatan {place.kecamatan} (data contoh)"
    village.save(update_fields=["hamlets", "usual_place", "complaint_contact"])
    return place


def _ceilings(place: Place, tale: Tale, *, by: Actor) -> None:
    for year in sorted({chapter.plan.year for chapter in tale.chapters}):
        for source, amount in ceilings_of(place, year).items():
            reference = f"Contoh keputusan bupati tentang pagu indikatif {year}"
            said: dict[str, Any] = {"source": source, "amount": amount, "legal_reference": reference}
            edit.add("ceiling", place.id, by=by, fiscal_year=year, indicative=True, **said)


def _play_chapter(
    village: Village, place: Place, chapter: Chapter, sender: Sender, officer: Actor, tell: Tell
) -> Written:
    seed = f"{place.code}/{chapter.plan.kind}/{chapter.plan.year}"
    tell(f"{village.name}: {chapter.plan.title}")
    written = meetings_of_the_story.write(place, chapter.plan, seed=seed)
    sender.send(written.changes)
    sender.upload(place.id, written.photos)
    if chapter.plan.state == "submitted":
        base = sender.versions[written.meeting]
        sender.send(meetings_of_the_story.submit(place, written, seed=seed, base=base))
    meeting = Meeting.objects.get(village=village, id=UUID(written.meeting))
    if chapter.end == RETURNED:
        _return(meeting, written, officer)
    if chapter.end == PUBLISHED:
        seen = dossier(review.subject_of(village, meeting.id)).digest
        review.approve(meeting, by=officer, seen=seen)
    return written


def _at_the_desk(place: Place, chapter: Chapter, written: Written, sender: Sender, cast: Cast) -> None:
    meeting = Meeting.objects.get(village=place.id, id=UUID(written.meeting))
    if chapter.desk == TAKEN:
        desk.looks_closely(meeting, cast[KASI])
    if chapter.desk == HALF:
        desk.accepts_first(meeting, cast[DPMD])
    if chapter.desk == TWICE:
        sender.send(desk.recorded_again(place, written))


def _keep_books(village: Village, place: Place, tale: Tale, *, by: Actor, officer: Actor) -> None:
    budget = books.keep(village, place, by=by)
    if tale.books == REVISED:
        books.publish(budget, by=officer)
        books.publish(books.revise(budget, place, by=by), by=officer, reason=books.WHY)


def _return(meeting: Meeting, written: Written, officer: Actor) -> None:
    items = [one for one in written.changes if one["kind"] == "budget_item"]
    work = max(items, key=lambda one: int(one["set"]["amount"]))
    note = "Volume pekerjaan ini berbeda dengan lampiran RAB. Mohon dicocokkan, lalu ajukan lagi."
    about = review.About("budget_item", UUID(work["record"]), "volume")
    review.return_(meeting, by=officer, note=note, about=about)


def _differ(place: Place, told: list[Written], one: Sender, other: Sender) -> None:
    """Two people without signal write differently about one participant."""
    open_meeting = next(written for written in told if written.plan.state == "held")
    record = open_meeting.people[-5]
    base = one.versions[record]
    for sender, expect, fields in (
        (one, "applied", {"element": "tani"}),
        (other, "conflict", {"element": "perempuan", "position": "Ketua kelompok wanita tani"}),
    ):
        pen = Pen(f"{place.code}/differ/{expect}", place.id, open_meeting.plan.start)
        pen.edit("attendance", record, base, **fields)
        sender.send(pen.changes, expect=expect)


def _amend(place: Place, told: list[Written], recorder: Sender, sender: Sender) -> None:
    """The secretary mends a record that is published already: it waits for an officer."""
    published = next(written for written in told if written.plan.kind == "musdes_rkp")
    item = next(one for one in published.changes if one["kind"] == "budget_item")
    pen = Pen(f"{place.code}/amend", place.id, published.plan.start)
    benefit = "Balita, ibu hamil, dan lansia di semua dusun, termasuk kunjungan rumah"
    pen.edit("budget_item", item["record"], recorder.versions[item["record"]], benefit=benefit)
    sender.send(pen.changes, expect="held")
