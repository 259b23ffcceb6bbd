"""Verbs of a human's decision: settle two differing entries, admit or dismiss what was held."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import ledger, wire
from sync.apply import Checked, apply
from sync.edit import NotRight, write_one
from sync.fields import utc_text
from sync.models import Conflict, Held, SyncedRecord
from sync.state import Workspace, author_of, key_of
from sync.terms import Decision, Outcome


class AlreadyDecided(Problem):
    """Somebody else was faster."""

    code = "already_decided"
    status = 409
    title = _("Sudah diputuskan orang lain. Muat ulang halaman untuk melihat hasilnya.")


class ReasonMissing(Problem):
    """A decision that the sender will read needs a reason."""

    code = "reason_missing"
    status = 422
    title = _("Tulis alasannya, supaya pencatat tahu.")


class NotDeleted(Problem):
    """There is nothing to take up again."""

    code = "not_deleted"
    status = 409
    title = _("Catatan ini tidak terhapus. Muat ulang halaman untuk melihat keadaannya.")


@transaction.atomic
def settle(conflict: Conflict, *, by: Actor, choices: Mapping[str, Any], delete: bool = False) -> int:
    """Sets the chosen value of every contested field; answers the ledger number.

    ``delete`` settles a deletion that met an edit: the record goes. Raises ``AlreadyDecided``, ``NotRight``.
    """
    feed = ledger.lock(conflict.village_id)
    fresh = Conflict.objects.get(pk=conflict.pk)
    if fresh.settled_at is not None:
        raise AlreadyDecided
    key = key_of(fresh.village_id, fresh.kind, fresh.record)
    kind = wire.kind_named(fresh.kind)
    values, wrong = wire.check(kind, {} if delete else choices)
    if wrong:
        raise NotRight(wrong)
    space = Workspace({key.village: feed}, clock.now(), conflicts={str(fresh.pk): fresh})
    space.load([key])
    change = Checked(
        id=str(ids.uuid7()),
        key=key,
        kind=kind,
        base=space.state(key).version,
        values=values,
        deletes=delete,
        resolves=str(fresh.pk),
        made_at=utc_text(space.now),
        content="",
    )
    result = apply(space, change, author_of(by.user, by.device))
    if result.outcome is Outcome.REJECTED:
        raise NotRight(result.errors)
    space.write()
    return result.version or 0


@transaction.atomic
def admit(held: Held, *, by: Actor, reason: str = "") -> Outcome:
    """Takes a held change into the record as if it had arrived in time; it may still meet a conflict.

    The entry names its maker, not the one who admitted. Raises ``AlreadyDecided``, ``NotRight``.
    """
    feed = ledger.lock(held.village_id)
    fresh = _undecided(held)
    key = key_of(fresh.village_id, fresh.kind, fresh.record)
    space = Workspace({key.village: feed}, clock.now())
    space.load([key])
    space.load_pasts({key: fresh.base})
    change = Checked(
        id=str(fresh.change),
        key=key,
        kind=wire.kind_named(fresh.kind),
        base=fresh.base,
        values=fresh.set,
        deletes=fresh.deletes,
        resolves=None,
        made_at=utc_text(fresh.made_at or fresh.received_at),
        content=fresh.content,
    )
    result = apply(space, change, author_of(fresh.user_id, fresh.device))
    if result.outcome is Outcome.REJECTED:
        raise NotRight(result.errors)
    space.write()
    _decide(fresh, Decision.ADMITTED, by, reason)
    return result.outcome


def admit_all(rows: Iterable[Held], *, by: Actor) -> tuple[int, int]:
    """Admits each held change by itself, in their order; answers how many were, and how many could not be.

    What cannot be admitted as it stands goes on waiting.
    """
    admitted = left = 0
    for held in rows:
        try:
            admit(held, by=by)
        except (NotRight, AlreadyDecided):
            left += 1
        else:
            admitted += 1
    return admitted, left


@transaction.atomic
def dismiss(held: Held, *, by: Actor, reason: str) -> None:
    """Leaves a held change out of the record for good, with a reason. Raises ``AlreadyDecided``, ``ReasonMissing``."""
    if not reason.strip():
        raise ReasonMissing
    ledger.lock(held.village_id)
    _decide(_undecided(held), Decision.DISMISSED, by, reason)


@transaction.atomic
def revive(row: SyncedRecord, *, by: Actor) -> int:
    """Takes a deleted record up again as it stood; answers the ledger number. Raises ``NotDeleted``.

    Nothing but a settled difference takes a deletion back, so this is one: the record offered again as it was, and the
    human's word that it stands. The ledger holds both.
    """
    kind = wire.kind_of(type(row))
    key = key_of(row.village_id, kind.name, row.id)
    space = Workspace({key.village: ledger.lock(row.village_id)}, clock.now())
    space.load([key])
    state = space.state(key)
    space.load_pasts({key: state.version})
    if state.deleted_at is None:
        raise NotDeleted
    same = {name: state.values[name] for name in kind.required if name in state.values}
    offered = write_one(space, key, by, same, deletes=False)
    result = write_one(space, key, by, same, deletes=False, resolves=offered.conflict)
    space.write()
    return result.version or 0


def _undecided(held: Held) -> Held:
    fresh = Held.objects.get(pk=held.pk)
    if fresh.decision:
        raise AlreadyDecided
    return fresh


def _decide(held: Held, decision: Decision, by: Actor, reason: str) -> None:
    held.decision = decision
    held.decided_at = clock.now()
    held.decided_by_id = by.user
    held.decision_reason = reason.strip()
    held.save(update_fields=["decision", "decided_at", "decided_by", "decision_reason"])
