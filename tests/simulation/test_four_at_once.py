"""The browser itself repeats a POST: four identical requests at once against a real server."""

import pytest
from django.db import connection

from sync.models import LedgerEntry
from tests.simulation.crowd import four_at_once, settle_in
from tests.simulation.host import Host, lend_database, take_back

ROUNDS = 20


@pytest.fixture
def crowd(transactional_db):
    return settle_in(villages=1, phones=1)


@pytest.fixture
def host(crowd, tmp_path):
    """A real server on SQLite in a file, or on PostgreSQL."""
    found = Host(lend_database(tmp_path), tmp_path / "gunicorn.log")
    found.start()
    yield found
    found.stop()


def test_all_four_get_the_same_200_and_one_takes_effect(crowd, host, tmp_path):
    found = four_at_once(crowd, host, ROUNDS)
    host.stop()
    take_back(tmp_path)

    assert found == [([200, 200, 200, 200], 3)] * ROUNDS
    assert LedgerEntry.objects.count() == 3 * ROUNDS
    LedgerEntry.objects.all().delete()
    connection.close_if_unusable_or_obsolete()
