"""Several villages, read in pages of any size: each record once, nothing skipped, and the reading can be broken off."""

import pytest

from tests.factories.villages import assign
from tests.phone import Phone
from villages.terms import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(siti, asep, dadang, next_door):
    """Dadang, who now records in both villages; each has six notes."""
    for person in (siti, asep):
        for number in range(6):
            person.phone.record("note", title=f"{person.user.username} {number}")
        person.phone.sync()
    assign(dadang.user, Role.FACILITATOR, next_door)
    return dadang


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 7, 11, 12, 13, 5000])
def test_every_size_of_page_brings_every_record_once(both, limit):
    seen, reply = [], {"more": True}
    while reply["more"]:
        reply = both.phone.post(both.phone.request(limit=limit)).json()
        both.phone.take(reply)
        assert len(reply["changes"]) <= limit
        seen += [(one["village"], one["version"]) for one in reply["changes"]]

    assert seen == sorted(seen)
    assert sorted(seen) == [(village, number) for village in sorted(both.phone.cursors) for number in range(1, 7)]


def test_a_reading_that_was_broken_off_goes_on_where_it_was_and_sees_what_came_since(both, siti, asep):
    first = both.phone.post(both.phone.request(limit=8)).json()
    both.phone.take(first)
    for person in (siti, asep):
        person.phone.change(next(iter(person.phone.docs)), title="Diubah")
        person.phone.sync()
    both.phone.post(both.phone.request(limit=1))  # the answer is lost
    both.phone.sync()

    assert len(both.phone.docs) == 12
    assert [doc["title"] for doc in both.phone.docs.values()].count("Diubah") == 2


def test_a_new_phone_of_the_same_person_reads_it_all(both):
    both.phone.sync()
    other = Phone(both.user.username, both.village.pk)
    other.sync()

    assert other.docs == both.phone.docs
