"""One exchange: a phone hands over what was recorded and learns what others recorded, in one round trip."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import access, intake, ledger, pull
from sync.access import Seat
from sync.apply import Result
from sync.fields import utc_text
from sync.intake import Intake
from sync.models import Device, Feed
from sync.schemas import LARGEST_NUMBER, MOST_CHANGES, OLDEST_SCHEMA, ExchangeIn
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
    feeds = ledger.feeds_of(villages)
    begin = pull.starts(request.cursors, feeds)
    with transaction.atomic() if request.changes else nullcontext():
        taken = intake.take(request.changes, by=actor, posts=posts)
        _note(actor, request, device)
    page = _page(feeds, begin, taken, limit=min(request.limit, MOST_CHANGES))
    answer: dict[str, Any] = {
        "server_time": utc_text(clock.now()),
        "results": [_result(one.id, one.result) for one in taken.answers],
        "changes": _told(page),
        "cursors": page.cursors,
        "more": page.more,
        "attention": _attention(villages),
    }
    version = access.version_of(seats)
    if version != request.access:
        answer["access"] = _access(version, seats, request.cursors)
    return answer


def _page(feeds: dict[UUID, Feed], begin: dict[UUID, int], taken: Intake, *, limit: int) -> pull.Page:
    """What the phone does not know yet: its own changes are left out unless their record stands otherwise."""
    space = taken.space
    if space is not None:
        feeds = {village: space.feeds.get(village, feed) for village, feed in feeds.items()}
        if all(feed.head == begin[one] or taken.began.get(one) == begin[one] for one, feed in feeds.items()):
            own = [_news(key, space.states[key]) for key in space.touched if key not in taken.known]
            if len(own) <= limit:
                reached = {village: feed.head for village, feed in feeds.items()}
                own.sort(key=lambda news: (news.village, news.version))
                return pull.Page(own, pull.cursors_of(feeds, reached), more=False)
    page = pull.page(feeds, begin, limit=limit)
    known = {(str(key.village), key.kind, str(key.record)): before for key, before in taken.known.items()}
    if known:
        read = {str(village): number for village, number in begin.items()}
        page.records = [one for one in page.records if known.get(one[:3], LARGEST_NUMBER) > read[one.village]]
    return page


def _news(key: Key, state: State) -> pull.News:
    document = None if state.deleted_at else orjson.dumps(state.values).decode()
    return pull.News(str(key.village), key.kind, str(key.record), state.version, document)


def _note(actor: Actor, request: ExchangeIn, device: Device | None) -> None:
    """Keeps when the phone was seen and what it still holds; a poll that brings no news writes nothing."""
    now = clock.now()
    said = request.unsent
    if device is not None and device.seen_at is not None and now - device.seen_at < SEEN_EVERY:
        held = (device.unsent_changes, device.unsent_files)
        if said is None or (said.changes, said.files) == held:
            return
    noted: dict[str, Any] = {"seen_at": now}
    if said is not None:
        noted |= {"unsent_changes": said.changes, "unsent_files": said.files}
    Device.objects.filter(user=actor.user, number=actor.device).update(**noted)


def _attention(villages: list[UUID]) -> dict[str, int]:
    if not villages:
        return {"conflicts": 0, "held": 0}
    postgres = connection.vendor == "postgresql"
    asked: Any = villages if postgres else orjson.dumps([one.hex for one in villages]).decode()
    with connection.cursor() as cursor:
        cursor.execute(_WAITING if postgres else _WAITING_ON_SQLITE, [asked, asked])
        conflicts, held = cursor.fetchone()
    return {"conflicts": conflicts, "held": held}


_WAITING = """
    SELECT (SELECT count(*) FROM sync_conflict WHERE village_id = ANY(%s) AND settled_at IS NULL),
           (SELECT count(*) FROM sync_held WHERE village_id = ANY(%s) AND decision = '')
"""
_WAITING_ON_SQLITE = _WAITING.replace("= ANY(%s)", "IN (SELECT value FROM json_each(%s))")


def _told(page: pull.Page) -> orjson.Fragment:
    """The records of a page as JSON; their documents are JSON already."""
    return orjson.Fragment(f"[{','.join(map(_told_one, page.records))}]")


def _told_one(news: pull.News) -> str:
    village, kind, record, version, document = news
    state = '"deleted":true' if document is None else f'"doc":{document}'
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
        "revoked": sorted(set(cursors) - held),
    }
