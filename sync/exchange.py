"""One exchange: a phone hands over what was recorded and learns what others recorded, in one round trip."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import access, intake, ledger, pull
from sync.access import Seat
from sync.apply import Result
from sync.fields import utc_text
from sync.models import Conflict, Device, Feed, Held
from sync.schemas import MOST_CHANGES, OLDEST_SCHEMA, ExchangeIn
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


def exchange(actor: Actor, request: ExchangeIn) -> dict[str, Any]:
    """Takes the changes in, then answers with what is new to the phone (``sync-protocol.md``, "One exchange").

    Raises ``Upgrade``, ``TooLarge``, ``CursorUnknown`` and ``Malformed`` before anything takes effect.
    """
    if request.schema_ < OLDEST_SCHEMA:
        raise Upgrade(oldest=OLDEST_SCHEMA)
    if len(request.changes) > MOST_CHANGES:
        raise TooLarge(most=MOST_CHANGES)
    seats = access.seats_of(actor)
    villages = [seat.village for seat in seats]
    feeds = feeds_of(villages)
    begin = pull.starts(request.cursors, feeds)
    taken = intake.take(request.changes, by=actor)
    if taken.answers:
        feeds = feeds_of(villages)
    found = pull.page(feeds, begin, limit=min(request.limit, MOST_CHANGES), known=taken.known)
    _note(actor, request)
    answer: dict[str, Any] = {
        "server_time": utc_text(clock.now()),
        "results": [_result(one.id, one.result) for one in taken.answers],
        "changes": [_record(key, state) for key, state in found.records],
        "cursors": found.cursors,
        "more": found.more,
        "attention": _attention(villages),
    }
    version = access.version_of(seats)
    if version != request.access:
        answer["access"] = _access(version, seats, request.cursors)
    return answer


def feeds_of(villages: list[UUID]) -> dict[UUID, Feed]:
    """The feeds of these villages, in the order of their ids. One query once they are there."""
    feeds = {feed.pk: feed for feed in Feed.objects.filter(pk__in=villages).order_by("pk")}
    if len(feeds) < len(villages):
        ledger.open_feeds(villages)
        feeds = {feed.pk: feed for feed in Feed.objects.filter(pk__in=villages).order_by("pk")}
    return dict(sorted(feeds.items()))


def _note(actor: Actor, request: ExchangeIn) -> None:
    noted: dict[str, Any] = {"seen_at": clock.now()}
    if request.unsent is not None:
        noted |= {"unsent_changes": request.unsent.changes, "unsent_files": request.unsent.files}
    news = Q(seen_at__isnull=True) | Q(seen_at__lt=clock.now() - SEEN_EVERY)
    if request.unsent is not None:
        news |= ~Q(unsent_changes=request.unsent.changes) | ~Q(unsent_files=request.unsent.files)
    Device.objects.filter(news, user=actor.user, number=actor.device).update(**noted)


def _attention(villages: list[UUID]) -> dict[str, int]:
    conflicts = Conflict.objects.filter(village__in=villages, settled_at__isnull=True).count()
    held = Held.objects.filter(village__in=villages, decision="").count()
    return {"conflicts": conflicts, "held": held}


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


def _record(key: Key, state: State) -> dict[str, Any]:
    out: dict[str, Any] = {
        "village": str(key.village),
        "kind": key.kind,
        "record": str(key.record),
        "version": state.version,
    }
    return out | ({"deleted": True} if state.deleted_at else {"doc": state.values})


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
