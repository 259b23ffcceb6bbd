"""The stage of the runs: committed rows, since the server of a run begins and ends its own transactions."""

import pytest
from django.db import connection

from tests.simulation import world
from tests.simulation.crowd import settle_in
from tests.simulation.host import Host


@pytest.fixture
def stage(transactional_db):
    """Villages and people; the toy kinds beside the real ones."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")  # nobody pulls the plug of this machine here
    with world.toy_kinds():
        yield world.build()
        world.clear()


@pytest.fixture
def serve(transactional_db, tmp_path):
    """``world, host = serve(villages=1, phones=2)``: people in their villages, and a real server over the same rows."""
    hosts = []

    def start(villages, phones):
        people = settle_in(villages, phones)
        hosts.append(Host(tmp_path))
        hosts[-1].start()
        return people, hosts[-1]

    with world.toy_kinds():
        yield start
        for host in hosts:
            host.stop()
        world.clear()
