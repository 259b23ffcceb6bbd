"""What waits for a human, as officers read it: two values side by side, or a whole change that came late."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Value

from sync import kinds, wire, wording
from sync.history import RECORD, Origin, origins, phones
from sync.intake import PHONE_LOST
from sync.models import Conflict, Held
from sync.models.waiting import Waiting

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """One field with what it was, what stands and what is offered."""

    name: str
    label: str
    base: str
    stored: str
    offered: str
    same: bool
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Item:
    """A waiting change in words; ``device``: the phone that it was made on.

    ``origin``: who else last touched the record before. ``version`` and ``deleted`` tell how its record stands now.
    """

    row: Any
    kind: str
    title: str
    device: str
    origin: Origin | None
    pairs: list[Pair]
    version: int
    deleted: bool

    @property
    def fields(self) -> str:
        return ", ".join(pair.label for pair in self.pairs)


def open_conflicts(villages: QuerySet[Any]) -> QuerySet[Conflict]:
    """The differing entries that nobody settled yet, the oldest first."""
    found = Conflict.objects.filter(village__in=villages, settled_at__isnull=True)
    return found.select_related("village__region", "user").order_by("received_at")


def undecided(villages: QuerySet[Any]) -> QuerySet[Held]:
    """The late changes that nobody admitted or dismissed yet, the oldest first."""
    found = Held.objects.filter(village__in=villages, decision="")
    return found.select_related("village__region", "user").order_by("received_at")


def counted(villages: QuerySet[Any]) -> QuerySet[Any]:
    """How many differing entries and late changes wait: word, village's name, count. One query when evaluated."""
    conflicts, held = (
        rows.order_by()
        .values(word=Value(word), name=F("village__region__name"))
        .annotate(count=Count("pk"))
        .values_list("word", "name", "count")
        for word, rows in (("conflicts", open_conflicts(villages)), ("held", undecided(villages)))
    )
    return conflicts.union(held, all=True)


@dataclass(frozen=True, slots=True)
class LostPhone:
    """A lost phone of which several changes wait, so that an officer who read them need not admit them one by one."""

    device: UUID
    by: str
    count: int


def from_lost_phones(villages: QuerySet[Any]) -> list[LostPhone]:
    """The lost phones of which changes wait, by the name of who recorded. One query."""
    rows = undecided(villages).filter(reason=PHONE_LOST, device__isnull=False).order_by()
    found = rows.values_list("device", "user__name").annotate(count=Count("pk")).order_by("user__name")
    return [LostPhone(*row) for row in found]


def described(rows: Iterable[Conflict | Held]) -> list[Item]:
    """The rows in words. One query a kind, one for phones, and three for who set what stands."""
    listed: list[Any] = list(rows)
    records = _records(listed)
    said = origins(row for row in listed if isinstance(row, Conflict))
    devices = phones({row.device for row in listed})
    never_made = _Record({}, 0, deleted=False)
    return [
        _item(
            row,
            records.get((row.village_id, row.kind, row.record), never_made),
            said.get(row.pk, {}),
            devices.get(row.device, ""),
        )
        for row in listed
    ]


@dataclass(frozen=True, slots=True)
class _Record:
    document: dict[str, Any]
    version: int
    deleted: bool


def _records(rows: list[Waiting]) -> dict[tuple[UUID, str, UUID], _Record]:
    found = {}
    for name in sorted({row.kind for row in rows}):
        kind = wire.kind_named(name)
        of_kind = [row for row in rows if row.kind == name]
        stored = kind.model._default_manager.filter(
            village__in={row.village_id for row in of_kind}, id__in={row.record for row in of_kind}
        ).values("village_id", "id", "version", "deleted_at", *kind.fields)
        for values in stored:
            found[values["village_id"], name, values["id"]] = _Record(
                wire.document(kind, values), values["version"], deleted=values["deleted_at"] is not None
            )
    return found


def _item(row: Any, record: _Record, said: dict[str, Origin], device: str) -> Item:
    kind = wire.kind_named(row.kind)
    offered = offered_by(row)
    return Item(
        row=row,
        kind=wording.kind_label(kind),
        title=wording.title_of(kind, {**offered, **record.document}),
        device=device,
        origin=said.get(RECORD),
        pairs=[_pair(kind, row, name, record, said.get(name)) for name in sorted(offered)],
        version=record.version,
        deleted=record.deleted,
    )


def offered_by(row: Conflict | Held) -> dict[str, Any]:
    """The values that the waiting change would set."""
    if isinstance(row, Conflict):
        return {name: triple["offered"] for name, triple in row.fields.items()}
    return dict(row.set)


def chosen(row: Conflict, offered: set[str]) -> dict[str, Any]:
    """The value of every contested field: the offered one where named, else what stands now. One query."""
    record = _records([row]).get((row.village_id, row.kind, row.record))
    stands = record.document if record else {}
    return {name: triple["offered"] if name in offered else stands.get(name) for name, triple in row.fields.items()}


def _pair(kind: kinds.Kind, row: Any, name: str, record: _Record, origin: Origin | None) -> Pair:
    base = row.fields[name]["base"] if isinstance(row, Conflict) else None
    stored, offered = record.document.get(name), offered_by(row)[name]

    def text(value: Any) -> str:
        return wording.value_text(kind, name, value, zone=row.village.timezone)

    return Pair(
        name=name,
        label=wording.field_label(kind, name),
        base=text(base),
        stored=text(stored),
        offered=text(offered),
        same=stored == offered,
        origin=origin,
    )
