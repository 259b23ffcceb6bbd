"""The part of a village that one transaction works on, held in memory: records, heads, and what is to be written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from sync import documents, kinds, ledger, store, wire
from sync.fields import utc_text
from sync.kinds import Kind
from sync.models import Conflict, Feed, Held, LedgerEntry, Rejection


class Key(NamedTuple):
    """A record of a village; ids are texts here, as they come and go."""

    village: str
    kind: str
    record: str


def key_of(village: UUID, kind: str, record: UUID) -> Key:
    """The key of a stored record."""
    return Key(str(village), kind, str(record))


class Author(NamedTuple):
    """Who recorded something, on which phone (``None``: at a desk)."""

    user: str
    device: str | None


def author_of(user: UUID, device: UUID | None) -> Author:
    """The author with these ids."""
    return Author(str(user), None if device is None else str(device))


@dataclass(slots=True)
class State:
    """A record as it stands. ``values`` in wire form, empty fields absent; version 0: it was never made."""

    values: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    version: int = 0
    deleted_at: str | None = None
    fresh: bool = True
    """Whether it is in no table yet."""

    @property
    def exists(self) -> bool:
        return self.version > 0


class Past(NamedTuple):
    """An entry of a record's history: who set what."""

    number: int
    author: Author
    received_at: datetime
    set: Mapping[str, Any]


@dataclass(slots=True)
class Workspace:
    """What a transaction knows and will write."""

    feeds: dict[str, Feed]
    now: datetime
    states: dict[Key, State] = field(default_factory=dict)
    pasts: dict[Key, list[Past]] = field(default_factory=lambda: defaultdict(list))
    entries: list[dict[str, Any]] = field(default_factory=list)
    touched: dict[Key, None] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    changed_conflicts: set[str] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    salts: Iterator[str] = field(default_factory=ledger.salts)
    began: dict[str, int] = field(init=False)
    _moment: str = ""

    def __post_init__(self) -> None:
        self.began = {village: feed.head for village, feed in self.feeds.items()}

    def state(self, key: Key) -> State:
        """The record, or an empty one that was never made."""
        found = self.states.get(key)
        if found is None:
            found = self.states[key] = State()
        return found

    @property
    def calls_for_humans(self) -> bool:
        """Whether something waits for a human that did not before, or waits no more."""
        return bool(self.held or self.changed_conflicts)

    @property
    def moment(self) -> str:
        """``now`` in wire form."""
        if not self._moment:
            self._moment = utc_text(self.now)
        return self._moment

    def load(self, keys: Iterable[Key]) -> None:
        """Reads records and, level by level, the parents they hang on. One query a level."""
        wanted = {key for key in keys if key not in self.states}
        while wanted:
            self._load_level(wanted)
            wanted = {
                parent
                for key in wanted
                for parent in parents_of(key, self.states[key].values)
                if parent not in self.states
            }

    def _load_level(self, wanted: set[Key]) -> None:
        by_kind: dict[Kind, list[Key]] = defaultdict(list)
        for key in wanted:
            self.states[key] = State()
            kind = kinds.find(key.kind)
            if kind is not None:
                by_kind[kind].append(key)
        self.states.update(read_states(by_kind))

    def load_pasts(self, bases: Mapping[Key, int]) -> None:
        """Reads the history of the records that moved on after the given bases, or are deleted. One query."""
        states = self.states
        moved = [key for key, base in bases.items() if states[key].version > base or states[key].deleted_at]
        if not moved:
            return
        rows = LedgerEntry.objects.filter(
            village__in={key.village for key in moved}, record__in={key.record for key in moved}
        ).values_list("village_id", "kind", "record", "number", "user", "device", "received_at", "set")
        for village, kind, record, number, user, device, received_at, changed in rows.order_by("number"):
            past = Past(number, author_of(user, device), received_at, changed)
            self.pasts[key_of(village, kind, record)].append(past)

    def write(self) -> None:
        """Writes everything. One statement a table, two where records of a kind are made and others moved on."""
        made: dict[str, list[dict[str, Any]]] = defaultdict(list)
        moved: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for key in self.touched:
            state = self.states[key]
            (made if state.fresh else moved)[key.kind].append(_record_row(key, state))
        for name, records in made.items():
            store.insert(wire.kind_named(name).model, records)
        for name, records in moved.items():
            store.upsert(wire.kind_named(name).model, records, key=("village_id", "id"))
        store.insert(LedgerEntry, self.entries)
        if self.entries:
            store.upsert(Feed, [_row(feed) for feed in self.feeds.values()], key=("village_id",))
        changed = [_row(self.conflicts[one]) for one in sorted(self.changed_conflicts)]
        store.upsert(Conflict, changed, key=("id",))
        store.insert(Held, [_row(one) for one in self.held])
        store.insert(Rejection, [_row(one) for one in self.rejections])


def parents_of(key: Key, values: Mapping[str, Any]) -> list[Key]:
    """The records that a record with these values hangs on."""
    kind = kinds.find(key.kind)
    if kind is None:
        return []
    return [Key(key.village, name, values[name]) for name in kind.parents if values.get(name)]


def read_states(wanted: Mapping[Kind, Collection[Key]]) -> Iterator[tuple[Key, State]]:
    """The stored records among ``wanted``. One query."""
    keys = {key for of_kind in wanted.values() for key in of_kind}
    names = {kind: [(key.village, key.record) for key in wanted[kind]] for kind in wanted}
    for told in documents.read(names):
        key = Key(told.village, told.kind, told.record)
        if key in keys:
            values, versions = orjson.loads(told.document), orjson.loads(told.field_versions)
            yield key, State(values, versions, told.version, told.deleted_at, fresh=False)


def _record_row(key: Key, state: State) -> dict[str, Any]:
    return {
        "village_id": key.village,
        "id": key.record,
        "version": state.version,
        "field_versions": state.versions,
        "deleted_at": state.deleted_at,
        **wire.columns(wire.kind_named(key.kind), state.values),
    }


def _row(instance: Any) -> dict[str, Any]:
    """A model instance as the JSON of its columns."""
    found = {}
    for column in instance._meta.local_concrete_fields:
        value = getattr(instance, column.attname)
        if isinstance(value, datetime):
            value = utc_text(value)
        elif isinstance(value, UUID):
            value = str(value)
        found[column.column] = value
    return found


def append(
    space: Workspace, kind: Kind, key: Key, author: Author, *, facts: dict[str, Any], changed: dict[str, Any]
) -> int:
    """Appends an entry to the village's ledger and moves the record on; answers the entry's number.

    ``facts``: change, content, base, deletes, contested, resolves, outcome, made_at of the entry.
    """
    feed = space.feeds[key.village]
    salt = next(space.salts)
    entry = {
        "village_id": key.village,
        "number": feed.head + 1,
        "kind": key.kind,
        "record": key.record,
        "set": changed,
        "user": author.user,
        "device": author.device,
        "received_at": space.moment,
        "salt": salt,
        "sealed": ledger.seal(kind, salt=salt, changed=changed, content=facts["content"]),
        "previous": feed.head_hash,
        **facts,
    }
    entry["hash"] = ledger.entry_hash(feed.head_hash, ledger.public_form(entry))
    feed.head, feed.head_hash = entry["number"], entry["hash"]
    space.entries.append(entry)
    space.pasts[key].append(Past(feed.head, author, space.now, changed))
    move_on(space.state(key), feed.head, changed)
    space.touched[key] = None
    return feed.head


def move_on(state: State, number: int, changed: Mapping[str, Any]) -> None:
    """Takes an entry's fields into a record."""
    state.version = number
    for name, value in changed.items():
        state.versions[name] = number
        if value is None:
            state.values.pop(name, None)
        else:
            state.values[name] = value
