"""What became of changes that came before: the same change again gets the first answer again."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import orjson
from django.db import connection

from sync import telling
from sync.apply import Result, rejected
from sync.kinds import Breach
from sync.telling import How
from sync.terms import Outcome


class Receipt(NamedTuple):
    """The digest of a change as it was first sent, and what became of it."""

    content: str
    result: Result


Names = Sequence[tuple[str, str]]
"""Pairs of village and change."""

Receipts = dict[tuple[str, str], Receipt]
"""By village and change."""


def of_changes(*, free: Names, closed: Names, author: str) -> Receipts:
    """The receipts of these changes, each named by its village and id. One query.

    ``closed``: in villages where the author has no right any more and sees only what became of their own changes.
    """
    parts, chosen = [], []
    for mine, names in ((False, free), (True, closed)):
        if names:
            how = telling.how_named(connection.vendor, (village for village, _change in names))
            parts.append(_select(how, mine=mine))
            whose = [_plain(author, postgres=how is not How.SQLITE)] if mine else []
            chosen += [*telling.chosen(names, how), *whose] * len(_SOURCES)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), chosen)
        rows = cursor.fetchall()
    return dict(_read(rows))


def _plain(name: str, *, postgres: bool) -> str:
    return name if postgres else name.replace("-", "")


_SOURCES = {
    # source: its table, the column of the author, then what stands there for number, contested, id, reason, errors
    "entry": ("sync_ledgerentry", '"user"', "number", "contested", "NULL", "outcome", "NULL"),
    "conflict": ("sync_conflict", "user_id", "NULL", "NULL", "id", "''", "NULL"),
    "rejection": ("sync_rejection", "user_id", "NULL", "NULL", "NULL", "''", "errors"),
    "held": ("sync_held", "user_id", "NULL", "NULL", "id", "reason", "NULL"),
}


@cache
def _select(how: How, *, mine: bool) -> str:
    """All sources; ``mine``: only what the author sent."""
    selects, postgres = [], how is not How.SQLITE
    for source, (table, author, *names) in _SOURCES.items():
        held = telling.named(table, "change", how) + (f" AND held.{author} = %s" if mine else "")
        selects.append(f"SELECT {_told(source, *names, postgres=postgres)} FROM {held}")  # nosec B608 # noqa: S608 -- names are ours
    return " UNION ALL ".join(selects)


def _told(source: str, *names: str, postgres: bool) -> str:
    number, contested, name, word, errors = names
    if postgres:
        number, name, contested, errors = f"{number}::bigint", f"{name}::uuid", f"{contested}::text", f"{errors}::text"
    columns = ["held.village_id", "held.change", name]
    told = [f"'{source}'", *(telling.uuid(column, postgres=postgres) for column in columns)]
    return ", ".join([*told, "held.content", number, contested, word, errors])


def _read(rows: list[tuple[Any, ...]]) -> Iterator[tuple[tuple[str, str], Receipt]]:
    """A change that was held and then admitted has an entry as well; what it was told first stands."""
    conflicts = {row[1:3]: row[3] for row in rows if row[0] == "conflict"}
    of_source = {source: [row[1:] for row in rows if row[0] == source] for source in _SOURCES}
    for village, change, _id, content, number, contested, outcome, _errors in of_source["entry"]:
        conflict = conflicts.get((village, change))
        result = Result(Outcome(outcome), version=number, conflict=conflict, contested=orjson.loads(contested))
        yield (village, change), Receipt(content, result)
    for village, change, _id, content, *_rest, errors in of_source["rejection"]:
        breaches = [Breach(**error) for error in orjson.loads(errors)]
        yield (village, change), Receipt(content, rejected(*breaches))
    for village, change, held, content, *_rest, reason, _errors in of_source["held"]:
        yield (village, change), Receipt(content, Result(Outcome.HELD, held=held, reason=reason))
