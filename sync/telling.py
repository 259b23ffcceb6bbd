"""SQL fragments that write a column's value as the text of JSON; ``NULL`` where there is nothing to tell."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

import orjson

_SECONDS = 'YYYY-MM-DD"T"HH24:MI:SS'


def quoted_text(column: str, *, postgres: bool) -> str:
    """A text that is not empty, as JSON."""
    written = f"to_json({column})::text" if postgres else f"json_quote({column})"
    return f"CASE WHEN {column} <> '' THEN {written} END"


def filled_json(column: str, *, postgres: bool) -> str:
    """A list or object that is not empty."""
    return f"nullif(nullif({column}::text, '[]'), '{{}}')" if postgres else f"nullif(nullif({column}, '[]'), '{{}}')"


def uuid(column: str, *, postgres: bool) -> str:
    """A UUID with its hyphens, without quotes."""
    if postgres:
        return f"{column}::text"
    starts_and_lengths = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return " || '-' || ".join(f"substr({column}, {start}, {length})" for start, length in starts_and_lengths)


def moment(column: str, *, postgres: bool) -> str:
    """A moment as ``sync.fields.utc_text`` writes it, as JSON."""
    if not postgres:
        return f"'\"' || replace({column}, ' ', 'T') || 'Z\"'"
    form = (
        f"CASE {column} WHEN date_trunc('second', {column}) THEN '{_SECONDS}\"Z\"'"
        f" WHEN date_trunc('milliseconds', {column}) THEN '{_SECONDS}.MS\"Z\"' ELSE '{_SECONDS}.US\"Z\"' END"
    )
    return f"'\"' || to_char({column} AT TIME ZONE 'UTC', {form}) || '\"'"


def bare_list(names: Iterable[str]) -> str:
    """Ids as the list in JSON that SQLite's side of ``named`` takes: without hyphens, as they are stored there."""
    return orjson.dumps([name.replace("-", "") for name in names]).decode()


class How(Enum):
    """The ways in which rows are named."""

    SQLITE = "two lists as JSON"
    PAIRS = "two arrays"
    ONE_VILLAGE = "a village and an array"


def how_named(vendor: str, villages: Iterable[str]) -> How:
    """PostgreSQL is told a village that is the only one by itself: it plans and opens one part of a split table."""
    if vendor != "postgresql":
        return How.SQLITE
    return How.ONE_VILLAGE if len(set(villages)) == 1 else How.PAIRS


def chosen(names: Sequence[tuple[str, str]], how: How) -> tuple[Any, Any]:
    """The parameters of ``named``, of pairs of village and name."""
    villages, last = [village for village, _name in names], [name for _village, name in names]
    if how is How.SQLITE:
        return bare_list(set(villages)), bare_list(last)
    return (last, villages[0]) if how is How.ONE_VILLAGE else (villages, last)


def named(table: str, name: str, how: How) -> str:
    """``FROM`` and ``WHERE`` for the rows ``held`` of a table whose ``(village_id, name)`` is unique.

    Parameters: what ``chosen`` answers. PostgreSQL looks each pair up by itself (``OFFSET 0`` keeps it from reading the
    whole village where its statistics are old), SQLite takes two lists as JSON.
    """
    if how is How.SQLITE:
        among = "IN (SELECT value FROM json_each(%s))"
        return f'"{table}" held WHERE held.village_id {among} AND held."{name}" {among}'
    alone = how is How.ONE_VILLAGE
    wanted = (
        "unnest(%s::uuid[]) AS wanted(name)" if alone else "unnest(%s::uuid[], %s::uuid[]) AS wanted(village, name)"
    )
    pair = f'one.village_id = {"%s::uuid" if alone else "wanted.village"} AND one."{name}" = wanted.name'
    one = f'SELECT * FROM "{table}" one WHERE {pair} OFFSET 0'  # nosec B608 # noqa: S608 -- names come from models
    return f"{wanted} CROSS JOIN LATERAL ({one}) held WHERE true"
