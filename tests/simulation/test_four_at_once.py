"""The browser itself repeats a POST: four identical requests at once against a real server."""

from sync.models import LedgerEntry
from tests.simulation.crowd import four_at_once

ROUNDS = 40


def test_all_four_get_the_same_200_and_one_takes_effect(serve):
    people, host = serve(villages=1, phones=1)

    found = four_at_once(people, host.port, ROUNDS)
    host.stop()

    assert found == [([200, 200, 200, 200], 3)] * ROUNDS
    assert LedgerEntry.objects.count() == 3 * ROUNDS
