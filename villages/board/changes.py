"""What changed from one snapshot to the next, line by line: whose row, which field, from what to what.

Sections name their fields (``words``) and which of them are money (``amounts``); a field that no section names is told
without its value. Snapshots may come from outside, so any JSON is looked at.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext as _

from backend.kernel import words
from villages.board import sections
from villages.board.sections import RESERVED, Section

MOST = 60
"""More lines are counted only."""
LONGEST = 600
LONG, AROUND = 80, 3
"""From how many letters on a text is narrowed to what differs, with how many words around."""
HEADINGS = ("name", "activity", "topic", "subject", "what", "caption", "label", "element", "place", "title")
"""By what a row of a list is called, the first that it has."""
KEYS = ("id", "sha256", "field", "source", "role", "element", *HEADINGS)
"""By what a row is known again: the first that it has."""
_GONE = object()


@dataclass(frozen=True, slots=True)
class Change:
    """One line: ``before`` is ``None`` for what is new, ``after`` for what is gone, both where no value is told."""

    what: str
    before: str | None = None
    after: str | None = None


@dataclass(slots=True)
class Part:
    """The changes of one section; ``more`` lines are left out."""

    label: str
    changes: list[Change] = field(default_factory=list)
    more: int = 0


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Part]:
    """The sections that differ, in the order of the page. No query."""
    known = {one.name: one for one in sections.every()}
    names = [*known, *sorted((before.keys() | after.keys()) - known.keys() - {RESERVED})]
    parts, left = [], MOST
    for name in names:
        old, new = before.get(name, _GONE), after.get(name, _GONE)
        if old == new:
            continue
        section = known.get(name)
        # What no line tells (another order of rows, an inner name) still differs.
        found = list(dict.fromkeys(_of_section(section, old, new))) or [_unnamed("")]
        part = Part(str(section.label) if section and section.label else name, found[:left], max(0, len(found) - left))
        left -= len(part.changes)
        parts.append(part)
    return parts


def _of_section(section: Section | None, old: Any, new: Any) -> Iterator[Change]:
    if old is _GONE or new is _GONE:
        told = _("bagian ini ditambahkan") if old is _GONE else _("bagian ini dihapus")
        yield Change(told)
        return
    yield from _walk(section, "", (), old, new)


def _walk(section: Section | None, name: str, trail: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    """Every difference below two values of the field ``name``."""
    if old == new and type(old) is type(new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for inner in dict.fromkeys([*old, *new]):
            label = _label(section, inner, (old, new))
            if label != "":
                further = trail if label is None or _holds_rows(old.get(inner), new.get(inner)) else (*trail, label)
                yield from _walk(section, inner, further, old.get(inner), new.get(inner))
    elif _holds_rows(old, new):
        yield from _rows(section, name, trail, old or [], new or [])
    else:
        yield _line(section, name, trail, old, new)


def _line(section: Section | None, name: str, trail: tuple[str, ...], old: Any, new: Any) -> Change:
    what = ": ".join(trail)
    if section is None or name not in section.words or isinstance(old, dict) or isinstance(new, dict):
        return _unnamed(what)
    money = name in section.amounts
    return Change(what, *_narrowed(_shown(old, money=money), _shown(new, money=money)))


def _unnamed(what: str) -> Change:
    return Change(_("%(what)s: rincian lain berubah") % {"what": what} if what else _("rincian lain berubah"))


def _narrowed(old: str, new: str) -> tuple[str, str]:
    """Two long texts without what both begin and end with, but for a few words to find the place by."""
    if min(len(old), len(new)) < LONG:
        return old[:LONGEST], new[:LONGEST]
    before, after = old.split(" "), new.split(" ")
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - first
    last = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return _cut(before, first, last), _cut(after, first, last)


def _cut(text: list[str], first: int, last: int) -> str:
    start, end = max(0, first - AROUND), len(text) - max(0, last - AROUND)
    told = " ".join(text[start:end])[:LONGEST]
    return f"{'… ' if start else ''}{told}{' …' if end < len(text) else ''}"


def _rows(
    section: Section | None, name: str, trail: tuple[str, ...], old: Sequence[Any], new: Sequence[Any]
) -> Iterator[Change]:
    """Rows that came, rows that went, and what changed of those that stayed."""
    were, are = _keyed(old), _keyed(new)
    for key in dict.fromkeys([*were, *are]):
        before, after = were.get(key), are.get(key)
        called = (*trail, _heading(before or after or {}))
        if before is None:
            yield Change(": ".join(trail) or _("ditambahkan"), None, called[-1])
        elif after is None:
            yield Change(": ".join(trail) or _("dihapus"), called[-1], None)
        else:
            yield from _walk(section, name, called, before, after)


def _keyed(rows: Sequence[Any]) -> dict[tuple[str, int], dict[str, Any]]:
    """Rows by what they are known by; of several alike the first, the second, …"""
    seen: Counter[str] = Counter()
    found = {}
    for row in rows:
        name = next((one for one in KEYS if isinstance(row.get(one), str)), "")
        key = f"{name}={row.get(name, '')}"
        found[key, seen[key]] = row
        seen[key] += 1
    return found


def _heading(row: Mapping[str, Any]) -> str:
    return next((row[one][:LONGEST] for one in HEADINGS if isinstance(row.get(one), str) and row[one]), _("satu baris"))


def _label(section: Section | None, name: str, holders: tuple[dict[str, Any], dict[str, Any]]) -> str | None:
    """What a field is called; ``None`` where nobody named it, empty where another field tells the same."""
    if name == "id" or name.endswith(("_id", "_ids")) or any(f"{name}_label" in one for one in holders):
        return ""
    named = section.words.get(name) if section else None
    return None if named is None else str(named)


def _holds_rows(old: Any, new: Any) -> bool:
    lists = [one for one in (old, new) if one is not None]
    return (
        all(isinstance(one, list) for one in lists)
        and any(isinstance(row, dict) for one in lists for row in one)
        and all(isinstance(row, dict) for one in lists for row in one)
    )


def _shown(value: Any, *, money: bool) -> str:
    if value is None or value is _GONE or value == []:
        return "–"
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, int) and money:
        return words.rupiah(value)
    if isinstance(value, list):
        return ", ".join(_shown(one, money=money) for one in value)
    return _day(value) if isinstance(value, str) else str(value)


def _day(text: str) -> str:
    """A day or an hour as people write it; any other text as it is."""
    try:
        if len(text) == len("2026-11-23"):
            return dateformat.format(date.fromisoformat(text), "j F Y")
        if text[10:11] == "T":
            return dateformat.format(datetime.fromisoformat(text), "j F Y, H.i")
    except ValueError:
        pass
    return text
