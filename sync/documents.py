"""Stored records as the database tells them: whole documents as the text of JSON, with no object in between."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from sync import telling
from sync.kinds import Kind

Names = Sequence[tuple[UUID | str, UUID | str]]
"""Pairs of village and record."""


class Told(NamedTuple):
    """A record as it stands. ``field_versions`` and ``document`` are texts of JSON, ``deleted_at`` is in wire form."""

    kind: str
    village: str
    record: str
    version: int
    deleted_at: str | None
    field_versions: str
    document: str


def read(wanted: Mapping[Kind, Names]) -> Iterator[Told]:
    """The stored ones among the wanted records. One query, whatever their number and kinds."""
    kinds = [kind for kind in wanted if wanted[kind]]
    if not kinds:
        return
    postgres = connection.vendor == "postgresql"
    sql = " UNION ALL ".join(_select(kind, postgres=postgres) for kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute(sql, [part for kind in kinds for part in _chosen(wanted[kind], postgres=postgres)])
        yield from map(Told._make, cursor.fetchall())


def _chosen(names: Names, *, postgres: bool) -> tuple[Any, Any]:
    villages, records = {village for village, _record in names}, [record for _village, record in names]
    if postgres:
        return [str(one) for one in villages], [str(one) for one in records]
    return _bare(villages), _bare(records)


def _bare(names: "set[UUID | str] | list[UUID | str]") -> str:
    return orjson.dumps([str(one).replace("-", "") for one in names]).decode()


@cache
def _select(kind: Kind, *, postgres: bool) -> str:
    columns = [
        f"'{kind.name}'",
        telling.uuid("village_id", postgres=postgres),
        telling.uuid("id", postgres=postgres),
        "version",
        f"trim({telling.moment('deleted_at', postgres=postgres)}, '\"')",
        "field_versions::text" if postgres else "field_versions",
        _document(kind, postgres=postgres),
    ]
    among = "= ANY(%s::uuid[])" if postgres else "IN (SELECT value FROM json_each(%s))"
    table = kind.model._meta.db_table
    return f'SELECT {", ".join(columns)} FROM "{table}" WHERE village_id {among} AND id {among}'  # noqa: S608 -- names come from models


def _document(kind: Kind, *, postgres: bool) -> str:
    told = [(name, kind.column(name).told(f'"{name}"', postgres=postgres)) for name in kind.fields]
    if postgres:
        members = ", ".join(f"""'"{name}":' || {value}""" for name, value in told)
        return f"'{{' || concat_ws(',', {members}) || '}}'"
    members = ", ".join(f"""'"{name}":' || ({value}) || ','""" for name, value in told)
    return f"'{{' || rtrim(printf('{'%%s' * len(told)}', {members}), ',') || '}}'"
