"""The whole stack is PostgreSQL's; in a run on SQLite there is nothing to collect."""

from tests.faults.conftest import on_postgresql

if not on_postgresql():
    collect_ignore_glob = ["test_*.py"]
