"""Replays a village's ledger from its first entry and compares the outcome with the stored records."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sync import kinds, ledger, wire
from sync.fields import utc_text
from sync.models import Feed, LedgerEntry
from sync.models.ledger import FIRST_HASH
from sync.state import Key, State, key_of, move_on
from sync.terms import Outcome

BATCH = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold, and the entry or record where it was found."""

    place: str
    what: str


def verify(village: UUID, *, tick: Callable[[], None] = lambda: None) -> Iterator[Fault]:
    """The faults of a village's ledger and records; none where all is whole. ``tick`` is called once an entry.

    Works on a live server: what is written meanwhile is left to the next run.
    """
    feed = Feed.objects.filter(pk=village).first()
    if feed is None:
        return
    states: dict[Key, State] = {}
    previous, number = FIRST_HASH, 0
    for entry in ledger.entries_after(village, 0):
        if entry.number > feed.head:
            break
        tick()
        number += 1
        yield from _faults_of(entry, number, previous)
        previous, number = entry.hash, entry.number
        _replay(states, entry)
    if (number, previous) != (feed.head, feed.head_hash):
        yield Fault(f"{village} #{feed.head}", "the head does not match the last entry")
    yield from _compare(village, feed.head, states)


def _faults_of(entry: LedgerEntry, number: int, previous: str) -> Iterator[Fault]:
    place = f"{entry.village_id} #{entry.number}"
    if entry.number != number:
        yield Fault(place, f"number {number} is missing")
    if entry.previous != previous:
        yield Fault(place, "does not follow the entry before")
    form = ledger.public_form(as_json(entry))
    if entry.hash != ledger.entry_hash(entry.previous, form):
        yield Fault(place, "the hash does not match the entry")
    for name, value in entry.set.items():
        if name in entry.sealed and entry.sealed[name] != ledger.commitment(entry.salt, name, value):
            yield Fault(place, f"the restricted value of {name} does not match its commitment")


def as_json(entry: LedgerEntry) -> dict[str, Any]:
    """A stored entry as the JSON that was hashed."""
    return {
        "village_id": str(entry.village_id),
        "number": entry.number,
        "change": str(entry.change),
        "kind": entry.kind,
        "record": str(entry.record),
        "base": entry.base,
        "set": entry.set,
        "sealed": entry.sealed,
        "contested": entry.contested,
        "deletes": entry.deletes,
        "resolves": None if entry.resolves is None else str(entry.resolves),
        "outcome": entry.outcome,
        "user": str(entry.user),
        "device": None if entry.device is None else str(entry.device),
        "made_at": utc_text(entry.made_at),
        "received_at": utc_text(entry.received_at),
    }


def _replay(states: dict[Key, State], entry: LedgerEntry) -> None:
    state = states.setdefault(key_of(entry.village_id, entry.kind, entry.record), State())
    if entry.deletes:
        state.deleted_at = state.deleted_at or utc_text(entry.received_at)
    elif entry.resolves is not None and entry.outcome != Outcome.CONFLICT:
        state.deleted_at = None
    move_on(state, entry.number, entry.set)


def _compare(village: UUID, head: int, states: dict[Key, State]) -> Iterator[Fault]:
    for kind in kinds.every():
        wanted = {key.record: state for key, state in states.items() if key.kind == kind.name}
        rows = kind.model._default_manager.filter(village=village).order_by("version")
        columns = ("id", "version", "field_versions", "deleted_at", *kind.fields)
        for row in rows.values(*columns).iterator(BATCH):
            replayed = wanted.pop(str(row["id"]), None)
            if row["version"] > head:
                continue
            place = f"{village} {kind.name} {row['id']}"
            if replayed is None:
                yield Fault(place, "stands in no entry of the ledger")
            else:
                yield from _differences(place, kind, row, replayed)
        for record, state in wanted.items():
            yield Fault(f"{village} {kind.name} {record}", f"is missing; entry {state.version} made it")


def _differences(place: str, kind: kinds.Kind, row: dict[str, Any], replayed: State) -> Iterator[Fault]:
    stored = wire.document(kind, row)
    for name in sorted(stored.keys() | replayed.values.keys()):
        if stored.get(name) != replayed.values.get(name):
            yield Fault(place, f"{name} differs from entry {replayed.versions.get(name, replayed.version)}")
    deleted = None if row["deleted_at"] is None else utc_text(row["deleted_at"])
    if (row["version"], row["field_versions"], deleted) != (replayed.version, replayed.versions, replayed.deleted_at):
        yield Fault(place, f"its version or deletion differs from entry {replayed.version}")
