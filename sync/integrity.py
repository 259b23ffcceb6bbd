"""What should have come and never did: records without their parent, photographs without bytes, bytes without a record.

None of it is a fault of the ledger (``sync.verify``): it is work that stayed on some phone, or was given up there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from sync import kinds
from sync.kinds import Kind
from sync.models import Blob, Held, LedgerEntry

CONTENT = "sha256"
"""The field by which a record names bytes that travel beside it."""
ORIGINAL = "original"
"""The field that names bytes which may come later, or never."""

PARENT_MISSING = _("induknya tidak pernah datang")
PARENT_HELD = _("induknya menunggu keputusan petugas")
BYTES_MISSING = _("isi berkasnya tidak pernah datang")
NAMED_BY_NOTHING = _("berkas yang tidak disebut catatan mana pun")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that waits for what never came: where, since when, and what is missing, in words."""

    village: UUID
    place: str
    since: datetime | None
    what: str


def gaps(village: UUID, *, before: datetime | None = None) -> Iterator[Gap]:
    """What is incomplete in a village, kind by kind; only what has waited since ``before``, where it is given.

    Reads records, not the ledger. One query a kind and parent, one a kind that names bytes, one for the bytes.
    """
    for kind in kinds.every():
        for parent in kind.parents:
            yield from _parentless(village, kind, parent, before)
    for kind in _naming_bytes():
        yield from _without_bytes(village, kind, before)
    yield from _nameless_bytes(village, before)


def _naming_bytes() -> list[Kind]:
    return [kind for kind in kinds.every() if CONTENT in kind.fields]


def _rows(village: UUID, kind: Kind, before: datetime | None) -> QuerySet[Any]:
    entry = LedgerEntry.objects.filter(village=village, number=OuterRef("version"))
    rows = kind.model._default_manager.filter(village=village, deleted_at__isnull=True)
    rows = rows.annotate(since=Subquery(entry.values("received_at"))).order_by("version")
    return rows if before is None else rows.filter(since__lt=before)


def _parentless(village: UUID, kind: Kind, parent: str, before: datetime | None) -> Iterator[Gap]:
    above = kinds.find(parent)
    if above is None:
        return
    rows = _rows(village, kind, before).filter(**{f"{parent}__isnull": False})
    came = above.model._default_manager.filter(village=village, id=OuterRef(parent))
    waits = Held.objects.filter(village=village, kind=parent, record=OuterRef(parent), decision="")
    missing = rows.filter(~Exists(came)).annotate(waits=Exists(waits), above=F(parent))
    for row in missing.values("id", "above", "since", "waits").iterator():
        why = PARENT_HELD if row["waits"] else PARENT_MISSING
        yield Gap(village, f"{kind.name} {row['id']}", row["since"], f"{why} ({parent} {row['above']})")


def _without_bytes(village: UUID, kind: Kind, before: datetime | None) -> Iterator[Gap]:
    came = Blob.objects.filter(village=village, sha256=OuterRef(CONTENT))
    missing = _rows(village, kind, before).filter(~Q(**{CONTENT: ""}), ~Exists(came))
    for row in missing.values("id", CONTENT, "since").iterator():
        yield Gap(village, f"{kind.name} {row['id']}", row["since"], f"{BYTES_MISSING} ({row[CONTENT]})")


def _nameless_bytes(village: UUID, before: datetime | None) -> Iterator[Gap]:
    blobs = Blob.objects.filter(village=village).order_by("received_at")
    if before is not None:
        blobs = blobs.filter(received_at__lt=before)
    for kind in _naming_bytes():
        rows = kind.model._default_manager.filter(village=village, deleted_at__isnull=True)
        for name in {CONTENT, ORIGINAL} & set(kind.fields):
            blobs = blobs.filter(~Exists(rows.filter(**{name: OuterRef("sha256")})))
    for blob in blobs.iterator():
        yield Gap(village, blob.name, blob.received_at, str(NAMED_BY_NOTHING))
