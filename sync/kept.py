"""What the ledger knows of the changes that wait for a human, so that nobody alters those unseen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sync import damage
from sync.models import Conflict, Held, LedgerEntry
from sync.state import Key, State, key_of
from sync.terms import Decision, Outcome

IN_BOTH = {
    "number": "number",
    "content": "content",
    "kind": "kind",
    "record": "record",
    "user_id": "user",
    "device": "device",
    "made_at": "made_at",
    "received_at": "received_at",
    "base": "base",
}
"""What a kept difference has in common with the entry of its change."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold, and the entry or record where it was found."""

    place: str
    what: str


class Kept:
    """The differing entries and held changes of a village, judged while its ledger is read."""

    def __init__(self, village: UUID, head: int) -> None:
        """Reads them; what came after ``head`` is left to the next run. Four queries where all can be read."""
        self.village = village
        self.head = head
        self.unreadable: list[str] = []
        self.differing: dict[UUID, Conflict] = {row.change: row for row in self._rows(Conflict) if row.number <= head}
        self.held: list[Held] = list(self._rows(Held))
        self.judged: set[UUID] = set()
        self.settled: dict[UUID, LedgerEntry] = {}
        self.taken: dict[UUID, str] = {}

    def _rows(self, model: Any) -> Iterator[Any]:
        rows = model.objects.filter(village=self.village)
        for name, row in damage.each(rows, "id", list(rows.values_list("id", flat=True))):
            if row is None:
                self.unreadable.append(f"{model._meta.model_name} {name}")
            else:
                yield row

    def faults_at(self, entry: LedgerEntry, before: Mapping[Key, State]) -> Iterator[Fault]:
        """What is wrong with the difference that this entry left; ``before``: the records as they stood then."""
        self.taken[entry.change] = entry.content
        if entry.outcome != Outcome.CONFLICT:
            if entry.resolves is not None:
                self.settled[entry.resolves] = entry
            return
        row = self.differing.get(entry.change)
        if row is None:
            yield Fault(f"{self.village} #{entry.number}", "its two values are kept nowhere")
            return
        self.judged.add(entry.change)
        state = before.get(key_of(entry.village_id, entry.kind, entry.record), State())
        for name in sorted({*_unlike(row, entry), *_fields_unlike(row, entry, state)}):
            yield Fault(f"{self.village} #{entry.number}", f"{name} of its two values differs from the ledger")

    def rest(self) -> Iterator[Fault]:
        """What is wrong with the rest, once all entries were seen."""
        yield from (Fault(f"{self.village} {place}", "cannot be read") for place in self.unreadable)
        for change, row in self.differing.items():
            place = f"{self.village} conflict {row.pk}"
            if change not in self.judged:
                yield Fault(place, "stands in no entry of the ledger")
            yield from (Fault(place, what) for what in self._settled_wrongly(row))
        for held in self.held:
            place = f"{self.village} held {held.pk}"
            yield from (Fault(place, what) for what in self._decided_wrongly(held))

    def _settled_wrongly(self, row: Conflict) -> Iterator[str]:
        entry = self.settled.get(row.pk)
        number = row.settled_number if row.settled_number and row.settled_number <= self.head else None
        if (entry.number if entry else None) != number:
            yield "is not settled as the ledger says"
        elif entry is not None and entry.received_at != row.settled_at:
            yield f"was not settled when entry {entry.number} says"

    def _decided_wrongly(self, held: Held) -> Iterator[str]:
        content = self.taken.get(held.change)
        if held.decision != Decision.ADMITTED:
            if content is not None:
                yield "was not admitted, and stands in the ledger"
        elif content is None:
            later = LedgerEntry.objects.filter(village=self.village, change=held.change)
            if not later.exists():
                yield "was admitted, and stands in no entry of the ledger"
        elif content != held.content:
            yield "differs from the entry that took it in"


def _unlike(row: Conflict, entry: LedgerEntry) -> list[str]:
    return [name for name, other in IN_BOTH.items() if getattr(row, name) != getattr(entry, other)]


def _fields_unlike(row: Conflict, entry: LedgerEntry, state: State) -> Iterator[str]:
    """Which contested fields are others than those of the entry, or say of the ledger what it does not."""
    if row.deletes is not (not entry.contested):
        yield "deletes"
    yield from set(entry.contested) - set(row.fields)
    for name, said in row.fields.items():
        if entry.contested and name not in entry.contested:
            yield name
        base = _value_at(entry, name)
        if not isinstance(said, dict) or (said.get("base"), said.get("stored")) != (base, state.values.get(name)):
            yield name


def _value_at(entry: LedgerEntry, name: str) -> Any:
    """What the field held at the base of the entry's change. One query."""
    past = LedgerEntry.objects.filter(
        village=entry.village_id, kind=entry.kind, record=entry.record, number__lte=min(entry.base, entry.number - 1)
    )
    for changed in past.order_by("-number").values_list("set", flat=True).iterator():
        if name in changed:
            return changed[name]
    return None
