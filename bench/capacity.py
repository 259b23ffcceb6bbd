"""What a row takes on PostgreSQL with its indexes, and a nation's year of them: ``python -m bench.capacity postgres``.

The year: 75,266 villages, 30,000,000 attendance rows (half a million musdes of 60 people), 5,000,000 photographs.
"""

from bench.figures import Figure, main
from bench.scale import record
from bench.stage import Stage, run
from bench.workload import PEOPLE, RECORDS

VILLAGES, ENTRIES = 300, 100
ATTENDANCE = 30_000_000
MUSDES = ATTENDANCE / PEOPLE
GB = 1000**3
TABLES = ("sync_ledgerentry", "meetings_attendance", "meetings_agendaitem", "budgets_budgetitem", "meetings_meeting")
SIZES = (
    "from django.db import connection; cursor = connection.cursor(); cursor.execute('VACUUM ANALYZE');"
    "\nfor table in {tables}:"
    "\n    cursor.execute(f'SELECT count(*) FROM {{table}}'); rows = cursor.fetchone()[0]"
    "\n    cursor.execute('SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(%s)', [table])"
    "\n    print(table, int(cursor.fetchone()[0]) / rows)"
)


def measure(stage: Stage) -> list[Figure]:
    """Bytes a row in a small country, and what they come to; SQLite is no choice for a nation and has no lines."""
    if stage.server is None:
        return []
    world = stage.world(stage.database("capacity"))
    record(stage, world, ENTRIES)
    run(world, "manage.py", "shell", "--command", f"from bench.seed import fill; fill({VILLAGES})")
    told = run(world, "manage.py", "shell", "-v", "0", "--command", SIZES.format(tables=TABLES))
    bytes_of = {name: float(size) for name, size in (line.split() for line in told.splitlines())}
    ledger = bytes_of["sync_ledgerentry"] * MUSDES * RECORDS / GB
    people = bytes_of["meetings_attendance"] * ATTENDANCE / GB
    return [
        *(Figure(f"a row of {name} with its indexes", size, unit="bytes") for name, size in bytes_of.items()),
        Figure("attendance, a nation's year", people, unit="GB"),
        Figure("ledger, a nation's year without later edits", ledger, unit="GB"),
    ]


if __name__ == "__main__":
    main(measure)
