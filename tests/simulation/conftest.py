"""The stage of the runs: committed rows, since the server of a run begins and ends its own transactions."""

import pytest
from django.db import connection

from tests.simulation import world


@pytest.fixture
def stage(transactional_db):
    """Villages and people; the toy kinds beside the real ones."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")  # nobody pulls the plug of this machine here
    with world.toy_kinds():
        yield world.build()
        world.clear()
