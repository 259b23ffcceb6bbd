"""What only SQLite does; in a run on PostgreSQL there is nothing to collect."""

from tests.faults.conftest import on_postgresql

if on_postgresql():
    collect_ignore_glob = ["test_*.py"]
