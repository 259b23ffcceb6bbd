"""One exchange: a phone hands over what was recorded and learns what others recorded, in one round trip."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import access, heads, intake, pull, sights
from sync.access import Seat
from sync.apply import Result
from sync.documents import Told
from sync.fields import utc_text
from sync.intake import Intake
from sync.models import Device, Feed
from sync.schemas import MOST_CHANGES, OLDEST_SCHEMA, ExchangeIn, is_plain_uuid
from sync.state import Key, State
from sync.terms import Outcome

SEEN_EVERY = timedelta(minutes=1)
"""How precisely it is kept when a phone was last seen: a poll that brings no news writes nothing."""


class TooLarge(Problem):
    """More than an exchange may carry."""

    code = "too_large"
    status = 413
    title = _("Kiriman terlalu besar. Kirim dalam beberapa bagian.")


class Upgrade(Problem):
    """The phone speaks a schema that is no longer served."""

    code = "upgrade"
    status = 426
    title = _("Aplikasi ini sudah terlalu lama. Perbarui aplikasi; catatan di HP tetap aman.")


def exchange(actor: Actor, request: ExchangeIn, *, device: Device | None = None) -> dict[str, Any]:
    """Takes the changes in, then answers with what is new to the phone (``sync-protocol.md``, "One exchange").

    ``device``: the phone as it was just read, so that what it said before need not be read again. Raises ``Upgrade``,
    ``TooLarge``, ``CursorUnknown`` and ``Malformed`` before anything takes effect.
    """
    if request.schema_ < OLDEST_SCHEMA:
        raise Upgrade(oldest=OLDEST_SCHEMA)
    if len(request.changes) > MOST_CHANGES:
        raise TooLarge(most=MOST_CHANGES)
    posts = access.posts_of(actor.user)
    seats = access.seats_at(posts)
    villages = [seat.village for seat in seats]
    known = heads.read(villages)
    begin = pull.starts(request.cursors, known.feeds)
    with transaction.atomic() if request.changes else nullcontext():
        taken = intake.take(request.changes, by=actor, posts=posts)
        _note(actor, request, device)
    if taken.space is not None and taken.space.calls_for_humans:
        known = heads.read(villages)
    page = _page(known.feeds, begin, taken, limit=min(request.limit, MOST_CHANGES))
    answer: dict[str, Any] = {
        "server_time": utc_text(clock.now()),
        "results": [_result(one.id, one.result) for one in taken.answers],
        "changes": _changes(page),
        "cursors": page.cursors,
        "more": page.more,
        "attention": {"conflicts": known.conflicts, "held": known.held},
    }
    version = access.version_of(seats)
    if version != request.access:
        answer["access"] = _access(version, seats, request.cursors)
    _note_sight(actor, villages, request, device)
    return answer


def _note_sight(actor: Actor, villages: list[UUID], request: ExchangeIn, device: Device | None) -> None:
    """Keeps that the phone learnt what is new, at its first exchange of a day and where it fetches a village whole."""
    whole = [one for one in villages if str(one) not in request.cursors]
    if whole or device is None or device.seen_at is None or not sights.is_today(device.seen_at):
        sights.note_phone(actor.user, actor.device, villages, whole=whole)


def _page(feeds: dict[UUID, Feed], begin: dict[UUID, int], taken: Intake, *, limit: int) -> pull.Page:
    """What the phone does not know yet: its own changes are left out unless their record stands otherwise."""
    space = taken.space
    if space is not None:
        feeds = {village: space.feeds.get(str(village), feed) for village, feed in feeds.items()}
        if all(feed.head == begin[one] or space.began.get(str(one)) == begin[one] for one, feed in feeds.items()):
            own = [_own(key, space.states[key]) for key in space.touched if key not in taken.known]
            if len(own) <= limit:
                reached = {village: feed.head for village, feed in feeds.items()}
                own.sort(key=lambda told: (told.village, told.version))
                return pull.Page(own, pull.cursors_of(feeds, reached), more=False)
    page = pull.page(feeds, begin, limit=limit)
    if taken.known:
        read = {str(village): number for village, number in begin.items()}
        known = {key: before for key, before in taken.known.items() if before <= read.get(key.village, before)}
        page.records = [one for one in page.records if Key(one.village, one.kind, one.record) not in known]
    return page


def _own(key: Key, state: State) -> Told:
    document = orjson.dumps(state.values).decode()
    return Told(key.kind, key.village, key.record, state.version, state.deleted_at, document)


def _note(actor: Actor, request: ExchangeIn, device: Device | None) -> None:
    """Keeps when the phone was seen and what it still holds; a poll that brings no news writes nothing."""
    now = clock.now()
    said = request.unsent
    if device is not None and device.seen_at is not None and now - device.seen_at < SEEN_EVERY:
        held = (device.unsent_changes, device.unsent_files)
        if device.renewal is None and not device.refused_code and (said is None or (said.changes, said.files) == held):
            return
    noted: dict[str, Any] = {"seen_at": now, "refused_at": None, "refused_code": ""}
    if said is not None:
        noted |= {"unsent_changes": said.changes, "unsent_files": said.files}
    if device is not None and device.renewal is not None:
        noted["expiry"] = device.renewal
    Device.objects.filter(user=actor.user, number=actor.device).update(**noted)


def _changes(page: pull.Page) -> orjson.Fragment:
    """The records of a page as JSON; their documents are JSON already."""
    return orjson.Fragment(f"[{','.join(map(_change, page.records))}]")


def _change(told: Told) -> str:
    kind, village, record, version, deleted_at, document, _versions = told
    state = '"deleted":true' if deleted_at else f'"doc":{document}'
    return f'{{"village":"{village}","kind":"{kind}","record":"{record}","version":{version},{state}}}'


def _result(name: str, result: Result) -> dict[str, Any]:
    out: dict[str, Any] = {"id": name, "outcome": result.outcome.value}
    if result.version is not None:
        out["version"] = result.version
    if result.outcome is Outcome.CONFLICT:
        out |= {"conflict": str(result.conflict), "contested": result.contested}
    if result.outcome is Outcome.HELD:
        out |= {"held": str(result.held), "reason": result.reason}
    if result.errors:
        out["errors"] = [{"field": one.field, "code": one.code, "message": str(one.message)} for one in result.errors]
    if result.replayed:
        out["replayed"] = True
    return out


def _access(version: str, seats: list[Seat], cursors: dict[str, str]) -> dict[str, Any]:
    held = {str(seat.village) for seat in seats}
    return {
        "version": version,
        "villages": [
            {
                "village": str(seat.village),
                "code": seat.code,
                "name": seat.name,
                "zone": seat.zone,
                "role": seat.role,
                "kecamatan": seat.kecamatan,
                "kabupaten": seat.kabupaten,
                "hamlets": list(seat.hamlets),
                "place": seat.place,
            }
            for seat in seats
        ],
        "revoked": sorted(name for name in cursors.keys() - held if is_plain_uuid(name)),
    }
