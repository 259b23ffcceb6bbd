"""What became of a record and of all that hangs on it, read from the ledger, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from sync import kinds, wire, wording
from sync.models import Conflict, Device, LedgerEntry

RECORD = ""
"""The record itself, beside its fields."""


class Part(NamedTuple):
    """A record, and what people call it."""

    kind: str
    record: UUID
    title: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that somebody set to another value; ``kind``, ``field`` and the values in words.

    ``at``: when it arrived here. ``device``: the phone (empty: a desk). ``made_at``: by that phone's own clock.
    """

    number: int
    record: UUID
    kind: str
    title: str
    name: str
    field: str
    before: str
    after: str
    by: str
    at: datetime
    device: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said something, on which phone (empty: at a desk), and when it arrived."""

    by: str
    device: str
    at: datetime


def parts_of(kind: str, village: UUID, record: UUID) -> list[Part]:
    """The record and, level by level, what hangs on it, deleted records too. One query a kind and level."""
    found = _rows(wire.kind_named(kind), village, {"id": record})
    level = {kind: [part.record for part in found]}
    while level:
        below: dict[str, list[UUID]] = {}
        for child in kinds.every():
            for parent in set(child.parents) & set(level):
                rows = _rows(child, village, {f"{parent}__in": level[parent]})
                fresh = [part for part in rows if part not in found]
                found += fresh
                below.setdefault(child.name, []).extend(part.record for part in fresh)
        level = {name: records for name, records in below.items() if records}
    return found


def _rows(kind: kinds.Kind, village: UUID, where: dict[str, Any]) -> list[Part]:
    rows = kind.model._default_manager.filter(village=village, **where).order_by("id")
    return [
        Part(
            kind.name,
            row["id"],
            wording.title_of(kind, wire.document(kind, row)),
            deleted=row["deleted_at"] is not None,
        )
        for row in rows.values("id", "deleted_at", *kind.fields)
    ]


def differences_after(village: UUID, parts: Iterable[Part], number: int, *, zone: ZoneInfo) -> list[Difference]:
    """What was set in these records by ledger entries after ``number``, newest first. Three queries."""
    parts = list(parts)
    titles = {(part.kind, part.record): part.title for part in parts}
    entries = LedgerEntry.objects.filter(village=village, record__in={part.record for part in parts})
    known: dict[tuple[UUID, str], Any] = {}
    found: list[tuple[LedgerEntry, kinds.Kind, str, Any, Any]] = []
    for entry in entries.order_by("number"):
        kind = kinds.find(entry.kind)
        if kind is None or (entry.kind, entry.record) not in titles:
            continue
        for name, value in entry.set.items():
            before = known.get((entry.record, name))
            known[entry.record, name] = value
            if entry.number > number and before != value:
                found.append((entry, kind, name, before, value))
    names = people({entry.user for entry, *_rest in found})
    devices = phones({entry.device for entry, *_rest in found})
    return [
        Difference(
            number=entry.number,
            record=entry.record,
            kind=wording.kind_label(kind),
            title=titles[entry.kind, entry.record],
            name=name,
            field=wording.field_label(kind, name),
            before=wording.value_text(kind, name, before, zone=zone),
            after=wording.value_text(kind, name, value, zone=zone),
            by=names.get(entry.user, ""),
            at=entry.received_at,
            device=devices.get(entry.device, ""),
            made_at=entry.made_at,
        )
        for entry, kind, name, before, value in reversed(found)
    ]


def origins(conflicts: Iterable[Conflict]) -> dict[UUID, dict[str, Origin]]:
    """Who set what stood when each difference arose, field by field; ``RECORD``: who else last touched the record.

    Three queries.
    """
    listed = list(conflicts)
    entries = LedgerEntry.objects.filter(
        village__in={one.village_id for one in listed}, record__in={one.record for one in listed}
    )
    past: dict[tuple[UUID, str, UUID], list[LedgerEntry]] = {}
    for entry in entries.order_by("number"):
        past.setdefault((entry.village_id, entry.kind, entry.record), []).append(entry)
    set_by = {one.pk: _set_by(one, past.get((one.village_id, one.kind, one.record), [])) for one in listed}
    said = [entry for found in set_by.values() for entry in found.values()]
    names, devices = people({entry.user for entry in said}), phones({entry.device for entry in said})
    return {
        pk: {
            name: Origin(names.get(entry.user, ""), devices.get(entry.device, ""), entry.received_at)
            for name, entry in found.items()
        }
        for pk, found in set_by.items()
    }


def first_origins(village: UUID, records: Iterable[UUID]) -> dict[UUID, Origin]:
    """Who made these records, on which phone. Three queries."""
    made = LedgerEntry.objects.filter(village=village, record__in=list(records)).order_by("-number")
    first = {entry.record: entry for entry in made}
    names, devices = people({entry.user for entry in first.values()}), phones({one.device for one in first.values()})
    return {
        record: Origin(names.get(entry.user, ""), devices.get(entry.device, ""), entry.received_at)
        for record, entry in first.items()
    }


def _set_by(conflict: Conflict, past: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    found = {}
    for entry in past:
        if entry.number >= conflict.number:
            break
        found.update({name: entry for name in entry.set if name in conflict.fields})
        if (entry.user, entry.device) != (conflict.user_id, conflict.device):
            found[RECORD] = entry
    return found


def phones(numbers: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """The names of these phones. One query."""
    return dict(Device.objects.filter(number__in={one for one in numbers if one}).values_list("number", "name"))


def people(users: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these people. One query."""
    found = get_user_model()._default_manager.filter(pk__in=set(users))
    return dict(found.values_list("pk", "name"))
