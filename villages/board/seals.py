"""What the daily digest covers, byte for byte. The verifier for everybody (``verifikasi.py``) says the same again.

A publication is a leaf of its village's tree; the village, with its ledger's head and the root of that tree, is a leaf
of its kabupaten's tree (RFC 6962); the day's value stands for that root and for the value of the day before.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from backend.kernel import canonical, merkle
from villages.models import Publication

FORMAT = "rembuk-desa/sidik/1"

Row = tuple[str, int, str, int, str]
"""A leaf as it is kept: village, ledger number, ledger hash, number of publications, root over them."""


@dataclass(frozen=True, slots=True)
class Day:
    """The head of a digest: what its value stands for."""

    kabupaten: str
    day: date
    size: int
    root: str
    previous: str

    @property
    def value(self) -> str:
        return canonical.digest(
            {
                "format": FORMAT,
                "kabupaten": self.kabupaten,
                "day": self.day.isoformat(),
                "size": self.size,
                "root": self.root,
                "previous": self.previous,
            }
        )


def facts_of(publication: Publication, *, supersedes: int | None) -> dict[str, Any]:
    """All that a publication said when it was published, its content by its digest; ``supersedes`` by number."""
    published_at: str = DjangoJSONEncoder().default(publication.published_at.astimezone(UTC))
    return {
        "village": str(publication.village_id),
        "number": publication.number,
        "subject": {"kind": publication.subject_kind, "key": str(publication.subject_key)},
        "title": publication.title,
        "fiscal_year": publication.fiscal_year,
        "held_on": publication.held_on.isoformat() if publication.held_on else None,
        "published_at": published_at,
        "supersedes": supersedes,
        "reason": publication.reason,
        "digest": publication.digest,
        "ledger": {"number": publication.ledger_number, "hash": publication.ledger_hash},
    }


def publication_leaf(facts: Mapping[str, Any]) -> bytes:
    """The leaf of a publication in its village's tree."""
    return merkle.leaf(canonical.canonical(facts))


def village_leaf(row: Row) -> bytes:
    """The leaf of a village in its kabupaten's tree."""
    return merkle.leaf(canonical.canonical(village_facts(row)))


def village_facts(row: Row) -> dict[str, Any]:
    """What a village's leaf says."""
    village, number, head, size, root = row
    return {
        "village": village,
        "ledger": {"number": number, "hash": head},
        "publications": {"size": size, "root": root},
    }


def root_of(rows: Iterable[Row]) -> str:
    """The root over the villages of a kabupaten, in the order of their ids."""
    return merkle.root([village_leaf(one) for one in rows]).hex()


def fingerprint(content: bytes) -> str:
    """SHA-256 of a file, as ``sha256sum`` says it."""
    return hashlib.sha256(content).hexdigest()
