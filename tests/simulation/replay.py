"""The second promise: nobody's value silently overwrites somebody else's. The ledger once more, entry by entry.

The rules are written from ``docs/sync.md``; none is taken from the engine.
"""

from collections.abc import Iterator
from typing import Any

from tests.simulation.books import Books, Entry, Row
from tests.simulation.recordings import HUMAN, LATEST, SORTS, TEXT, UNION, defaults, normal, spelled_anew
from tests.simulation.witness import Witness


class Replay:
    """The ledger once more from its first entry, with what was known before each entry."""

    def __init__(self, books: Books, witness: Witness) -> None:
        self.books, self.witness = books, witness
        self.rows: dict[tuple[str, str], Row] = {}
        self.past: dict[tuple[str, str], list[Entry]] = {}
        self.conflict_of = {one["change"]: one for one in books.conflicts.values()}
        self.settled: dict[str, int] = {}

    def faults(self) -> Iterator[str]:
        """What is broken in the entries, then between the replayed and the stored records."""
        for entry in self.books.entries:
            key = (entry["kind"], entry["record"])
            before = self.rows.setdefault(key, Row())
            for fault in (*self._settling_faults(entry), *self._entry_faults(entry, before)):
                yield f"entry {entry['number']} ({entry['kind']}, {entry['outcome']}): {fault}"
            self.past.setdefault(key, []).append(entry)
            _move_on(before, entry)
        for name, conflict in self.books.conflicts.items():
            told, found = conflict["settled_number"], self.settled.get(name)
            if told != found:
                yield f"a conflict is settled by {told}, in the ledger by {found}"
        if self.rows.keys() != self.books.rows.keys():
            yield "the ledger and the tables do not know the same records"
        for key in self.rows.keys() & self.books.rows.keys():
            if self.rows[key] != self.books.rows[key]:
                yield f"{key} is {self.books.rows[key]}, the ledger makes it {self.rows[key]}"

    def _settling_faults(self, entry: Entry) -> Iterator[str]:
        """A conflict is settled once, by an entry of its own record that is not contested itself."""
        if entry["resolves"] is None:
            return
        conflict = self.books.conflicts.get(entry["resolves"])
        if conflict is None or (conflict["kind"], conflict["record"]) != (entry["kind"], entry["record"]):
            yield "it settles a conflict that its record does not have"
        if entry["outcome"] == "conflict":
            return
        if entry["resolves"] in self.settled:
            yield f"it settles again what entry {self.settled[entry['resolves']]} settled"
        self.settled[entry["resolves"]] = entry["number"]

    def _entry_faults(self, entry: Entry, before: Row) -> Iterator[str]:
        if entry["device"] is None:
            return
        change = self.witness.offered.get(entry["change"])
        if change is None or self.witness.authors[entry["change"]] != (entry["user"], entry["device"]):
            yield "nobody offered this"
            return
        yield from self._standing_faults(entry, change, before)
        conflict = self.conflict_of.get(entry["change"])
        if (conflict is not None) is not (entry["outcome"] == "conflict"):
            yield "its outcome and the conflicts do not say the same"
        if change.get("delete"):
            yield from self._delete_faults(entry, before)
        elif conflict is not None and conflict["deletes"]:
            yield from self._buried_faults(entry, change, conflict, before)
        else:
            yield from self._edit_faults(entry, change, conflict, before)

    def _standing_faults(self, entry: Entry, change: Entry, before: Row) -> Iterator[str]:
        """Whether it may stand in the ledger at all."""
        if entry["base"] not in self.witness.bases[entry["change"]]:
            yield f"its base is {entry['base']}, offered were {self.witness.bases[entry['change']]}"
        held = self.books.held.get(entry["change"])
        if held is not None and held["decision"] != "admitted":
            yield "it is held"
        if held is None and self._closed(change, before):
            yield "it changes what was closed"

    def _closed(self, change: dict[str, Any], before: Row) -> bool:
        sort = SORTS[change["kind"]]
        if sort.outlives:
            return False
        if sort.closes and before.values.get(sort.closes[0]) == sort.closes[1]:
            return True
        above = {before.values.get(sort.parent), change.get("set", {}).get(sort.parent)} if sort.parent else set()
        parents = [self.rows[sort.parent, one] for one in above if (sort.parent, one) in self.rows]
        shut = SORTS[sort.parent].closes if sort.parent else None
        return shut is not None and any(one.values.get(shut[0]) == shut[1] for one in parents)

    def _delete_faults(self, entry: Entry, before: Row) -> Iterator[str]:
        if entry["set"]:
            yield "a deletion sets fields"
        unseen = [name for name in before.setters if self._unseen(entry, before, name)]
        if entry["deletes"] and not before.deleted and unseen:
            yield f"it deletes what others wrote meanwhile: {unseen}"
        if entry["outcome"] == "conflict" and not [
            name for name in before.setters if self._after_base(entry, before, name)
        ]:
            yield "a deletion is contested that nobody else stood against"

    def _buried_faults(self, entry: Entry, change: dict[str, Any], conflict: Entry, before: Row) -> Iterator[str]:
        if not before.deleted or entry["set"]:
            yield "it is contested as an edit of a deleted record"
        for name, value in spelled_anew(change["kind"], change["set"]).items():
            if conflict["fields"].get(name, {}).get("offered") != normal(change["kind"], name, value):
                yield f"the offered {name} is not in the conflict"

    def _edit_faults(self, entry: Entry, change: dict[str, Any], conflict: Entry | None, before: Row) -> Iterator[str]:
        if before.deleted and not entry["resolves"]:
            yield "it edits a deleted record"
        contested = conflict["fields"] if conflict else {}
        if sorted(contested) != sorted(entry["contested"]):
            yield f"it names {entry['contested']} as contested, the conflict {sorted(contested)}"
        fresh = before.version == 0
        said = spelled_anew(change["kind"], change["set"])
        offered = {name: normal(change["kind"], name, value) for name, value in said.items()}
        unasked = {name: value for name, value in entry["set"].items() if name not in offered}
        if unasked and (not fresh or unasked != {name: defaults(change["kind"]).get(name) for name in unasked}):
            yield f"nobody offered its {sorted(unasked)}"
        yield from self._field_faults(entry, before, offered, contested)

    def _field_faults(self, entry: Entry, before: Row, offered: Entry, contested: Entry) -> Iterator[str]:
        """Every offered value took effect, or says where it is."""
        for name, value in offered.items():
            stored = before.values.get(name)
            if name in contested:
                yield from self._contest_faults(entry, before, name, value, contested[name])
            elif name in entry["set"]:
                yield from self._value_faults(entry, before, name, value)
            elif stored != value and not _swallowed(entry["kind"], name, stored, value):
                yield f"the offered {name} is neither in the record nor in a conflict"

    def _contest_faults(self, entry: Entry, before: Row, name: str, value: Any, kept: Entry) -> Iterator[str]:
        if (kept["stored"], kept["offered"]) != (before.values.get(name), value):
            yield f"the conflict keeps {kept} of {name}, it was {before.values.get(name)} against {value}"
        if name in entry["set"]:
            yield f"{name} is contested and took effect"
        if not self._after_base(entry, before, name):
            yield f"{name} is contested, and nobody else set it after the base"
        if SORTS[entry["kind"]].fields[name].policy not in (HUMAN, TEXT):
            yield f"{name} is contested, and a machine should merge it"

    def _value_faults(self, entry: Entry, before: Row, name: str, value: Any) -> Iterator[str]:
        policy, stands, was = SORTS[entry["kind"]].fields[name].policy, entry["set"][name], before.values.get(name)
        unseen = name in before.setters and self._unseen(entry, before, name)
        if policy in (HUMAN, LATEST):
            if stands != value:
                yield f"{name} became {stands}, offered was {value}"
            if policy == HUMAN and unseen and was != stands:
                yield f"{name} was {was} by somebody whose word this phone had not seen, and is overwritten"
        elif policy == UNION:
            both = sorted({*(was or []), *(value or [])}) or None
            if stands != (both if unseen else stands) or stands not in (value, both):
                yield f"{name} became {stands} out of {was} and {value}"
        elif unseen:
            yield from self._text_faults(entry, name, value, stands, was)

    def _text_faults(self, entry: Entry, name: str, value: Any, stands: Any, was: Any) -> Iterator[str]:
        base = _lines(self._value_at(entry, name))
        for line in (_lines(value) | _lines(was)) - base - _lines(stands):
            yield f"the paragraph {line!r} of {name} is lost"

    def _value_at(self, entry: Entry, name: str) -> Any:
        value = None
        for past in self.past.get((entry["kind"], entry["record"]), []):
            if past["number"] <= entry["base"] and name in past["set"]:
                value = past["set"][name]
        return value

    def _setter(self, before: Row, name: str) -> Entry:
        return self.books.entries[before.setters[name] - 1]

    def _after_base(self, entry: Entry, before: Row, name: str) -> bool:
        """Whether somebody else set the field after the base that the phone named."""
        if name not in before.setters:
            return False
        setter = self._setter(before, name)
        return bool(_author(setter) != _author(entry) and setter["number"] > entry["base"])

    def _unseen(self, entry: Entry, before: Row, name: str) -> bool:
        """Whether the field was last set by somebody whose entry the phone did not show when its owner wrote."""
        setter = self._setter(before, name)
        if _author(setter) == _author(entry):
            return False
        settled = self.books.conflicts.get(entry["resolves"] or "")
        if settled and setter["number"] <= settled["number"] and (name in settled["fields"] or settled["deletes"]):
            return False
        life, version = self.witness.saw[entry["change"]]
        earlier = self.witness.history.get(life)
        if earlier is None:
            return bool(setter["number"] > version)
        return setter["change"] not in earlier.get(self.books.village, [])[:version]


def _swallowed(kind: str, name: str, stored: Any, value: Any) -> bool:
    """Whether a merge rightly left the stored value as it was."""
    policy = SORTS[kind].fields[name].policy
    return policy == TEXT or (policy == UNION and set(value or []) <= set(stored or []))


def _author(entry: Entry) -> tuple[Any, Any]:
    return entry["user"], entry["device"]


def _lines(text: str | None) -> set[str]:
    return set(text.split("\n")) if text else set()


def _move_on(row: Row, entry: Entry) -> None:
    if entry["deletes"]:
        row.deleted = True
    elif entry["resolves"] is not None and entry["outcome"] != "conflict":
        row.deleted = False
    row.version = entry["number"]
    for name, value in entry["set"].items():
        row.setters[name] = entry["number"]
        row.values.pop(name, None)
        if value is not None:
            row.values[name] = value
