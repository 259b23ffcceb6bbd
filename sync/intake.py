"""The first half of an exchange: a phone's changes into the ledger, in one transaction."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from backend.kernel import clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import kinds, ledger, wire
from sync.access import Standing, standing_of
from sync.apply import Checked, Result, apply, is_closed, rejected
from sync.kinds import Breach, Kind
from sync.models import Conflict, Held, LedgerEntry, Rejection
from sync.schemas import ChangeIn
from sync.state import Author, Key, Workspace, parents_of
from sync.terms import Outcome

LONGEST_ODD_TEXT = 20_000
NUL = rb"\u0000"
ASSIGNMENT_ENDED = "assignment_ended"
CLOSED = "closed"


class Malformed(Problem):
    code = "malformed"
    status = 400


@dataclass(frozen=True, slots=True)
class Answered:
    """A change's id as it was sent, and what became of it."""

    id: str
    result: Result


@dataclass(slots=True)
class Intake:
    """What a push did: the answers in the order of the changes; the records whose phone knows them already."""

    answers: list[Answered]
    known: dict[Key, int]


def take(changes: Sequence[Mapping[str, Any]], *, by: Actor) -> Intake:
    """Takes a phone's changes in; raises ``Malformed`` where a change has no readable id.

    The number of queries does not depend on the number of changes.
    """
    read = read_all(changes)
    wanted = [one for one in read if isinstance(one, ChangeIn)]
    standing = standing_of(by, sorted({one.village for one in wanted})) if wanted else {}
    open_to = [village for village, held in standing.items() if held is not Standing.NONE]
    if not open_to:
        return Intake([_answer(one, _no_right()) for one in read], {})
    with transaction.atomic():
        push = _Push(Workspace(ledger.lock_all(open_to), clock.now()), standing, Author(by.user, by.device))
        push.prepare([one for one in wanted if one.village in open_to])
        answers = [_answer(one, push.take) for one in read]
        push.space.write()
    return Intake(answers, push.known)


def read_all(changes: Sequence[Mapping[str, Any]]) -> list["ChangeIn | Answered"]:
    """The changes in their shape, or what is wrong with the shape; raises ``Malformed`` as ``take`` does."""
    return [_read(place, one) for place, one in enumerate(changes)]


def _read(place: int, change: Mapping[str, Any]) -> ChangeIn | Answered:
    try:
        return ChangeIn.model_validate(change)
    except ValidationError as wrong:
        name = change.get("id")
        faults = wrong.errors(include_url=False, include_context=False)
        if not isinstance(name, str) or any(fault["loc"][:1] == ("id",) for fault in faults):
            raise Malformed(where=f"changes[{place}].id") from None
        fields = [str(fault["loc"][0]) if fault["loc"] else "set" for fault in faults]
        return Answered(name, rejected(*[Breach(field, "malformed", _("Bentuk isian ini salah.")) for field in fields]))


def _answer(one: ChangeIn | Answered, judge: Any) -> Answered:
    return one if isinstance(one, Answered) else Answered(str(one.id), judge(one))


def _no_right() -> Any:
    return lambda _change: rejected(Breach("village", "no_right", _("Anda tidak ditugaskan mencatat di desa ini.")))


def _of_the_desk(kind: Kind, values: Mapping[str, Any]) -> list[str]:
    if kind.desk_only:
        return ["kind"]
    words = {name for name, reserved in kind.desk_words.items() if values.get(name) in reserved}
    return sorted(words | kind.desk & set(values))


def content_of(change: ChangeIn) -> str:
    """The digest that tells whether a change that comes again is the same one."""
    said = {
        "kind": change.kind,
        "record": str(change.record),
        "set": change.set,
        "delete": change.delete,
        "resolves": None if change.resolves is None else str(change.resolves),
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class _Push:
    """One transaction's judgement of one phone's changes."""

    def __init__(self, space: Workspace, standing: Mapping[UUID, Standing], author: Author) -> None:
        self.space = space
        self.standing = standing
        self.author = author
        self.known: dict[Key, int] = {}
        self.receipts: dict[tuple[UUID, UUID], tuple[str, Result]] = {}
        self.checked: dict[tuple[UUID, UUID], tuple[Checked | None, list[Breach]]] = {}

    def prepare(self, changes: Sequence[ChangeIn]) -> None:
        """Reads everything that the judgement needs, before the first change is judged."""
        for change in changes:
            self.checked.setdefault((change.village, change.id), self._check(change))
        known = [checked for checked, _wrong in self.checked.values() if checked is not None]
        keys = {checked.key for checked in known}
        keys |= {parent for checked in known for parent in parents_of(checked.key, checked.values)}
        self.space.load(keys)
        bases: dict[Key, int] = {}
        for checked in known:
            bases[checked.key] = min(checked.base, bases.get(checked.key, checked.base))
        self.space.load_pasts(bases)
        self._load_receipts([change.id for change in changes])
        self.known = {key: self.space.states[key].version for key in keys}

    def _check(self, change: ChangeIn) -> tuple[Checked | None, list[Breach]]:
        kind = kinds.find(change.kind)
        if kind is None:
            return None, [Breach("kind", "unknown_kind", _("Jenis catatan ini tidak dikenal. Perbarui aplikasi."))]
        values, wrong = wire.check(kind, change.set or {})
        if wrong:
            return None, wrong
        if fields := _of_the_desk(kind, values):
            return None, [Breach(name, "desk_only", _("Isian ini hanya diisi oleh petugas.")) for name in fields]
        return Checked(
            id=change.id,
            key=Key(change.village, kind.name, change.record),
            kind=kind,
            base=change.base,
            values=values,
            deletes=change.delete,
            resolves=change.resolves,
            made_at=change.made_at,
            content=content_of(change),
        ), []

    def _load_receipts(self, changes: list[UUID]) -> None:
        villages = list(self.space.feeds)
        mine = {"village__in": villages, "change__in": changes}
        wanted = {checked.resolves for checked, _wrong in self.checked.values() if checked and checked.resolves}
        conflicts = Conflict.objects.filter(village__in=villages)
        for conflict in conflicts.filter(change__in=changes) | conflicts.filter(pk__in=wanted):
            self.space.conflicts[conflict.pk] = conflict
        of_change = {(one.village_id, one.change): one for one in self.space.conflicts.values()}
        entries = LedgerEntry.objects.filter(**mine).values_list(
            "village_id", "change", "content", "outcome", "number", "contested"
        )
        for village, change, content, outcome, number, contested in entries:
            conflict_of = of_change.get((village, change))
            result = Result(
                Outcome(outcome),
                version=number,
                conflict=conflict_of.pk if conflict_of else None,
                contested=contested,
            )
            self.receipts[village, change] = (content, result)
        for held in Held.objects.filter(**mine):
            self.receipts[held.village_id, held.change] = (
                held.content,
                Result(Outcome.HELD, held=held.pk, reason=held.reason),
            )
        for refused in Rejection.objects.filter(**mine):
            errors = [Breach(**error) for error in refused.errors]
            self.receipts[refused.village_id, refused.change] = (refused.content, rejected(*errors))

    def take(self, change: ChangeIn) -> Result:
        """Judges one change; the same one again gets the first answer again."""
        if self.standing[change.village] is Standing.NONE:
            return rejected(Breach("village", "no_right", _("Anda tidak ditugaskan mencatat di desa ini.")))
        content = content_of(change)
        receipt = self.receipts.get((change.village, change.id))
        if receipt is not None:
            first, result = receipt
            if first != content:
                message = _("Nomor perubahan ini sudah dipakai untuk isi yang lain. Kirim sebagai perubahan baru.")
                return rejected(Breach("id", "change_id_reused", message))
            result.replayed = True
            return result
        result = self._judge(change)
        if result.outcome is Outcome.REJECTED:
            self._keep_rejection(change, content, result)
        self.receipts[change.village, change.id] = (content, Result(**_fields(result)))
        return result

    def _judge(self, change: ChangeIn) -> Result:
        checked, wrong = self.checked[change.village, change.id]
        if checked is None:
            return rejected(*wrong)
        if self.standing[change.village] is Standing.GRACE:
            return self._hold(checked, ASSIGNMENT_ENDED)
        if is_closed(self.space, checked.key, checked.values):
            return self._hold(checked, CLOSED)
        result = apply(self.space, checked, self.author)
        if result.outcome is not Outcome.APPLIED or dict(checked.values) != (change.set or {}):
            self.known.pop(checked.key, None)
        return result

    def _hold(self, change: Checked, reason: str) -> Result:
        held = Held(
            id=ids.uuid7(),
            village_id=change.key.village,
            change=change.id,
            content=change.content,
            kind=change.key.kind,
            record=change.key.record,
            user_id=self.author.user,
            device=self.author.device,
            made_at=change.made_at,
            received_at=self.space.now,
            base=change.base,
            set=dict(change.values),
            deletes=change.deletes,
            reason=reason,
        )
        self.space.held.append(held)
        self.known.pop(change.key, None)
        return Result(Outcome.HELD, held=held.pk, reason=reason)

    def _keep_rejection(self, change: ChangeIn, content: str, result: Result) -> None:
        self.space.rejections.append(
            Rejection(
                id=ids.uuid7(),
                village_id=change.village,
                change=change.id,
                content=content,
                kind=change.kind,
                record=change.record,
                user_id=self.author.user,
                device=self.author.device,
                made_at=change.made_at,
                received_at=self.space.now,
                body=_storable(change),
                errors=[
                    {"field": one.field.replace("\x00", ""), "code": one.code, "message": str(one.message)}
                    for one in result.errors
                ],
            )
        )


def _storable(change: ChangeIn) -> dict[str, Any]:
    """A refused change as both databases can hold it; what they cannot (NUL, huge numbers, deep nesting) as text."""
    body = change.model_dump(mode="json", exclude={"set"})
    try:
        written = orjson.dumps(change.set)
    except TypeError:
        written = NUL
    if NUL not in written:
        return {**body, "set": change.set}
    text = json.dumps(change.set).replace(NUL.decode(), "")
    return {**body, "set_as_text": text[:LONGEST_ODD_TEXT]}


def _fields(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in result.__slots__}
