"""A push of RxDB's client: each row a change of the engine, and what did not take effect answered with what stands."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync.access import Standing, seats_of, standing_of
from sync.apply import Result
from sync.exchange import TooLarge
from sync.fields import utc_text
from sync.intake import Malformed, take
from sync.kinds import Kind
from sync.models import Held, LedgerEntry
from sync.rxdb_wire import Document, change_id, document, edit_of, version_of
from sync.schemas import MOST_CHANGES
from sync.state import Key, State, key_of, read_states
from sync.terms import Outcome

NOT_IN_THE_RECORD = frozenset({Outcome.CONFLICT, Outcome.HELD, Outcome.REJECTED})


class NotYourVillage(Problem):
    """A row of a village where the person never had the right to record. Nothing of the push took effect."""

    code = "no_right"
    status = 403
    title = _("Anda tidak ditugaskan mencatat di desa ini.")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a push; ``key`` where its ids can be read."""

    assumed: Document | None
    new: Document
    key: Key | None


def push(kind: Kind, rows: Sequence[Any], *, by: Actor) -> list[Document]:
    """Takes the rows in and answers a document for each that did not (wholly) take effect, in their order.

    The same row again has no second effect. Raises ``Malformed``, ``TooLarge``, ``NotYourVillage`` before anything
    takes effect. The number of queries does not depend on the number of rows.
    """
    if len(rows) > MOST_CHANGES:
        raise TooLarge(most=MOST_CHANGES)
    read = [_read(kind, place, row) for place, row in enumerate(rows)]
    keys = [row.key for row in read if row.key is not None]
    if len(set(keys)) < len(keys):
        raise Malformed(where="id twice")
    _check_right(by, [UUID(village) for village in sorted({key.village for key in keys})])
    states = dict(read_states({kind: keys}))
    sent = [(row, change) for row in read if (change := _change(kind, row, states))]
    _name(sent, by)
    taken = take([change for _row, change in sent], by=by)
    failed = [
        (row, one.result)
        for (row, _change), one in zip(sent, taken.answers, strict=True)
        if one.result.outcome in NOT_IN_THE_RECORD
    ]
    return _masters(kind, failed, by)


def _read(kind: Kind, place: int, row: Any) -> Row:
    new = row.get("newDocumentState") if isinstance(row, dict) else None
    assumed = row.get("assumedMasterState") if isinstance(row, dict) else None
    if not isinstance(new, dict) or not isinstance(new.get("id"), str) or not isinstance(assumed, dict | None):
        raise Malformed(where=f"[{place}]")
    if assumed is not None and assumed.get("_deleted") is True:
        assumed = None  # taken up again: every field counts
    try:
        key = key_of(UUID(new.get("village")), kind.name, UUID(new["id"]))
    except (TypeError, ValueError, AttributeError):
        key = None
    return Row(assumed, new, key)


def _check_right(by: Actor, villages: list[UUID]) -> None:
    standing = standing_of(by, villages) if villages else {}
    foreign = [str(village) for village, held in standing.items() if held is Standing.NONE]
    if foreign:
        raise NotYourVillage(villages=sorted(foreign))


def _change(kind: Kind, row: Row, states: Mapping[Key, State]) -> dict[str, Any] | None:
    """The row as a change that has no id yet; ``None`` where it changes nothing."""
    stored = states.get(row.key) if row.key is not None else None
    deletes = row.new.get("_deleted") is True
    if deletes and stored is None and row.key is not None:
        return None  # made and deleted on the phone; nobody else has seen it
    assumed = row.assumed if stored is not None else None  # what the server forgot comes whole
    fields = edit_of(assumed, row.new)
    if not deletes and not fields and stored is not None and stored.deleted_at is None:
        return None
    what: dict[str, Any] = {"delete": True} if deletes else {"set": fields}
    base = version_of(row.assumed or {}) if stored is not None else 0
    return {"kind": kind.name, "record": row.new["id"], "village": row.new.get("village"), "base": base, **what}


def _name(sent: Sequence[tuple[Row, dict[str, Any]]], by: Actor) -> None:
    """Gives each change its id.

    A row that is the same as the last one taken from this device is that one again: its answer was lost. Otherwise it
    is new, even where the same edit was made before and taken back since. The client sends the rows of a document one
    after another, so nothing but the last can come again.
    """
    device = str(by.device)
    history = _own_changes(by, [row.key for row, _change in sent if row.key is not None])
    moment = utc_text(clock.now())
    for row, change in sent:
        earlier, last, decided = history[row.key]
        again = change_id(change, device=device, after=f"{earlier}{decided}")
        new = change_id(change, device=device, after=f"{last}{decided}")
        change["id"] = last if last == str(again) else str(new)
        change["made_at"] = moment


def _own_changes(by: Actor, keys: Sequence[Key]) -> dict[Key | None, tuple[str, str, int]]:
    """Of each record: this device's last two changes, and how many of its held ones were decided. Two queries."""
    about = {
        "user": by.user,
        "device": by.device,
        "village__in": {key.village for key in keys},
        "record__in": {key.record for key in keys},
    }
    found: dict[Key | None, tuple[str, str, int]] = defaultdict(lambda: ("", "", 0))
    if not keys:
        return found
    held = Held.objects.filter(**about).exclude(decision="").values_list("village", "kind", "record")
    decided = Counter(key_of(*one) for one in held)
    entries = LedgerEntry.objects.filter(**about).order_by("village", "number")
    for village, kind, record, change in entries.values_list("village_id", "kind", "record", "change"):
        key = key_of(village, kind, record)
        found[key] = (found[key][1], str(change), 0)
    for key in keys:
        found[key] = (*found[key][:2], decided[key])
    return found


def _masters(kind: Kind, failed: Sequence[tuple[Row, Result]], by: Actor) -> list[Document]:
    """What stands in place of each row; what the person may not read, or what was never made, is deleted."""
    seats = {str(seat.village) for seat in seats_of(by)} if failed else set()
    keys = [row.key for row, _result in failed if row.key is not None and row.key.village in seats]
    states = dict(read_states({kind: keys}))
    answers = []
    for row, result in failed:
        state = states.get(row.key) if row.key is not None else None
        if state is not None and row.key is not None:
            answers.append(_document(row.key, state))
        elif result.outcome is Outcome.REJECTED and row.new.get("_deleted") is not True:
            answers.append({**row.new, "_deleted": True})
    return answers


def _document(key: Key, state: State) -> Document:
    values = None if state.deleted_at is not None else state.values
    return document(key.village, key.record, state.version, values)
