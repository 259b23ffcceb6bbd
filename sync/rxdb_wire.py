"""Pure: documents, checkpoints and rows of RxDB's server replication <-> records, cursors and changes of the engine."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

VILLAGES_END = "~"
VILLAGE_END = "."
NAMES = frozenset({"id", "village", "version"})
"""Members of a document that are no fields of its kind; so are all that begin with ``_``."""

_CHECKPOINT = re.compile(r"(?:[0-9a-f]{32}\.[a-z0-9]{1,12}-[0-9]{1,15}(?:~(?=.)|\Z))*")

Document = dict[str, Any]


def document(village: str, record: str, version: int, values: Mapping[str, Any] | None) -> Document:
    """A record as a document; of a deleted one (``values`` are ``None``) only that it is."""
    head = {"id": record, "village": village, "version": version, "_deleted": values is None}
    return {**(values or {}), **head}


def write_checkpoint(cursors: Mapping[str, str]) -> dict[str, Any]:
    """How far each village was read, in the two members that the client sends back (``id`` unescaped, so URL-safe)."""
    read = {village: cursor for village, cursor in cursors.items() if not cursor.endswith("-0")}
    parts = [f"{village.replace('-', '')}{VILLAGE_END}{cursor}" for village, cursor in sorted(read.items())]
    total = sum(int(cursor.rpartition("-")[2]) for cursor in read.values())
    return {"id": VILLAGES_END.join(parts), "lwt": total}


def read_checkpoint(text: str) -> dict[str, str] | None:
    """The cursors of a checkpoint's ``id``; ``None`` where the text is none of ours."""
    if not _CHECKPOINT.fullmatch(text):
        return None
    pairs = (part.split(VILLAGE_END) for part in text.split(VILLAGES_END) if part)
    return {str(UUID(village)): cursor for village, cursor in pairs}


def fields_of(doc: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a document."""
    return {name: value for name, value in doc.items() if name not in NAMES and not name.startswith("_")}


def version_of(doc: Mapping[str, Any]) -> int:
    """The version that a document was made from; 0 where it names none."""
    said = doc.get("version")
    return said if isinstance(said, int) and not isinstance(said, bool) and said > 0 else 0


def edit_of(assumed: Mapping[str, Any] | None, new: Mapping[str, Any]) -> dict[str, Any]:
    """What the client set: the fields that differ from what it took for the master's, an emptied one as ``None``."""
    after = fields_of(new)
    if assumed is None:
        return {name: value for name, value in after.items() if value is not None}
    before = fields_of(assumed)
    gone = dict.fromkeys(sorted(set(before) - set(after)))
    return {name: value for name, value in after.items() if not _same(value, before.get(name))} | gone


def _same(one: Any, other: Any) -> bool:
    return _text(one) == _text(other)  # as JSON: true is not 1


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def change_id(change: Mapping[str, Any], *, device: str, after: str) -> UUID:
    """The id of a row's change: the same whenever this device sends the same row after the same earlier change.

    Its bits are a digest; the version says 4, since the engine takes only ids that a phone may make.
    """
    digest = hashlib.sha256(_text([device, after, dict(change)]).encode()).digest()
    return UUID(bytes=digest[:16], version=4)
