"""Short histories of one record on three phones, through the pure merge alone, with laws that each step must keep.

Written for speed: a hundred thousand of them are played in every run. The laws are those of ``docs/sync.md``.
"""

from random import Random
from typing import Any

from sync.merge import Merged, Stored, merge
from sync.terms import Outcome, Policy

POLICIES = {"amount": Policy.HUMAN, "body": Policy.TEXT, "tags": Policy.UNION, "order": Policy.LATEST}
FIELDS = tuple(POLICIES)
PHONES = 3
DEEDS = 14
LINES = ("satu", "dua", "tiga", "empat", "lima")

Values = dict[str, Any]


class Broken(AssertionError):
    """A law of the merge was broken."""


class Server:
    """The least that a server is: entries in order, and what they make of the record."""

    def __init__(self) -> None:
        self.values: Values = {}
        self.setters: dict[str, int] = {}
        self.entries: list[tuple[int, Values]] = []
        self.conflicts: list[Values] = []
        self.receipts: set[int] = set()

    def take(self, change: int, author: int, base: int, offered: Values) -> None:
        """One change; the same one again has no effect."""
        if change in self.receipts:
            return
        self.receipts.add(change)
        entries = self.entries
        moved = [name for name, number in self.setters.items() if number > base and entries[number - 1][0] != author]
        merged = merge(
            Stored(self.values, frozenset(moved), lambda name: self._value_at(name, base)),
            offered,
            POLICIES.__getitem__,
        )
        self._keep_the_laws(merged, moved, offered, base)
        entries.append((author, merged.effective))
        self.conflicts.append(merged.contested)
        self.values = {**self.values, **merged.effective}
        for name in merged.effective:
            self.setters[name] = len(entries)

    def _value_at(self, name: str, base: int) -> Any:
        for _author, changed in reversed(self.entries[:base]):
            if name in changed:
                return changed[name]
        return None

    def _keep_the_laws(self, merged: Merged, moved: list[str], offered: Values, base: int) -> None:
        expected = Outcome.CONFLICT if merged.contested else Outcome.MERGED if moved else Outcome.APPLIED
        if merged.outcome is not expected or not merged.effective.keys() | merged.contested.keys() <= offered.keys():
            raise Broken(f"{merged} of {offered}")
        for name, value in offered.items():
            stored = self.values.get(name)
            stands = merged.effective.get(name, stored)
            if name in merged.contested:
                triple = {"base": self._value_at(name, base), "stored": stored, "offered": value}
                may = name in moved and value != stored and name in ("amount", "body")
                if not may or merged.contested[name] != triple or name in merged.effective:
                    raise Broken(f"{name}: {merged.contested[name]} where {triple}")
            elif name not in moved or name == "order":
                if stands != value:
                    raise Broken(f"{name} became {stands}, offered was {value}")
            elif not _is_merged(name, self._value_at(name, base), stored, value, stands):
                raise Broken(f"{name} became {stands} out of {stored} and {value}")


def _is_merged(name: str, base: Any, stored: Any, offered: Any, stands: Any) -> bool:
    """Whether a machine may have made this of what two people wrote at the same time."""
    if name == "amount" or stored == offered:
        return bool(stored == offered == stands)
    if name == "tags":
        return bool((stands or []) == sorted({*(stored or []), *(offered or [])}))
    before, one, other, now = (text.split("\n") if text else [] for text in (base, stored, offered, stands))
    written = {*one, *other}
    return written - {*before} <= {*now} <= written and not any(
        now.count(line) > min(one.count(line), other.count(line))
        for line in {*before}
        if max(one.count(line), other.count(line)) <= before.count(line)
    )


class Phone:
    """What somebody knows, and what waits to be sent: change, base, fields."""

    def __init__(self) -> None:
        self.values: Values = {}
        self.version = 0
        self.read = 0
        self.outbox: list[tuple[int, int, Values]] = []


def play(number: int, rng: Random) -> Server:
    """The history of this number; raises ``Broken``."""
    rng.seed(number)
    draw = rng.random
    server, phones, changes = Server(), [Phone() for _ in range(PHONES)], 0
    for _ in range(DEEDS):
        author = int(draw() * PHONES)
        phone, deed = phones[author], draw()
        if deed < 0.5:
            changes += 1
            phone.outbox.append((changes, phone.version, _edit(phone.values, draw)))
        elif phone.outbox:
            _send(server, phone, author, draw)
        else:
            _catch_up(server, phone)
    for author, phone in enumerate(phones):
        for change in phone.outbox:
            server.take(change[0], author, change[1], change[2])
    _check_the_end(server, phones, changes)
    return server


def _send(server: Server, phone: Phone, author: int, draw: Any) -> None:
    """One change in any order; it may arrive twice, its answer may be lost, and news may come with it or not."""
    place = int(draw() * len(phone.outbox))
    change, base, offered = phone.outbox[place]
    server.take(change, author, base, offered)
    if draw() < 0.2:
        server.take(change, author, base, offered)
    if draw() < 0.7:
        del phone.outbox[place]
        if draw() < 0.5:
            _catch_up(server, phone)


def _catch_up(server: Server, phone: Phone) -> None:
    for _author, changed in server.entries[phone.read :]:
        phone.values = {**phone.values, **changed}
    phone.read = phone.version = len(server.entries)


def _check_the_end(server: Server, phones: list[Phone], changes: int) -> None:
    for phone in phones:
        _catch_up(server, phone)
        if phone.values != server.values:
            raise Broken(f"a phone shows {phone.values}, the server has {server.values}")
    if len(server.entries) != changes or server.receipts != set(range(1, changes + 1)):
        raise Broken(f"{changes} changes made {len(server.entries)} entries")


def _edit(now: Values, draw: Any) -> Values:
    """One to three fields, out of a small choice, so that people meet."""
    offered: Values = {}
    for _ in range(1 + int(draw() * 3)):
        name = FIELDS[int(draw() * 4)]
        if name == "body":
            offered[name] = _written_on(now.get(name), draw)
        elif name == "tags":
            offered[name] = sorted({"abcd"[int(draw() * 4)] for _ in range(int(draw() * 4))}) or None
        else:
            offered[name] = int(draw() * 4) or None
    return offered


def _written_on(text: str | None, draw: Any) -> str | None:
    lines = text.split("\n") if text else []
    place = int(draw() * (len(lines) + 1))
    line = LINES[int(draw() * 5)]
    if place < len(lines) and draw() < 0.4:
        lines[place] = line
    elif place < len(lines) and draw() < 0.2:
        del lines[place]
    elif len(lines) < 5:
        lines.insert(place, line)
    return "\n".join(lines) or None
