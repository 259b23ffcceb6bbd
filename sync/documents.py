"""Stored records as the database tells them: whole documents as the text of JSON, with no object in between."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from sync import telling
from sync.kinds import Kind

Names = Sequence[tuple[str, str]]
"""Pairs of village and record."""


class Told(NamedTuple):
    """A record as it stands. ``deleted_at`` is in wire form, ``document`` a text of JSON.

    ``field_versions``, too, where it was asked for.
    """

    kind: str
    village: str
    record: str
    version: int
    deleted_at: str | None
    document: str
    field_versions: str = "{}"


def read(wanted: Mapping[Kind, Names]) -> Iterator[Told]:
    """The stored ones among the wanted records. One query, whatever their number and kinds.

    The same kinds are asked for in the same words, so that PostgreSQL plans them once.
    """
    kinds = sorted((kind for kind in wanted if wanted[kind]), key=attrgetter("name"))
    if not kinds:
        return
    how = telling.how_named(connection.vendor, (village for kind in kinds for village, _record in wanted[kind]))
    sql = " UNION ALL ".join(_select(kind, how) for kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute(sql, [part for kind in kinds for part in telling.chosen(wanted[kind], how)])
        yield from map(Told._make, cursor.fetchall())


@cache
def _select(kind: Kind, how: telling.How) -> str:
    postgres = how is not telling.How.SQLITE
    versions = "held.field_versions::text" if postgres else "held.field_versions"
    return f"""
        SELECT '{kind.name}', {telling.uuid("held.village_id", postgres=postgres)},
               {_columns(kind, postgres=postgres)}, {versions}
        FROM {telling.named(kind.model._meta.db_table, "id", how)}
    """  # nosec B608 # noqa: S608 -- names come from models


def moved_between(village: UUID, after: int, up_to: int, kinds: Sequence[Kind]) -> list[Told]:
    """The records of these kinds whose newest change stands in this stretch of the ledger, in its order. One query."""
    if not kinds:
        return []
    postgres = connection.vendor == "postgresql"
    sql = " UNION ALL ".join(_select_moved(kind, postgres=postgres) for kind in kinds)
    name = str(village)
    with connection.cursor() as cursor:
        chosen: list[Any] = [name, name, after, up_to] if postgres else [village.hex, after, up_to]
        cursor.execute(sql, chosen * len(kinds))
        found = [Told(kind, name, *rest) for kind, *rest in cursor.fetchall()]
    found.sort(key=attrgetter("version"))
    return found


@cache
def _select_moved(kind: Kind, *, postgres: bool) -> str:
    return f"""
        SELECT '{kind.name}', {_columns(kind, postgres=postgres)} FROM sync_ledgerentry entry
        {_newest(kind, postgres=postgres)}
        WHERE entry.village_id = %s AND entry.number > %s AND entry.number <= %s AND entry.kind = '{kind.name}'
    """  # nosec B608 # noqa: S608 -- names come from models


def _newest(kind: Kind, *, postgres: bool) -> str:
    """Joins each entry with its record, where no later entry stands; looked up one by one, as in ``telling.named``.

    PostgreSQL is told the village once more, so that it leaves out the other parts of a split table while it plans.
    """
    table = kind.model._meta.db_table
    if postgres:
        pair = "one.village_id = %s::uuid AND one.id = entry.record"
        one = f'SELECT * FROM "{table}" one WHERE {pair} OFFSET 0'  # nosec B608 # noqa: S608 -- names come from models
        return f"JOIN LATERAL ({one}) held ON held.version = entry.number"
    pair = "held.village_id = entry.village_id AND held.id = entry.record"
    return f'JOIN "{table}" held ON {pair} AND held.version = entry.number'


def _columns(kind: Kind, *, postgres: bool) -> str:
    columns = [
        telling.uuid("held.id", postgres=postgres),
        "held.version",
        f"trim({telling.moment('held.deleted_at', postgres=postgres)}, '\"')",
        _document(kind, postgres=postgres),
    ]
    return ", ".join(columns)


def _document(kind: Kind, *, postgres: bool) -> str:
    told = [(name, kind.column(name).told(f'held."{name}"', postgres=postgres)) for name in kind.fields]
    if postgres:
        members = ", ".join(f"""'"{name}":' || {value}""" for name, value in told)
        return f"'{{' || concat_ws(',', {members}) || '}}'"
    members = ", ".join(f"""'"{name}":' || ({value}) || ','""" for name, value in told)
    return f"'{{' || rtrim(printf('{'%%s' * len(told)}', {members}), ',') || '}}'"
