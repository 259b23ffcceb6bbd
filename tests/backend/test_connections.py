"""Connections that were opened at once do not end at once."""

import time

import pytest
from django.db import connections

pytestmark = pytest.mark.django_db
MANY, AGE = 40, 600


@pytest.fixture
def lives():
    """Opens connections in one rush; answers in how many seconds each ends."""

    def open_with(age: int | None) -> list[float | None]:
        opened = []
        for _each in range(MANY):
            one = connections.create_connection("default")
            one.settings_dict = {**one.settings_dict, "CONN_MAX_AGE": age}
            try:
                one.connect()
                opened.append(None if one.close_at is None else one.close_at - time.monotonic())
            finally:
                one.close()
        return opened

    return open_with


def test_each_lives_its_age_and_no_two_end_together(lives):
    found = sorted(lives(AGE))

    assert found[0] > AGE - 1
    assert found[-1] <= 2 * AGE
    assert found[-1] - found[0] > AGE / 2


def test_what_ends_with_its_request_or_never_stays_so(lives):
    assert max(lives(0)) <= 0
    assert set(lives(None)) == {None}
