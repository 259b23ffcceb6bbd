"""Takes one checked change into the workspace: merge, conflict, or refusal by a rule of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from backend.kernel import ids
from sync import wire
from sync.kinds import Breach, Kind
from sync.merge import Merged, Stored, merge
from sync.models import Conflict
from sync.state import Author, Key, Past, Workspace, append, parents_of
from sync.terms import Outcome


@dataclass(slots=True)
class Checked:
    """A change whose fields were read: ``values`` in wire form, ``content`` the digest of what was sent."""

    id: str
    key: Key
    kind: Kind
    base: int
    values: Mapping[str, Any]
    deletes: bool
    resolves: str | None
    made_at: str
    content: str


@dataclass(slots=True)
class Result:
    """What became of a change."""

    outcome: Outcome
    version: int | None = None
    conflict: str | None = None
    contested: list[str] = field(default_factory=list)
    held: str | None = None
    reason: str = ""
    errors: list[Breach] = field(default_factory=list)
    replayed: bool = False


def rejected(*errors: Breach) -> Result:
    """A refusal, with what is wrong."""
    return Result(Outcome.REJECTED, errors=list(errors))


def apply(space: Workspace, change: Checked, author: Author) -> Result:
    """Takes the change into the record as the merge policies say, and into the ledger."""
    state = space.state(change.key)
    conflict = None
    if change.resolves is not None:
        conflict = space.conflicts.get(change.resolves)
        if wrong := _cannot_settle(conflict, change):
            return rejected(wrong)
    if not state.exists:
        return _create(space, change, author)
    if change.deletes:
        return _delete(space, change, author, conflict)
    if state.deleted_at is not None and conflict is None:
        return _contest(space, change, author, Merged(Outcome.CONFLICT), deletes=True)
    return _edit(space, change, author, conflict)


def _cannot_settle(conflict: Conflict | None, change: Checked) -> Breach | None:
    if conflict is None or (conflict.kind, str(conflict.record)) != (change.key.kind, change.key.record):
        return Breach("resolves", "conflict_unknown", _("Perbedaan catatan ini tidak ada pada catatan tersebut."))
    if conflict.settled_at is not None:
        return Breach("resolves", "already_settled", _("Perbedaan catatan ini sudah diputuskan."))
    if not change.deletes and set(conflict.fields) - set(change.values):
        return Breach("set", "settles_partly", _("Pilih nilai untuk setiap isian yang berbeda."))
    return None


def _create(space: Workspace, change: Checked, author: Author) -> Result:
    if change.deletes:
        return rejected(Breach("record", "record_unknown", _("Catatan yang dihapus tidak ada.")))
    missing = [name for name in sorted(change.kind.required) if change.values.get(name) is None]
    if missing:
        return rejected(*[Breach(name, "required", _("Wajib diisi.")) for name in missing])
    named = {name: value for name, value in change.values.items() if value is not None}
    changed = {**wire.defaults(change.kind), **named}
    if broken := list(change.kind.breaches(None, changed)):
        return rejected(*broken)
    version = _append(space, change, author, Merged(Outcome.APPLIED, effective=changed))
    return Result(Outcome.APPLIED, version=version)


def _edit(space: Workspace, change: Checked, author: Author, conflict: Conflict | None) -> Result:
    state = space.state(change.key)
    merged = merge(_stored(space, change, author, conflict), change.values, change.kind.policy)
    after = {**state.values, **merged.effective}
    broken = list(change.kind.breaches(dict(state.values), {k: v for k, v in after.items() if v is not None}))
    if broken:
        return rejected(*broken)
    if merged.contested:
        return _contest(space, change, author, merged)
    if conflict is not None:
        state.deleted_at = None
    version = _append(space, change, author, merged)
    _settle(space, conflict, version)
    return Result(merged.outcome, version=version)


def _stored(space: Workspace, change: Checked, author: Author, conflict: Conflict | None) -> Stored:
    state = space.state(change.key)
    pasts = space.pasts[change.key]
    authors = {past.number: past.author for past in pasts}

    def seen_up_to(name: str) -> int:
        if conflict is None:
            return change.base
        settles = name in conflict.fields or (change.deletes and conflict.deletes)
        return max(change.base, conflict.number) if settles else change.base

    moved = frozenset(
        name for name, number in state.versions.items() if number > seen_up_to(name) and authors.get(number) != author
    )
    return Stored(state.values, moved, lambda name: _value_at(pasts, name, change.base))


def _value_at(pasts: list[Past], name: str, base: int) -> Any:
    value = None
    for past in pasts:
        if past.number <= base and name in past.set:
            value = past.set[name]
    return value


def _delete(space: Workspace, change: Checked, author: Author, conflict: Conflict | None) -> Result:
    state = space.state(change.key)
    if state.deleted_at is None:
        if _stored(space, change, author, conflict).moved:
            return _contest(space, change, author, Merged(Outcome.CONFLICT), deletes=True)
        state.deleted_at = space.moment
        merged = Merged(Outcome.APPLIED)
    else:
        merged = Merged(Outcome.MERGED)
    version = _append(space, change, author, merged)
    _settle(space, conflict, version)
    return Result(merged.outcome, version=version)


def _contest(space: Workspace, change: Checked, author: Author, merged: Merged, *, deletes: bool = False) -> Result:
    state = space.state(change.key)
    pasts = space.pasts[change.key]
    fields = merged.contested or {
        name: {"base": _value_at(pasts, name, change.base), "stored": state.values.get(name), "offered": value}
        for name, value in change.values.items()
    }
    last = _last_of_others(space, change, author)
    number = _append(space, change, author, merged)
    conflict = Conflict(
        id=str(ids.uuid7()),
        village_id=change.key.village,
        change=change.id,
        content=change.content,
        kind=change.key.kind,
        record=change.key.record,
        user_id=author.user,
        device=author.device,
        made_at=change.made_at,
        received_at=space.now,
        number=number,
        base=change.base,
        fields=fields,
        deletes=deletes,
        stored_user=last.author.user if last else None,
        stored_at=last.received_at if last else None,
    )
    name = str(conflict.id)
    space.conflicts[name] = conflict
    space.changed_conflicts.add(name)
    return Result(Outcome.CONFLICT, version=number, conflict=name, contested=sorted(merged.contested))


def _last_of_others(space: Workspace, change: Checked, author: Author) -> Past | None:
    others = [past for past in space.pasts[change.key] if past.author != author]
    return others[-1] if others else None


def _append(space: Workspace, change: Checked, author: Author, merged: Merged) -> int:
    return append(
        space,
        change.kind,
        change.key,
        author,
        facts={
            "change": change.id,
            "content": change.content,
            "base": change.base,
            "contested": sorted(merged.contested),
            "deletes": change.deletes and merged.outcome is not Outcome.CONFLICT,
            "resolves": change.resolves,
            "outcome": merged.outcome.value,
            "made_at": change.made_at,
        },
        changed=dict(merged.effective),
    )


def _settle(space: Workspace, conflict: Conflict | None, number: int) -> None:
    if conflict is not None:
        conflict.settled_number = number
        conflict.settled_at = space.now
        space.changed_conflicts.add(str(conflict.id))


def is_closed(space: Workspace, key: Key, values: Mapping[str, Any]) -> bool:
    """Whether the record, or anything that it hangs on or would hang on, takes this change only as an amendment.

    ``values``: what the change sets; nothing where it deletes.
    """
    kind = wire.kind_named(key.kind)
    if kind.outlives or (values and values.keys() <= kind.afterwards) or _late(space, key, kind, values):
        return False
    state = space.states.get(key)
    if values and state is not None and state.exists and kind.onward(state.values, values):
        return False
    return _closed(space, key) or any(_closed(space, parent) for parent in parents_of(key, values))


def _late(space: Workspace, key: Key, kind: Kind, values: Mapping[str, Any]) -> bool:
    """Whether the record is one that is made after the closing, before this change and with it."""
    state = space.states.get(key)
    before = state.values if state is not None and state.exists else values
    return kind.late(before) and kind.late({**before, **values})


def _closed(space: Workspace, key: Key) -> bool:
    state = space.states.get(key)
    kind = wire.kind_named(key.kind)
    if state is None or not state.exists or kind.outlives:
        return False
    return kind.closed(state.values) or any(_closed(space, up) for up in parents_of(key, state.values))
