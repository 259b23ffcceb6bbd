"""What any bytes must not break: each target makes its own sense of them and asserts what always holds.

The oracles are other ways to the same answer than the product's.
"""

import csv
import json
import unicodedata
from collections import Counter
from collections.abc import Callable
from io import StringIO
from typing import Any

from budgets.intake import sheets
from sync import body, cursors, merge, policies, rxdb_wire
from sync.body import MOST_BYTES
from sync.exchange import TooLarge
from sync.intake import Malformed
from sync.terms import Outcome, Policy
from villages.board.spreadsheet import disarmed

Target = Callable[[bytes], None]
CUT = b"\x1e"
SIGNS = ("=", "+", "-", "@")


def texts(data: bytes, count: int) -> list[str]:
    """So many texts out of the bytes; what is missing is empty."""
    parts = data.split(CUT, count - 1)
    return [part.decode(errors="replace") for part in parts] + [""] * (count - len(parts))


def cells(data: bytes) -> None:
    """No cell is reckoned, none is changed without need, and a row has as many cells as it had."""
    row = [part.decode(errors="replace") for part in data.split(CUT)]
    written = [disarmed(cell) for cell in row]
    for cell, told in zip(row, written, strict=True):
        assert told in (cell, f"'{cell}")
        assert not reckoned(str(told))
    out = StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(written)
    assert next(csv.reader(StringIO(out.getvalue(), newline=""), delimiter=";")) == written


def reckoned(text: str) -> bool:
    """Whether a spreadsheet may reckon it: folded to its plain form first, then what nobody sees stripped."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    hidden = {sign for sign in plain if unicodedata.category(sign)[0] in "ZC"}
    return plain.lstrip("".join(hidden))[:1] in SIGNS or text[:1] in ("\t", "\r", "\n", "\0")


def text(data: bytes) -> None:
    """The three-way merge of minutes: the same from both sides, and no paragraph that somebody wrote is lost."""
    base, stored, offered = texts(data, 3)
    merged = policies.text(base, stored, offered)
    assert merged == policies.text(base, offered, stored)
    assert policies.text(base, base, offered) == (offered or None)
    assert policies.text(base, stored, base) == (stored or None)
    assert policies.text(base, stored, stored) == (stored or None)
    if merged is policies.CONTESTED:
        return
    before, after = _paragraphs(base), _paragraphs(merged)
    for side in (stored, offered):
        assert not (_paragraphs(side) - before) - after
    assert not after - (_paragraphs(stored) | _paragraphs(offered)) - (_paragraphs(stored) + _paragraphs(offered))


def _paragraphs(value: Any) -> Counter[str]:
    return Counter(value.split("\n")) if value else Counter()


FIELDS = ("name", "label", "words", "members")
POLICIES = dict(zip(FIELDS, (Policy.HUMAN, Policy.LATEST, Policy.TEXT, Policy.UNION), strict=True))


def change(data: bytes) -> None:
    """The merge of a change: every offered value takes effect, stands already, or waits for a human; twice is once."""
    said = [_value(name, part) for name, part in zip(FIELDS * 3, texts(data[1:], 12), strict=True)]
    base, values, offered = (dict(zip(FIELDS, said[at : at + 4], strict=True)) for at in (0, 4, 8))
    moved = frozenset(name for place, name in enumerate(FIELDS) if data[:1] and data[0] >> place & 1)
    stored = merge.Stored(values, moved, base.__getitem__)
    merged = merge.merge(stored, offered, POLICIES.__getitem__)
    assert not merged.effective.keys() & merged.contested.keys()
    assert set(merged.contested) <= moved
    for name, value in offered.items():
        if name in merged.contested:
            assert merged.contested[name] == {"base": base[name], "stored": values[name], "offered": value}
        elif name not in moved and value != values[name]:
            assert merged.effective[name] == value
        elif name == "members" and name in moved and value != values[name]:
            now = merged.effective.get(name, values[name])
            assert set(now or []) == set(value or []) | set(values[name] or [])
    assert (merged.outcome is Outcome.CONFLICT) == bool(merged.contested)
    again = merge.Stored({**values, **merged.effective}, frozenset(), base.__getitem__)
    assert merge.merge(again, merged.effective, POLICIES.__getitem__).effective == {}


def _value(name: str, part: str) -> Any:
    if name == "members":
        return sorted(set(part.split())) or None
    return part or None


def exchange(data: bytes) -> None:
    """The body of an exchange: read as any reader of JSON reads it, or refused by one of two problems."""
    try:
        said = body.parse(data)
    except (Malformed, TooLarge):
        return
    other = json.loads(data, object_pairs_hook=_once)
    if not _has_float(other):
        assert said == other
        assert json.dumps(said).encode()  # no lone surrogate, nothing that is no JSON


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs), "a name stands twice"
    return dict(pairs)


def _has_float(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_float, value.values()))
    return any(map(_has_float, value)) if isinstance(value, list) else isinstance(value, float)


def packed(data: bytes) -> None:
    """A packed body: unpacked within bounds, or refused."""
    try:
        assert len(body.inflate(data)) <= MOST_BYTES
    except (Malformed, TooLarge):
        return


def cursor(data: bytes) -> None:
    """A cursor and a checkpoint: read back as they were written, or none of ours."""
    said = data.decode(errors="replace")
    found = cursors.read(said)
    if found is not None:
        assert cursors.read(cursors.write(*found)) == found
    read = rxdb_wire.read_checkpoint(said)
    if read is not None:
        assert all(cursors.read(one) for one in read.values())


def table(data: bytes) -> None:
    """A table that somebody brings: rows of text, or a sentence."""
    try:
        book = sheets.read(data)
    except sheets.NotATable:
        return
    assert all(isinstance(cell, str) for sheet in book.sheets for row in sheet.rows for cell in row.cells)


TARGETS: dict[str, Target] = {one.__name__: one for one in (cells, text, change, exchange, packed, cursor, table)}
SEEDS: dict[str, tuple[bytes, ...]] = {
    "cells": (b'=1+1\x1e\x0b-2\x1e\xef\xbc\x9d1\x1ea;b\x1e"x"\r\n', b"'=1\x1e\xe2\x80\x8b@SUM(1)"),
    "text": (b"a\nb\nc\x1ea\nB\nc\x1ea\nb\nc\nd", b"\x1ea\n\x1eb", b"a\na\x1ea\x1ea\na\na"),
    "change": (b"\x0fa\x1eb\x1ec\nd\x1ex y\x1ea\x1eB\x1ec\nD\x1ex\x1eA\x1eb\x1eC\nd\x1ey z",),
    "exchange": (
        b'{"a": [1, 2.5, null, "\\ud83d\\ude00"], "b": {"c": true}}',
        b'{"a":1,"a":2}',
        b"[123456789012345678901]",
    ),
    "packed": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\xae\x05\x00C\xbf\xa6\xa3\x02\x00\x00\x00",),
    "cursor": (b"k3-118", b"0123456789abcdef0123456789abcdef.k3-118~fedcba9876543210fedcba9876543210.a-1"),
    "table": (b"Kode;Jumlah (Rp)\r\n2.3.10;1.250.000\r\n", b'a,"b\nc",d\n', b"PK\x03\x04"),
}
