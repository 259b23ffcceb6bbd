"""PostgreSQL tables in parts by village: a migration splits what holds synced records, and the ledger.

SQLite has no parts, and nothing is done there; nor where ``DATABASE_PARTITIONS`` is less than 2, as for Citus, which
distributes plain tables by the same key.
"""

from dataclasses import dataclass

from django.apps.registry import Apps
from django.conf import settings
from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEY = "village_id"


@dataclass(frozen=True, slots=True)
class Belongings:
    """What hangs on a table and is made anew on its successor, under the same names."""

    constraints: list[tuple[str, str]]
    indexes: list[str]


def by_village(*tables: str) -> migrations.RunPython:
    """A migration's step that splits these tables, with what they hold; backwards it puts them together again.

    The rows are copied once, in the migration's transaction: nobody writes meanwhile, and interrupted it leaves all as
    it was. Privileges that were granted on the single table have to be granted again.
    """

    def forwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        parts = settings.DATABASE_PARTITIONS
        if editor.connection.vendor == "postgresql" and parts > 1:
            for table in tables:
                split(editor, table, parts)

    def backwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            for table in tables:
                if is_split(editor, table):
                    _replace(editor, table, "")

    return migrations.RunPython(forwards, backwards)


def split(editor: BaseDatabaseSchemaEditor, table: str, parts: int) -> None:
    """Replaces a table by one of as many parts, each ``<table>_p<number>``; one that is split already stays."""
    if is_split(editor, table):
        return
    made = [
        f'CREATE TABLE "{table}_p{rest:03}" PARTITION OF "{table}" FOR VALUES WITH (MODULUS {parts}, REMAINDER {rest})'
        for rest in range(parts)
    ]
    _replace(editor, table, f"PARTITION BY HASH ({KEY})", *made)


def is_split(editor: BaseDatabaseSchemaEditor, table: str) -> bool:
    """Whether a table has parts."""
    return bool(_rows(editor, "SELECT 1 FROM pg_partitioned_table WHERE partrelid = %s::regclass", table))


def count() -> int:
    """Lets PostgreSQL count what its split tables hold as wholes, which it does by itself for the parts only.

    Answers how many there are; none on SQLite.
    """
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT partrelid::regclass::text FROM pg_partitioned_table ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        for name in tables:
            cursor.execute(f"ANALYZE {name}")
    return len(tables)


def _replace(editor: BaseDatabaseSchemaEditor, table: str, kind: str, *parts: str) -> None:
    belongings, old = _belongings(editor, table), f"{table}_old"
    copied = "INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE INCLUDING COMMENTS"
    for statement in (
        f'ALTER TABLE "{table}" RENAME TO "{old}"',
        f'CREATE TABLE "{table}" (LIKE "{old}" {copied}) {kind}',
        *parts,
        f'INSERT INTO "{table}" SELECT * FROM "{old}"',  # nosec B608 # noqa: S608 -- names come from migrations
        f'DROP TABLE "{old}"',
        *(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {what}' for name, what in belongings.constraints),
        *belongings.indexes,
    ):
        editor.execute(statement)


def _belongings(editor: BaseDatabaseSchemaEditor, table: str) -> Belongings:
    """Raises ``RuntimeError`` where something hangs on the table that its successor would not get."""
    loose = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
    if found := _rows(editor, loose, table):
        raise RuntimeError(f"{table} has triggers of its own, which are not carried over: {found}")
    constraints = _rows(
        editor,
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass ORDER BY contype <> 'p', conname",
        table,
    )
    indexes = _rows(
        editor,
        "SELECT replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') FROM pg_index"
        " WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid"
        " AND contype IN ('p', 'u', 'x')) ORDER BY 1",
        table,
    )
    return Belongings([(name, what) for name, what in constraints], [index for (index,) in indexes])


def _rows(editor: BaseDatabaseSchemaEditor, sql: str, table: str) -> list[tuple[str, ...]]:
    with editor.connection.cursor() as cursor:
        cursor.execute(sql, [table])
        return list(cursor.fetchall())
