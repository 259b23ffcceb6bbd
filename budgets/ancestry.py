"""Wishes that became one, and wishes that were taken apart: who goes on for whom.

Each wish says only where it went (``merged_into``) or came from (``split_from``), so both can be undone and two phones
that say so at the same time lose nothing. What they say together is settled here, from the rows alone and in the same
way on every device: ``tests/vectors/ancestry.json``.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish that was not deleted, as far as its ancestry goes."""

    id: str
    merged_into: str = ""
    split_from: str = ""


@dataclass(frozen=True, slots=True)
class Ancestry:
    """``into``: the wish that one was merged into. ``gathered``: those that were merged into one. ``parts``: those
    that one was split into. ``looped``: what was said of these would lead in a circle, so it does not count.
    """

    into: dict[str, str]
    gathered: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]
    looped: tuple[str, ...]

    def stands(self, wish: str) -> bool:
        """Whether it is counted itself: nobody goes on for it."""
        return wish not in self.into and wish not in self.parts

    def heirs(self, wish: str) -> tuple[str, ...]:
        """The standing wishes that go on for this one, itself where it stands; each once, in the order of ids."""
        seen, waiting = {wish}, [wish]
        found: set[str] = set()
        while waiting:
            one = waiting.pop()
            if self.stands(one):
                found.add(one)
            for further in (*self.parts.get(one, ()), *filter(None, [self.into.get(one)])):
                if further not in seen:
                    seen.add(further)
                    waiting.append(further)
        return tuple(sorted(found))


def ancestry(wishes: Iterable[Wish]) -> Ancestry:
    """Who goes on for whom. A wish that is not there (deleted, not yet arrived) takes nobody up.

    What would close a circle does not count; of such the wish that was voiced first stands. Merging counts before
    splitting: a part that was put back into the wish that it came from is one with it again.
    """
    known = sorted({one.id: one for one in wishes}.values(), key=lambda one: one.id, reverse=True)
    ids = {one.id for one in known}
    after: dict[str, list[str]] = defaultdict(list)
    into: dict[str, str] = {}
    gathered: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, list[str]] = defaultdict(list)
    looped: set[str] = set()
    for one in known:
        if one.merged_into not in ids:
            continue
        if _leads(after, one.merged_into, one.id):
            looped.add(one.id)
            continue
        after[one.id].append(one.merged_into)
        into[one.id] = one.merged_into
        gathered[one.merged_into].append(one.id)
    for one in known:
        if one.split_from not in ids:
            continue
        if _leads(after, one.id, one.split_from):
            looped |= set() if into.get(one.id) == one.split_from else {one.id}
            continue
        after[one.split_from].append(one.id)
        parts[one.split_from].append(one.id)
    return Ancestry(into, _sorted(gathered), _sorted(parts), tuple(sorted(looped)))


def _leads(after: dict[str, list[str]], start: str, end: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        if one == end:
            return True
        fresh = set(after.get(one, ())) - seen
        seen |= fresh
        waiting += fresh
    return False


def _sorted(groups: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(groups[key])) for key in sorted(groups)}
