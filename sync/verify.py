"""Replays a village's ledger from its first entry and compares the outcome with what is stored.

Works on a live server: what is written while it reads is caught up with, entry by entry.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sync import damage, kept, kinds, ledger, wire
from sync.fields import utc_text
from sync.kept import Fault
from sync.kinds import Kind
from sync.models import Feed, LedgerEntry
from sync.models.ledger import FIRST_HASH
from sync.state import Key, State, key_of, move_on
from sync.terms import Outcome

__all__ = ["Fault", "as_json", "verify"]

ROUNDS = 50
"""How often a village that goes on writing is caught up with."""

CONTENT = "content"
NOWHERE = "stands in no entry of the ledger"


@dataclass(slots=True)
class _Book:
    """How far a village was read, and how its records then stand."""

    village: UUID
    kept: kept.Kept
    tick: Callable[[], None]
    number: int = 0
    hash: str | None = FIRST_HASH
    states: dict[Key, State] = field(default_factory=dict)


def verify(village: UUID, *, tick: Callable[[], None] = lambda: None) -> Iterator[Fault]:
    """The faults of a village's ledger, its records and what waits for a human; none where all is whole.

    ``tick`` is called once an entry. A record that is written faster than it is read is left to the next run.
    """
    feed = Feed.objects.filter(pk=village).first()
    if feed is None:
        return
    book = _Book(village, kept.Kept(village, feed.head), tick)
    yield from _read_on(book, feed)
    yield from book.kept.rest()
    ahead: dict[Key, int] = {}
    for kind in kinds.every():
        wanted = [key for key in book.states if key.kind == kind.name]
        yield from _compare(book, kind, wanted, ahead)
        yield from _made_by_nothing(book, kind, ahead)
    yield from _catch_up(book, ahead)
    yield from _beyond(book)


def _read_on(book: _Book, feed: Feed) -> Iterator[Fault]:
    entries = LedgerEntry.objects.filter(village=book.village)
    new = entries.filter(number__gt=book.number, number__lte=feed.head).order_by("number")
    for number, entry in damage.each(entries, "number", list(new.values_list("number", flat=True))):
        book.tick()
        if number != book.number + 1:
            yield Fault(f"{book.village} #{number}", f"number {book.number + 1} is missing")
        book.number = number
        if entry is None:
            yield Fault(f"{book.village} #{number}", "cannot be read")
            book.hash = None
            continue
        yield from _faults_of(entry, book.hash)
        yield from _guarded(f"{book.village} #{number}", book.kept.faults_at(entry, book.states))
        book.hash = entry.hash
        _replay(book.states, entry)
    if book.number != feed.head or book.hash not in (feed.head_hash, None):
        yield Fault(f"{book.village} #{feed.head}", "the head does not match the last entry")


def _faults_of(entry: LedgerEntry, previous: str | None) -> Iterator[Fault]:
    place = f"{entry.village_id} #{entry.number}"
    if previous not in (entry.previous, None):
        yield Fault(place, "does not follow the entry before")
    yield from _guarded(place, (Fault(place, what) for what in _wrong_with(entry)))


def _guarded(place: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    """The faults, or that the place cannot be read."""
    try:
        yield from faults
    except damage.UNREADABLE:
        yield Fault(place, "cannot be read")


def _wrong_with(entry: LedgerEntry) -> Iterator[str]:
    if entry.hash != ledger.entry_hash(entry.previous, ledger.public_form(as_json(entry))):
        yield "the hash does not match the entry"
    clear = {CONTENT: entry.content, **entry.set}
    for name, commitment in entry.sealed.items():
        if name not in clear:
            yield f"the restricted value of {name} is missing"
        elif commitment != ledger.commitment(entry.salt, name, clear[name]):
            what = CONTENT if name == CONTENT else f"restricted value of {name}"
            yield f"the {what} does not match its commitment"


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
    if isinstance(entry.set, dict):
        move_on(state, entry.number, entry.set)


def _compare(book: _Book, kind: Kind, wanted: Iterable[Key], ahead: dict[Key, int]) -> Iterator[Fault]:
    columns = ("id", "version", "field_versions", "deleted_at", *kind.fields)
    rows = kind.model._default_manager.filter(village=book.village).values(*columns)
    left = {UUID(key.record): book.states[key] for key in wanted}
    for record, row in damage.each(rows, "id", sorted(left)):
        replayed = left.pop(record)
        place = f"{book.village} {kind.name} {record}"
        if row is None:
            yield Fault(place, f"cannot be read; entry {replayed.version} says what it holds")
        elif isinstance(row["version"], int) and row["version"] > book.number:
            ahead[key_of(book.village, kind.name, record)] = row["version"]
        else:
            yield from _guarded(place, _differences(place, kind, row, replayed))
    for record, state in left.items():
        yield Fault(f"{book.village} {kind.name} {record}", f"is missing; entry {state.version} made it")


def _made_by_nothing(book: _Book, kind: Kind, ahead: dict[Key, int]) -> Iterator[Fault]:
    rows = kind.model._default_manager.filter(village=book.village)
    try:
        stored: dict[UUID, Any] = dict(rows.values_list("id", "version"))
    except damage.UNREADABLE:
        yield Fault(f"{book.village} {kind.name}", "the id of a record cannot be read")
        return
    for record, version in stored.items():
        key = key_of(book.village, kind.name, record)
        if key in book.states:
            continue
        if isinstance(version, int) and version > book.number:
            ahead[key] = version
        else:
            yield Fault(f"{book.village} {kind.name} {record}", NOWHERE)


def _catch_up(book: _Book, ahead: dict[Key, int]) -> Iterator[Fault]:
    """Reads on while records are ahead of what was read, and compares those."""
    for _round in range(ROUNDS):
        if not ahead:
            break
        feed = Feed.objects.get(pk=book.village)
        for key, version in sorted(ahead.items()):
            if version > feed.head:
                yield Fault(f"{key.village} {key.kind} {key.record}", "its version is ahead of the ledger")
        waiting = {key for key, version in ahead.items() if version <= feed.head}
        ahead.clear()
        yield from _read_on(book, feed)
        for key in sorted(waiting - book.states.keys()):
            yield Fault(f"{key.village} {key.kind} {key.record}", NOWHERE)
        for kind in kinds.every():
            known = [key for key in waiting & book.states.keys() if key.kind == kind.name]
            yield from _compare(book, kind, known, ahead)


def _beyond(book: _Book) -> Iterator[Fault]:
    """Entries after the head. Whoever sees a committed entry sees its head, so they are looked for first."""
    after = LedgerEntry.objects.filter(village=book.village, number__gt=book.number).order_by("number")
    found = list(after.values_list("number", flat=True)[: damage.AT_ONCE])
    head = Feed.objects.get(pk=book.village).head
    yield from (Fault(f"{book.village} #{number}", "stands after the head") for number in found if number > head)


def _differences(place: str, kind: Kind, row: dict[str, Any], replayed: State) -> Iterator[Fault]:
    stored = wire.document(kind, row)
    deleted = None if row["deleted_at"] is None else utc_text(row["deleted_at"])
    for name in sorted(stored.keys() | replayed.values.keys()):
        if stored.get(name) != replayed.values.get(name):
            yield Fault(place, f"{name} differs from entry {replayed.versions.get(name, replayed.version)}")
    if (row["version"], row["field_versions"], deleted) != (replayed.version, replayed.versions, replayed.deleted_at):
        yield Fault(place, f"its version or deletion differs from entry {replayed.version}")
