"""The register of what phones carry. An app declares its kinds; the engine never imports the app."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sync.fields import WireField
from sync.models.records import SyncedRecord
from sync.terms import Policy

Values = Mapping[str, Any]
"""A record's fields in wire form."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule: the field, a stable code and a sentence in the user's language."""

    field: str
    code: str
    message: str


def no_breaches(before: Values | None, after: Values) -> Iterable[Breach]:
    """The rule of a kind that has none."""
    return ()


def never(_: Values) -> bool:
    """A record that is never closed."""
    return False


def stands_still(before: Values, changed: Values) -> bool:
    """A record that does not go on after it was closed."""
    return False


def tells_nobody(_: Sequence["Taken"]) -> None:
    """A kind that nobody waits for."""


def as_it_is(changed: dict[str, Any]) -> dict[str, Any]:
    """No other spelling is read."""
    return changed


@dataclass(frozen=True, slots=True)
class Taken:
    """A record that a phone's changes touched, as it stands after them."""

    village: UUID
    record: UUID
    values: Values


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What the engine needs to know of a kind.

    ``parents``: the kinds that a record of this one may hang on; each is also the name of the field that refers to it.
    ``required``: fields that must be there when a record is made. ``restricted``: personal, never exported in clear.
    ``desk``: fields that only the desk sets. ``desk_words``: words of a field that only the desk sets.
    ``desk_only``: the whole kind is written by the desk.
    ``breaches``: a pure function of the record before (``None``: new) and after, naming broken rules.
    ``closed``: whether a record (and all that hangs on it) takes phones' changes only as amendments (``held``).
    ``outlives``: recorded on after what it hangs on was closed, such as the progress of what was adopted.
    ``afterwards``: fields alone that are, such as what became of a wish.
    ``onward``: changes alone that are, told by the record before and what is set, such as work that has begun.
    ``late``: records alone that are, told by their values, such as the photograph of a banner.
    ``translate``: reads spellings of older schemas. ``taken``: told after the commit which records a phone's push
    touched; a nudge that may be lost, for work that a sweep finds as well.
    """

    name: str
    model: type[SyncedRecord]
    fields: tuple[str, ...]
    policies: Mapping[str, Policy] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    restricted: frozenset[str] = frozenset()
    desk: frozenset[str] = frozenset()
    desk_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    desk_only: bool = False
    breaches: Callable[[Values | None, Values], Iterable[Breach]] = no_breaches
    closed: Callable[[Values], bool] = never
    outlives: bool = False
    afterwards: frozenset[str] = frozenset()
    onward: Callable[[Values, Values], bool] = stands_still
    late: Callable[[Values], bool] = never
    translate: Callable[[dict[str, Any]], dict[str, Any]] = as_it_is
    taken: Callable[[Sequence[Taken]], None] = tells_nobody

    def column(self, name: str) -> WireField:
        """The column of a field."""
        return _columns(self)[name]

    def policy(self, name: str) -> Policy:
        return self.policies.get(name, Policy.HUMAN)


@cache
def _columns(kind: Kind) -> dict[str, WireField]:
    columns = {name: kind.model._meta.get_field(name) for name in kind.fields}
    return {name: column for name, column in columns.items() if isinstance(column, WireField)}


_register: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Adds a kind; a second one of the same name is a mistake and raises ``ValueError``."""
    if kind.name in _register:
        raise ValueError(f"kind {kind.name!r} is registered twice")
    _register[kind.name] = kind


def find(name: str) -> Kind | None:
    """The kind of this name, if any app registered it."""
    return _register.get(name)


def every() -> tuple[Kind, ...]:
    """All registered kinds, in the order of their registration."""
    return tuple(_register.values())


@contextmanager
def registered(*kinds: Kind) -> Iterator[None]:
    """Lends kinds to a test."""
    for kind in kinds:
        register(kind)
    try:
        yield
    finally:
        for kind in kinds:
            del _register[kind.name]
