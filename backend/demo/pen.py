"""Writes changes as a phone does, with ids and moments that come out the same every time."""

import hashlib
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

Change = dict[str, Any]
"""One change in the wire form of an exchange."""

PACE = timedelta(seconds=17)
"""How long somebody takes to write one record."""


def rng(seed: str) -> random.Random:
    """A source of chance that is the same for the same seed on every machine."""
    return random.Random(seed)  # noqa: S311 -- invented content, nothing secret


def fixed_uuid(seed: str, moment: datetime) -> UUID:
    """A UUIDv7 of ``moment`` whose random part comes from ``seed``."""
    noise = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:10], "big")
    stamp = int(moment.timestamp() * 1000) & (2**48 - 1)
    return UUID(int=(stamp << 80) | (7 << 76) | ((noise >> 68) << 64) | (0b10 << 62) | (noise & (2**62 - 1)))


class Pen:
    """Somebody writing on one phone, for one village, from a moment on."""

    def __init__(self, seed: str, village: UUID, at: datetime) -> None:
        self.seed = seed
        self.village = village
        self.at = at
        self.changes: list[Change] = []
        self._count = 0

    def record(self, kind: str, **fields: Any) -> str:
        """Makes a record; answers its id."""
        name = str(self._fresh(kind))
        self._write(kind, name, 0, fields)
        return name

    def edit(self, kind: str, record: str, base: int, **fields: Any) -> None:
        """Changes fields of a record as it was known at ``base``."""
        self._write(kind, record, base, fields)

    def _write(self, kind: str, record: str, base: int, fields: Mapping[str, Any]) -> None:
        self.at += PACE
        self.changes.append(
            {
                "id": str(self._fresh("change")),
                "kind": kind,
                "record": record,
                "village": str(self.village),
                "base": base,
                "made_at": self.at.isoformat(),
                "set": {name: value for name, value in fields.items() if value not in (None, "", [])},
            }
        )

    def _fresh(self, what: str) -> UUID:
        self._count += 1
        return fixed_uuid(f"{self.seed}/{what}/{self._count}", self.at)
