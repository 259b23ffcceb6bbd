"""The first half of an exchange: a phone's changes into the ledger, in one transaction."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from backend.kernel import clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import kinds, ledger, receipts, wire
from sync.access import Post, Standing, posts_of, recording_standing
from sync.apply import Checked, Result, apply, is_closed, rejected
from sync.kinds import Breach, Kind
from sync.models import Conflict, Held, Rejection
from sync.schemas import ChangeIn
from sync.state import Author, Key, Workspace, author_of, parents_of
from sync.terms import Outcome

LONGEST_ODD_TEXT = 20_000
NUL = rb"\u0000"
ASSIGNMENT_ENDED = "assignment_ended"
CLOSED = "closed"
PHONE_LOST = "phone_lost"


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
    """What a push did.

    ``answers`` in the order of the changes. ``known``: records whose newest state the phone has just sent itself, with
    the version that they had before. ``space``: the villages as they stand now, as far as they were read.
    """

    answers: list[Answered]
    known: dict[Key, int] = field(default_factory=dict)
    space: Workspace | None = None


@dataclass(slots=True)
class Offer:
    """A change in its shape, the digest of what it says, and its fields checked, or what is wrong with them."""

    change: ChangeIn
    content: str
    checked: Checked | None
    wrong: list[Breach]


def take(
    changes: Sequence[Mapping[str, Any]], *, by: Actor, posts: Sequence[Post] | None = None, hold: str | None = None
) -> Intake:
    """Takes a phone's changes in; raises ``Malformed`` where a change has no readable id.

    ``posts``: what the person works on, where the caller has read it. ``hold``: why everything readable is held for a
    human. The number of queries does not depend on the
    number of changes.
    """
    read = read_all(changes)
    wanted = [one for one in read if isinstance(one, ChangeIn)]
    if not wanted:
        return Intake([one for one in read if isinstance(one, Answered)])
    held = posts_of(by.user) if posts is None else posts
    asked = recording_standing(held, {UUID(village) for village in {one.village for one in wanted}})
    standing = {str(village): held for village, held in asked.items()}
    open_to = {village for village, held in standing.items() if held is not Standing.NONE}
    offers = [_offer(one) if isinstance(one, ChangeIn) and one.village in open_to else one for one in read]
    with transaction.atomic(savepoint=False):
        feeds = ledger.lock_all(UUID(village) for village in open_to)
        space = Workspace({str(village): feed for village, feed in feeds.items()}, clock.now())
        first = receipts.of_changes(
            free=[(one.village, one.id) for one in wanted if one.village in open_to],
            closed=[(one.village, one.id) for one in wanted if one.village not in open_to],
            author=str(by.user),
        )
        push = _Push(space, standing, author_of(by.user, by.device), first, hold)
        push.prepare([one for one in offers if isinstance(one, Offer)])
        answers = [one if isinstance(one, Answered) else push.take(one) for one in offers]
        space.write()
        _nudge(space)
    return Intake(answers, push.known, space)


def _nudge(space: Workspace) -> None:
    """Tells those kinds that asked for it, once everything is committed; what goes wrong there is only logged."""
    for name in {key.kind for key in space.touched}:
        kind = wire.kind_named(name)
        if kind.taken is not kinds.tells_nobody:
            touched = [
                kinds.Taken(UUID(key.village), UUID(key.record), space.states[key].values)
                for key in space.touched
                if key.kind == name
            ]
            transaction.on_commit(_telling(kind, touched), robust=True)


def _telling(kind: Kind, touched: list[kinds.Taken]) -> Callable[[], None]:
    """A function with a name, which Django's log of a robust callback asks for."""

    def tell() -> None:
        kind.taken(touched)

    return tell


def read_all(changes: Sequence[Mapping[str, Any]]) -> list["ChangeIn | Answered"]:
    """The changes in their shape, or what is wrong with the shape; raises ``Malformed`` as ``take`` does."""
    try:
        return [*_SHAPES.validate_python(changes)]
    except ValidationError:
        return [_read(place, one) for place, one in enumerate(changes)]


_SHAPES = TypeAdapter(list[ChangeIn])


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


def content_of(change: ChangeIn) -> str:
    """The digest that tells whether a change that comes again is the same one."""
    said = {
        "kind": change.kind,
        "record": change.record,
        "set": change.set,
        "delete": change.delete,
        "resolves": change.resolves,
    }
    try:
        text = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # numbers beyond 64 bits, nesting beyond orjson's patience: refused later, but named alike
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return hashlib.sha256(text).hexdigest()


def _of_the_desk(kind: Kind, values: Mapping[str, Any]) -> list[str]:
    if kind.desk_only:
        return ["kind"]
    words = {name for name, reserved in kind.desk_words.items() if values.get(name) in reserved}
    return sorted(words | (kind.desk & values.keys()))


def _offer(change: ChangeIn) -> Offer:
    content = content_of(change)
    kind = kinds.find(change.kind)
    if kind is None:
        wrong = Breach("kind", "unknown_kind", _("Jenis catatan ini tidak dikenal. Perbarui aplikasi."))
        return Offer(change, content, None, [wrong])
    values, wrongs = wire.check(kind, change.set or {})
    if not wrongs and (fields := _of_the_desk(kind, values)):
        wrongs = [Breach(name, "desk_only", _("Isian ini hanya diisi oleh petugas.")) for name in fields]
    if wrongs:
        return Offer(change, content, None, wrongs)
    checked = Checked(
        id=change.id,
        key=Key(change.village, kind.name, change.record),
        kind=kind,
        base=change.base,
        values=values,
        deletes=change.delete,
        resolves=change.resolves,
        made_at=change.made_at,
        content=content,
    )
    return Offer(change, content, checked, [])


class _Push:
    """One transaction's judgement of one phone's changes."""

    def __init__(
        self,
        space: Workspace,
        standing: Mapping[str, Standing],
        author: Author,
        first: receipts.Receipts,
        hold: str | None,
    ) -> None:
        self.space = space
        self.standing = standing
        self.author = author
        self.receipts = first
        self.hold = hold
        self.known: dict[Key, int] = {}

    def prepare(self, offers: Sequence[Offer]) -> None:
        """Reads everything that the judgement needs, before the first change is judged."""
        known = [offer.checked for offer in offers if offer.checked is not None]
        bases: dict[Key, int] = {}
        for checked in known:
            if checked.base > self.space.began[checked.key.village]:
                checked.base = 0  # a number from before a backup was put back says nothing of this ledger
            bases[checked.key] = min(checked.base, bases.get(checked.key, checked.base))
        self.space.load({*bases, *(parent for checked in known for parent in parents_of(checked.key, checked.values))})
        self.space.load_pasts(bases)
        self._load_conflicts({checked.resolves for checked in known if checked.resolves})
        self.known = {key: self.space.states[key].version for key in bases}

    def _load_conflicts(self, resolved: set[str]) -> None:
        if resolved:
            for conflict in Conflict.objects.filter(village__in=list(self.space.feeds), pk__in=resolved):
                self.space.conflicts[str(conflict.pk)] = conflict

    def take(self, one: Offer | ChangeIn) -> Answered:
        """Judges one change (in its shape only, where the author has no right in its village).

        The same one again gets the first answer again, whatever its author may do by now.
        """
        change = one.change if isinstance(one, Offer) else one
        receipt = self.receipts.get((change.village, change.id))
        if receipt is not None:
            result = _again(receipt, one.content if isinstance(one, Offer) else content_of(change))
        elif isinstance(one, Offer):
            result = self._judge(one)
            if result.outcome is Outcome.REJECTED:
                self._keep_rejection(change, one.content, result)
            self.receipts[change.village, change.id] = receipts.Receipt(one.content, result)
        else:
            result = rejected(Breach("village", "no_right", _("Anda tidak ditugaskan mencatat di desa ini.")))
        return Answered(change.id, result)

    def _judge(self, offer: Offer) -> Result:
        checked = offer.checked
        if checked is None:
            return rejected(*offer.wrong)
        if self.hold:
            return self._hold(checked, self.hold)
        if self.standing[checked.key.village] is Standing.GRACE:
            return self._hold(checked, ASSIGNMENT_ENDED)
        if is_closed(self.space, checked.key, checked.values):
            return self._hold(checked, CLOSED)
        result = apply(self.space, checked, self.author)
        told = result.outcome is Outcome.APPLIED and checked.resolves is None
        if not told or checked.values != (offer.change.set or {}):
            self.known.pop(checked.key, None)
        return result

    def _hold(self, change: Checked, reason: str) -> Result:
        held = Held(
            id=str(ids.uuid7()),
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
        return Result(Outcome.HELD, held=str(held.pk), reason=reason)

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


def _again(receipt: receipts.Receipt, content: str) -> Result:
    """The first answer, marked as told again; a refusal where the id now stands for something else."""
    if receipt.content != content:
        message = _("Nomor perubahan ini sudah dipakai untuk isi yang lain. Kirim sebagai perubahan baru.")
        return rejected(Breach("id", "change_id_reused", message))
    return replace(receipt.result, replayed=True)


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
