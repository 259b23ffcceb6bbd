"""What became of changes that came before: the same change again gets the first answer again."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from sync import telling
from sync.apply import Result, rejected
from sync.kinds import Breach
from sync.terms import Outcome


class Receipt(NamedTuple):
    """The digest of a change as it was first sent, and what became of it."""

    content: str
    result: Result


Receipts = dict[tuple[UUID, UUID], Receipt]
"""By village and change."""


def of_changes(
    changes: Iterable[UUID], *, open_to: Iterable[UUID], closed_to: Iterable[UUID], author: UUID
) -> Receipts:
    """The receipts of these changes. One query.

    ``closed_to``: villages where the author has no right any more and sees only what became of their own changes.
    """
    postgres = connection.vendor == "postgresql"
    lists = [[str(one) for one in listed] for listed in (changes, open_to, closed_to)]
    chosen: list[Any] = lists if postgres else [_bare(listed) for listed in lists]
    chosen.append(str(author) if postgres else author.hex)
    with connection.cursor() as cursor:
        cursor.execute(_select(postgres=postgres), chosen * len(_SOURCES))
        rows = cursor.fetchall()
    return dict(_read(rows))


def _bare(names: list[str]) -> str:
    return orjson.dumps([one.replace("-", "") for one in names]).decode()


_SOURCES = {
    # source: its table, the column of the author, then what stands there for number, contested, id, reason, errors
    "entry": ("sync_ledgerentry", '"user"', "number", "contested", "NULL", "outcome", "NULL"),
    "conflict": ("sync_conflict", "user_id", "NULL", "NULL", "id", "''", "NULL"),
    "rejection": ("sync_rejection", "user_id", "NULL", "NULL", "NULL", "''", "errors"),
    "held": ("sync_held", "user_id", "NULL", "NULL", "id", "reason", "NULL"),
}


@cache
def _select(*, postgres: bool) -> str:
    return " UNION ALL ".join(_select_from(source, *names, postgres=postgres) for source, names in _SOURCES.items())


def _select_from(source: str, table: str, author: str, *names: str, postgres: bool) -> str:
    number, contested, name, word, errors = names
    if postgres:
        number, name, contested, errors = f"{number}::bigint", f"{name}::uuid", f"{contested}::text", f"{errors}::text"
    columns = ["village_id", "change", name]
    told = [f"'{source}'", *(telling.uuid(column, postgres=postgres) for column in columns)]
    told += ["content", number, contested, word, errors]
    among = "= ANY(%s::uuid[])" if postgres else "IN (SELECT value FROM json_each(%s))"
    mine = f"(village_id {among} OR (village_id {among} AND {author} = %s))"
    return f"SELECT {', '.join(told)} FROM {table} WHERE change {among} AND {mine}"  # noqa: S608 -- names are ours


def _read(rows: list[tuple[Any, ...]]) -> Iterator[tuple[tuple[UUID, UUID], Receipt]]:
    """A change that was held and then admitted has an entry as well; what it was told first stands."""
    conflicts = {row[1:3]: UUID(row[3]) for row in rows if row[0] == "conflict"}
    of_source = {source: [row[1:] for row in rows if row[0] == source] for source in _SOURCES}
    for village, change, _id, content, number, contested, outcome, _errors in of_source["entry"]:
        conflict = conflicts.get((village, change))
        result = Result(Outcome(outcome), version=number, conflict=conflict, contested=orjson.loads(contested))
        yield (UUID(village), UUID(change)), Receipt(content, result)
    for village, change, _id, content, *_rest, errors in of_source["rejection"]:
        breaches = [Breach(**error) for error in orjson.loads(errors)]
        yield (UUID(village), UUID(change)), Receipt(content, rejected(*breaches))
    for village, change, held, content, *_rest, reason, _errors in of_source["held"]:
        yield (UUID(village), UUID(change)), Receipt(content, Result(Outcome.HELD, held=UUID(held), reason=reason))
