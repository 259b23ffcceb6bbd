"""These tests are about locks that only PostgreSQL has; on SQLite there is nothing to collect."""

import os

if not os.environ.get("DATABASE_URL", "").startswith(("postgres", "pgsql")):
    collect_ignore_glob = ["test_*.py"]
