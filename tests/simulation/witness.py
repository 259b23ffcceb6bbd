"""The checker's memory of a run: what phones offered, what the server said, what the phones were told.

Nothing here asks the engine. Every answer is held against this book the moment it leaves the server.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.simulation.recordings import NEWER_KIND, SORTS, spelled_anew

NOT_KEPT = {"no_right", "malformed", "change_id_reused"}
"""Refusals that the server does not remember: the same change may fare better another day."""


class Broken(AssertionError):
    """A promise was broken; the text says which."""


@dataclass
class Witness:
    """The book. ``history``: life of the server -> village -> the changes of its ledger in order."""

    offered: dict[str, dict[str, Any]] = field(default_factory=dict)
    bases: dict[str, set[int]] = field(default_factory=dict)
    authors: dict[str, tuple[str, str]] = field(default_factory=dict)
    saw: dict[str, list[int]] = field(default_factory=dict)
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    delivered: set[str] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    vanished: set[str] = field(default_factory=set)
    history: dict[int, dict[str, list[str]]] = field(default_factory=dict)

    def offer(self, change: dict[str, Any], author: tuple[str, str], saw: list[int]) -> None:
        """A change leaves a phone; from here on its content never alters."""
        number = change["id"]
        content = {name: value for name, value in change.items() if name != "base"}
        if self.offered.setdefault(number, content) != content:
            raise Broken(f"the phone altered {number} after it was sealed")
        self.bases.setdefault(number, set()).add(change["base"])
        self.authors[number] = author
        self.saw.setdefault(number, saw)

    def hear(self, asked: list[dict[str, Any]], results: list[dict[str, Any]]) -> None:
        """The server's results to what it was asked."""
        if [one["id"] for one in asked] != [one["id"] for one in results]:
            raise Broken("the results do not answer the changes in their order")
        for change, result in zip(asked, results, strict=True):
            self._hear(change, result)
            self.delivered.add(change["id"])

    def _hear(self, change: dict[str, Any], result: dict[str, Any]) -> None:
        number = change["id"]
        now = {name: value for name, value in result.items() if name != "replayed"}
        first = self.said.get(number)
        if first is not None and essence(first) != essence(now):
            raise Broken(f"the same change was answered {essence(first)} and then {essence(now)}")
        if first is not None and not result.get("replayed"):
            raise Broken(f"a change that was answered {first['outcome']} took effect again")
        if result.get("replayed") and number not in self.delivered:
            raise Broken("a change that the server never saw is called a repetition")
        if not codes(now) & NOT_KEPT:
            self.said[number] = now

    def lost_on_the_way(self, asked: list[dict[str, Any]]) -> None:
        """These reached the server, and nobody heard what it did."""
        self.delivered |= {one["id"] for one in asked}

    def tell(self, result: dict[str, Any]) -> None:
        """A phone has stored this answer."""
        self.told[result["id"]] = result


def codes(result: dict[str, Any]) -> set[str]:
    """The codes of a refusal."""
    return {error["code"] for error in result.get("errors", [])}


def essence(result: dict[str, Any]) -> tuple[Any, ...]:
    """What two answers to the same change must have in common; sentences may be reworded."""
    facts = tuple(str(result.get(name)) for name in ("outcome", "version", "conflict", "held", "contested"))
    return (*facts, tuple(sorted(codes(result))))


def unreadable(change: dict[str, Any]) -> set[str]:
    """The codes that a change deserves for its shape alone."""
    if change["kind"] == NEWER_KIND:
        return {"unknown_kind"}
    found = set()
    for name, value in spelled_anew(change["kind"], change.get("set", {})).items():
        if name == "stamp":
            found.add("desk_only")
        elif name not in SORTS[change["kind"]].fields:
            found.add("unknown_field")
        elif name == "amount" and isinstance(value, str):
            found.add("wrong_type")
    return found


def forbidden(change: dict[str, Any]) -> bool:
    """Whether the change breaks the rule of its kind."""
    return change["kind"] == "note" and change.get("set", {}).get("title") == "forbidden"
