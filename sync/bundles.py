"""Verbs of sneakernet: a phone's unsent work, carried here in a file, taken in as if the phone had sent it.

The file is signed by the phone (``devices.bundle_keys``), so who carries it adds nothing and can change nothing
(decision 5). Its changes go through ``intake`` and its photographs through ``uploads``, in the name of the phone's
person.
"""

import hmac
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from sync import access, bundle_file, devices, intake, sealing, uploads
from sync.body import inflate, parse
from sync.bundle_file import Broken, BundleFile, ExchangePart, FilePart
from sync.exchange import TooLarge, Upgrade
from sync.intake import Answered
from sync.kinds import Breach
from sync.models import Blob
from sync.schemas import MOST_CHANGES, OLDEST_SCHEMA, ChangeIn, ExchangeIn
from sync.terms import Outcome

MOST_REFUSALS = 100
"""Told one by one; beyond that only their number."""

_log = logging.getLogger("rembuk.bundles")


class NotOurs(Problem):
    code: ClassVar[str] = "bundle_unsigned"
    status = 422
    title = _("Berkas ini tidak ditandatangani HP yang terdaftar di server ini. Simpan ulang dari HP pencatat.")


class Revoked(Problem):
    # Not ``device_revoked``: at that word the phone that carries the file would wipe itself.
    code: ClassVar[str] = "bundle_revoked"
    status = 403
    title = _(
        "HP pembuat berkas ini dinyatakan hilang. Minta pemiliknya masuk lagi di HP itu, lalu menyimpan berkas baru."
    )


class Elsewhere(Problem):
    code: ClassVar[str] = "bundle_elsewhere"
    status = 403
    title = _("Berkas ini memuat catatan desa di luar wilayah Anda. Serahkan kepada petugas desa itu atau pencatatnya.")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file that is whole, signed, and readable to the last change; ``lost``: of a phone that was reported lost."""

    file: BundleFile
    author: Actor
    villages: frozenset[UUID]
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that cannot be taken in as it stands, and why."""

    id: str
    kind: str
    errors: tuple[Breach, ...]


@dataclass(slots=True)
class Brought:
    """What an import did: outcomes of changes that were new, of those that had come before, and the photographs."""

    by: str
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    before: Counter[Outcome] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    files_new: int = 0
    files_known: int = 0
    files_refused: int = 0

    @property
    def replayed(self) -> int:
        """How many changes had come before."""
        return self.before.total()


def bring(file: BinaryIO, *, by: Actor) -> Brought:
    """Takes in the file that somebody carried here, sealed or not, as ``take`` does.

    Raises besides what ``checked`` raises ``Elsewhere`` where the carrier neither wrote the file nor records in, nor
    reviews, every village that it speaks of.
    """
    with checked(file) as bundle:
        if bundle.author.user != by.user and not access.may_bring_from(by, set(bundle.villages)):
            raise Elsewhere
        _log.info("bundle %s brought by %s", bundle.file.end.sha256, by.user)
        return take(bundle)


def hand_in(file: BinaryIO, *, by: Actor) -> Brought:
    """Takes in what a lost phone sealed and sends itself, as ``take`` does.

    Raises besides what ``checked`` raises ``Broken`` where it is not sealed, ``Elsewhere`` where another phone wrote
    it.
    """
    with checked(file, only_sealed=True) as bundle:
        if (bundle.author.user, bundle.author.device) != (by.user, by.device):
            raise Elsewhere
        return take(bundle)


@contextmanager
def checked(file: BinaryIO, *, only_sealed: bool = False) -> Iterator[Bundle]:
    """The file, out of its seal where it has one, once everything about it holds; nothing has taken effect yet.

    Raises what ``check`` raises, and ``OtherSeal``.
    """
    with sealing.opened(file) as found:
        if only_sealed and not found.sealed:
            raise Broken(where="seal")
        yield check(found.file, sealed=found.sealed)


def check(file: BinaryIO, *, sealed: bool = False) -> Bundle:
    """The open file once everything about it holds; nothing has taken effect yet. A lost phone's must come ``sealed``.

    Raises ``Broken``, ``TooNew``, ``NotOurs``, ``Revoked``, ``Upgrade``.
    """
    found = bundle_file.read(file)
    head = found.head
    name = access.names_of([head.user]).get(head.user)
    if name is None or not access.is_in_service(head.user) or not _signed(found):
        raise NotOurs
    if not sealed and devices.is_revoked(head.user, head.device):
        raise Revoked
    villages = {part.village for _place, part in found.files}
    for part in found.exchanges:
        villages |= _villages_of(_request(found, *part))
    if not {part.media_type for _place, part in found.files} <= uploads.MEDIA_TYPES:
        raise Broken(where="media_type")
    lost = devices.is_lost(head.user, head.device)
    return Bundle(found, Actor(head.user, name, head.device), frozenset(villages), lost)


def take(bundle: Bundle) -> Brought:
    """Every change into the ledger as an exchange of that phone would, then every photograph into the store.

    Of a lost phone nobody knows in whose hands it is: all its changes are held for a human. Run again after a crash, or
    on the same file any number of times, it ends in the same state.
    """
    brought = Brought(by=bundle.author.name)
    for part in bundle.file.exchanges:
        changes = _request(bundle.file, *part).changes
        taken = intake.take(changes, by=bundle.author, hold=intake.PHONE_LOST if bundle.lost else None)
        for said, answer in zip(changes, taken.answers, strict=True):
            _count(brought, said, answer)
    for place, photo in bundle.file.files:
        _store(bundle, place, photo, brought)
    if bundle.lost:
        devices.owes_nothing(bundle.author.user, bundle.file.head.device)
    return brought


def _count(brought: Brought, said: dict[str, Any], answer: Answered) -> None:
    result = answer.result
    counted = brought.before if result.replayed else brought.outcomes
    counted[result.outcome] += 1
    if result.outcome is Outcome.REJECTED and len(brought.refusals) < MOST_REFUSALS:
        brought.refusals.append(Refusal(answer.id, str(said.get("kind", ""))[:40], tuple(result.errors)))


def _signed(found: BundleFile) -> bool:
    said = found.end.hmac
    keys = devices.bundle_keys(found.head.user, found.head.device)
    return any(hmac.compare_digest(hmac.digest(key, found.end.sha256.encode(), "sha256").hex(), said) for key in keys)


def _request(found: BundleFile, place: int, part: ExchangePart) -> ExchangeIn:
    where = f"exchange at {place}"
    try:
        data = found.bytes_at(place, part.size)
        request = ExchangeIn.model_validate(parse(inflate(data) if part.encoding == "gzip" else data))
    except (ValidationError, intake.Malformed, TooLarge):
        raise Broken(where=where) from None
    if request.schema_ < OLDEST_SCHEMA:
        raise Upgrade(oldest=OLDEST_SCHEMA)
    if request.device != found.head.device or len(request.changes) > MOST_CHANGES:
        raise Broken(where=where)
    return request


def _villages_of(request: ExchangeIn) -> set[UUID]:
    try:
        return {UUID(one.village) for one in intake.read_all(request.changes) if isinstance(one, ChangeIn)}
    except intake.Malformed as wrong:
        raise Broken(**wrong.facts) from None


def _store(bundle: Bundle, place: int, photo: FilePart, brought: Brought) -> None:
    if Blob.objects.filter(village=photo.village, sha256=photo.sha256, size=photo.size).exists():
        brought.files_known += 1
        return
    said: dict[str, Any] = {"sha256": photo.sha256, "size": photo.size, "media_type": photo.media_type}
    try:
        upload = uploads.begin(bundle.author, village=photo.village, **said)
    except NotFound:
        brought.files_refused += 1
        return
    if upload.finished_at is None:
        upload = uploads.append(upload, offset=0, data=bundle.file.bytes_at(place, photo.size))
    if upload.finished_at is None:
        raise Broken(where=f"file {photo.sha256}")
    uploads.forget(upload)
    brought.files_new += 1
