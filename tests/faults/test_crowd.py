"""Monday, eight o'clock: two hundred phones come back at once."""

import pytest

from tests.faults.conftest import PHONES
from tests.faults.line import Pusher, all_at_once
from tests.faults.place import manage

pytestmark = pytest.mark.slow  # two hundred real connections

CROWD = 200


def test_two_hundred_phones_at_once_are_all_done_in_the_end(database, host):
    people = [Pusher(host.address, f"p{number}") for number in range(PHONES)]
    assert {one.sign_in().status for one in people} == {200}
    crowd = []
    for number in range(CROWD):
        owner = people[number % PHONES]
        crowd.append(Pusher(host.address, owner.name, owner.device, owner.token, owner.village))

    assert all_at_once([one.push for one in crowd]) == []

    told = [answer for one in crowd for answer in one.told]
    assert [answer for answer in told if answer.status != 200 and not answer.is_a_refusal_to_wait_for] == []
    assert [len(one.acknowledged) for one in crowd] == [1] * CROWD
    versions = sorted((one.village, version) for one in crowd for _change, version in one.acknowledged.values())
    assert len(set(versions)) == CROWD
    verified = manage(database, "verify_ledger")
    assert verified.returncode == 0, verified.stdout
