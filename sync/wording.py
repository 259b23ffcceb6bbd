"""Kinds, records, fields and values in words, for pages that know no kind by name."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from backend.kernel.words import clock, rupiah
from sync.fields import Day, Flag, Moment, Money, Ref, Shape, WireField, Word
from sync.kinds import Kind
from sync.wire import EMPTY

DAY_FORMAT = "l, j F Y"
NAMES_OF_A_RECORD = ("name", "title", "topic", "activity", "subject", "caption", "text")
"""What a record is called by, the first that it has."""


def kind_label(kind: Kind) -> str:
    """``Daftar hadir``."""
    return capfirst(str(kind.model._meta.verbose_name))


def field_label(kind: Kind, name: str) -> str:
    """``Unsur masyarakat``; the bare name of a field that the kind has no more."""
    return capfirst(str(kind.column(name).verbose_name)) if name in kind.fields else name


def title_of(kind: Kind, values: Mapping[str, Any]) -> str:
    """What people call a record with these values; empty where it has no name."""
    named = (name for name in NAMES_OF_A_RECORD if name in kind.fields and values.get(name))
    first = next(named, None)
    if first is None:
        words = [name for name in kind.fields if isinstance(kind.column(name), Word) and values.get(name)]
        return "" if not words else _word(kind.column(words[0]), values[words[0]])
    return str(values[first])


def value_text(kind: Kind, name: str, value: Any, *, zone: ZoneInfo) -> str:
    """A value in wire form as an officer reads it. No query: a reference stays a reference."""
    if value in EMPTY:
        return _("(kosong)")
    column = kind.column(name) if name in kind.fields else None
    for types, write in _WRITERS:
        if isinstance(column, types):
            return write(column, value, zone)
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """``Senin, 23 November 2026 pukul 09.00 WIB`` in the village's own time."""
    local = moment.astimezone(zone)
    return _("%(day)s pukul %(hour)s %(zone)s") % {
        "day": date_format(local.date(), DAY_FORMAT),
        "hour": clock(local),
        "zone": local.tzname(),
    }


def _word(column: WireField, value: str) -> str:
    return str(dict(column.flatchoices).get(value, value))


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(_parts(value.values()))
    if value and all(isinstance(part, list) for part in value):
        return _("gambar tanda tangan (%(count)s goresan)") % {"count": len(value)}
    return "; ".join(_shape(part) if isinstance(part, dict) else str(part) for part in value)


def _parts(values: Iterable[Any]) -> list[str]:
    return [", ".join(map(str, one)) if isinstance(one, list) else str(one) for one in values if one not in EMPTY]


_WRITERS: tuple[tuple[type[WireField], Callable[[Any, Any, ZoneInfo], str]], ...] = (
    (Money, lambda _column, value, _zone: rupiah(value)),
    (Flag, lambda _column, value, _zone: _("Ya") if value else _("Tidak")),
    (Word, lambda column, value, _zone: _word(column, value)),
    (Moment, lambda _column, value, zone: moment_text(datetime.fromisoformat(value), zone)),
    (Day, lambda _column, value, _zone: date_format(date.fromisoformat(value), DAY_FORMAT)),
    (Ref, lambda _column, value, _zone: _("catatan …%(end)s") % {"end": str(value)[-6:]}),
    (Shape, lambda _column, value, _zone: _shape(value)),
)
"""How the values of a column are written; others as they stand."""
