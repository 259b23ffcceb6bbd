"""A village's tables as the checker reads them, each value in its form on the wire; and the ledger's own arithmetic."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785

from sync.models import Conflict, Feed, Held, LedgerEntry, Rejection
from tests.simulation.recordings import EMPTY, SORTS, utc
from tests.simulation.world import RECORDS

NOTHING = "0" * 64
Entry = dict[str, Any]


@dataclass
class Row:
    """A record. ``setters``: field -> the number of the entry that set it last."""

    values: dict[str, Any] = field(default_factory=dict)
    setters: dict[str, int] = field(default_factory=dict)
    version: int = 0
    deleted: bool = False


@dataclass
class Books:
    """Everything that the server holds of one village."""

    village: str
    head: int
    head_hash: str
    entries: list[Entry]
    conflicts: dict[str, Entry]
    held: dict[str, Entry]
    rejected: set[str]
    rows: dict[tuple[str, str], Row]

    def number_of(self, change: str) -> list[int]:
        """Where a change stands in the ledger."""
        return [one["number"] for one in self.entries if one["change"] == change]


def plain(value: Any) -> Any:
    """A column's value as JSON."""
    if isinstance(value, datetime):
        return utc(value)
    return str(value) if isinstance(value, UUID) else value


def read(village: UUID) -> Books:
    """Reads one village. One query a table."""
    feed = Feed.objects.filter(pk=village).first()
    return Books(
        str(village),
        feed.head if feed else 0,
        feed.head_hash if feed else NOTHING,
        [_told(one) for one in LedgerEntry.objects.filter(village=village).order_by("number").values()],
        {str(one["id"]): _told(one) for one in Conflict.objects.filter(village=village).values()},
        {str(one["change"]): _told(one) for one in Held.objects.filter(village=village).values()},
        {str(one) for one in Rejection.objects.filter(village=village).values_list("change", flat=True)},
        dict(_rows(village)),
    )


def _told(row: Mapping[str, Any]) -> Entry:
    return {name: plain(value) for name, value in row.items()}


def _rows(village: UUID) -> Iterator[tuple[tuple[str, str], Row]]:
    for kind, model in RECORDS.items():
        names = SORTS[kind].fields
        for one in model._default_manager.filter(village=village).values():
            values = {name: _stored(name, one[name]) for name in names}
            told = {name: value for name, value in values.items() if value not in EMPTY}
            row = Row(told, one["field_versions"], one["version"], one["deleted_at"] is not None)
            yield (kind, str(one["id"])), row


def _stored(name: str, value: Any) -> Any:
    if name == "volume" and value is not None:
        return value // 1000 if value % 1000 == 0 else value / 1000
    return plain(value)


def chain_faults(books: Books) -> Iterator[str]:
    """What is wrong with the numbers and hashes, computed from the documented form alone."""
    before = NOTHING
    for number, entry in enumerate(books.entries, 1):
        if entry["number"] != number:
            yield f"entry {number} is missing"
            return
        if entry["previous"] != before:
            yield f"entry {number} does not name the hash before it"
        before = _hash(before, entry)
        if entry["hash"] != before:
            yield f"the hash of entry {number} is not the one of its content"
        for fault in _seal_faults(entry):
            yield f"entry {number}: {fault}"
    if (books.head, books.head_hash) != (len(books.entries), before):
        yield f"the head says {books.head}, the ledger has {len(books.entries)} entries"


def _seal_faults(entry: Entry) -> Iterator[str]:
    restricted = {name for name, one in SORTS[entry["kind"]].fields.items() if one.restricted}
    if set(entry["sealed"]) != {"content", *(restricted & set(entry["set"]))}:
        yield f"it seals {sorted(entry['sealed'])}"
    for name, value in [*entry["set"].items(), ("content", entry["content"])]:
        if name in entry["sealed"] and entry["sealed"][name] != _commitment(entry["salt"], name, value):
            yield f"the seal of {name} is not the one of its value"


def _hash(before: str, entry: Entry) -> str:
    names = ("number", "change", "kind", "record", "base", "sealed", "contested", "deletes", "resolves", "outcome")
    form = {name: entry[name] for name in (*names, "user", "device", "made_at", "received_at")}
    form["village"] = entry["village_id"]
    form["set"] = {name: value for name, value in entry["set"].items() if name not in entry["sealed"]}
    return hashlib.sha256(bytes.fromhex(before) + rfc8785.dumps(form)).hexdigest()


def _commitment(salt: str, name: str, value: Any) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + name.encode() + rfc8785.dumps(value)).hexdigest()
