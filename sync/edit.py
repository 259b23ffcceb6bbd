"""Changes made on the server, by a person at a desk: the only way other apps change a synced row.

They go through the same ledger as the phones' and never meet a conflict: the desk sees what stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import ledger, wire
from sync.apply import Checked, Result, apply
from sync.fields import utc_text
from sync.kinds import Breach, Kind
from sync.models import SyncedRecord
from sync.state import Key, Workspace, author_of, key_of
from sync.terms import Outcome


class NotRight(Problem):
    """A desk's edit that breaks a rule of its kind."""

    code = "not_right"
    status = 422
    title = _("Isian belum benar. Periksa yang ditandai.")

    def __init__(self, errors: list[Breach]) -> None:
        super().__init__(errors=[(one.field, one.code, str(one.message)) for one in errors])


def edit(row: SyncedRecord, *, by: Actor, **changes: Any) -> int:
    """Sets fields (wire values; ``None`` empties) of a stored record; answers the ledger number.

    Raises ``NotRight`` where a value does not fit. The caller's rights are the caller's business.
    """
    kind = wire.kind_of(type(row))
    return _write(key_of(row.village_id, kind.name, row.id), kind, by, changes)


def add(kind: str, village: UUID, *, by: Actor, record: UUID | None = None, **fields: Any) -> UUID:
    """Makes a record and answers its id; raises ``NotRight``."""
    name = record or ids.uuid7()
    _write(key_of(village, kind, name), wire.kind_named(kind), by, fields)
    return name


def remove(row: SyncedRecord, *, by: Actor) -> int:
    """Deletes a record; a tombstone stays and reaches the phones."""
    kind = wire.kind_of(type(row))
    return _write(key_of(row.village_id, kind.name, row.id), kind, by, None)


@dataclass(frozen=True, slots=True)
class Write:
    """One of many changes of a village: ``fields`` of a record, made where it is not there; ``None`` deletes it."""

    kind: str
    record: UUID
    fields: Mapping[str, Any] | None


@transaction.atomic
def several(village: UUID, writes: Sequence[Write], *, by: Actor) -> None:
    """Makes, edits and deletes records of one village under one lock; raises ``NotRight`` and leaves all as it was."""
    space = Workspace({str(village): ledger.lock(village)}, clock.now())
    keys = [key_of(village, one.kind, one.record) for one in writes]
    space.load(keys)
    space.load_pasts({key: space.state(key).version for key in keys})
    for key, one in zip(keys, writes, strict=True):
        values, wrong = wire.check(wire.kind_named(one.kind), one.fields or {})
        if wrong:
            raise NotRight(wrong)
        write_one(space, key, by, values, deletes=one.fields is None)
    space.write()


@transaction.atomic
def _write(key: Key, kind: Kind, by: Actor, fields: dict[str, Any] | None) -> int:
    values, wrong = wire.check(kind, fields or {})
    if wrong:
        raise NotRight(wrong)
    space = Workspace({key.village: ledger.lock(UUID(key.village))}, clock.now())
    space.load([key])
    space.load_pasts({key: space.state(key).version})
    result = write_one(space, key, by, values, deletes=fields is None)
    space.write()
    return result.version or 0


def write_one(
    space: Workspace,
    key: Key,
    by: Actor,
    values: dict[str, Any],
    *,
    deletes: bool,
    resolves: str | None = None,
) -> Result:
    """Takes a desk's change into a workspace at the newest version; raises ``NotRight``."""
    change = Checked(
        id=str(ids.uuid7()),
        key=key,
        kind=wire.kind_named(key.kind),
        base=space.state(key).version,
        values=values,
        deletes=deletes,
        resolves=resolves,
        made_at=utc_text(space.now),
        content="",
    )
    result = apply(space, change, author_of(by.user, by.device))
    if result.outcome is Outcome.REJECTED:
        raise NotRight(result.errors)
    return result
