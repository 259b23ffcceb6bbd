"""The peer: PostgreSQL's COPY of the rows that a push left behind, in a process that stays.

It makes ``copied.<table>`` with the columns, keys and indexes of the product's tables, reads each musdes out of them
once, and then for each line on its standard input (how many) copies that many in, one transaction each.
"""

import os
import sys
from itertools import cycle, islice

import psycopg

TABLES = ("meetings_meeting", "meetings_agendaitem", "meetings_attendance", "budgets_budgetitem")
Rows = list[tuple[str, bytes]]


def prepare(connection: psycopg.Connection) -> None:
    """Empty tables of the same shape, and the keys into villages with them."""
    connection.execute("DROP SCHEMA IF EXISTS copied CASCADE")
    connection.execute("CREATE SCHEMA copied")
    for table in TABLES:
        connection.execute(f"CREATE TABLE copied.{table} (LIKE public.{table} INCLUDING ALL)")
        connection.execute(
            f"ALTER TABLE copied.{table} ADD FOREIGN KEY (village_id) REFERENCES public.villages_village"
            " DEFERRABLE INITIALLY DEFERRED"
        )


def read_out(connection: psycopg.Connection) -> list[Rows]:
    """The rows of each musdes as COPY writes them."""
    meetings = connection.execute("SELECT id FROM meetings_meeting").fetchall()
    return [[(table, _rows(connection, table, meeting)) for table in TABLES] for (meeting,) in meetings]


def _rows(connection: psycopg.Connection, table: str, meeting: object) -> bytes:
    where = "id" if table == "meetings_meeting" else "meeting"
    query = f"COPY (SELECT * FROM {table} WHERE {where} = '{meeting}') TO STDOUT"  # noqa: S608 -- our own words
    with connection.cursor().copy(query) as rows:
        return b"".join(bytes(row) for row in rows)


def copy_in(connection: psycopg.Connection, musdes: Rows) -> None:
    """One musdes, one transaction."""
    with connection.transaction():
        for table, rows in musdes:
            with connection.cursor().copy(f"COPY copied.{table} FROM STDIN") as copy:
                copy.write(rows)


def serve() -> None:
    """Answers each line once its musdes are on disk; when all have been copied it begins again on emptied tables."""
    with psycopg.connect(os.environ["BENCH_DATABASE"], autocommit=True) as connection:
        prepare(connection)
        pool = read_out(connection)
        order = cycle(range(len(pool)))
        for line in sys.stdin:
            for place in islice(order, int(line)):
                if place == 0:
                    connection.execute(f"TRUNCATE {', '.join(f'copied.{table}' for table in TABLES)}")
                copy_in(connection, pool[place])
            print("done", flush=True)  # noqa: T201 -- the answer


if __name__ == "__main__":
    serve()
