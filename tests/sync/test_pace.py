"""Guessing at villages is slow and honest phones never notice; without the cache, sync goes on and signing in waits."""

import time

import pytest
from django.core.cache import cache

from backend.kernel import ids
from sync import pace
from sync.models import LedgerEntry
from sync.pace import MOST_MISSES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgetful():
    cache.clear()
    yield
    cache.clear()


def push(phone, *villages):
    """One exchange with a note for each of these villages."""
    changes = []
    for village in villages:
        phone.record("note", title="Jalan")
        changes.append({**phone.unsent.pop(), "village": str(village)})
    return phone.post(phone.request(changes=changes))


def test_after_twenty_guesses_the_phone_has_to_wait(siti, monkeypatch):
    monkeypatch.setattr(pace, "WINDOW", 3)  # a shared cache counts real seconds
    told = [push(siti.phone, ids.uuid7()).status_code for _number in range(MOST_MISSES + 1)]
    waits = push(siti.phone, siti.village.pk)

    assert set(told) == {200}
    assert (waits.status_code, waits.json()["code"], waits["Retry-After"]) == (429, "slow_down", "3")
    assert LedgerEntry.objects.count() == 0
    time.sleep(3.1)
    assert push(siti.phone, siti.village.pk).status_code == 200


def test_ten_thousand_guesses_in_one_go_are_ten_thousand_guesses(siti):
    assert push(siti.phone, *[ids.uuid7() for _number in range(1000)]).status_code == 200
    assert push(siti.phone, ids.uuid7()).status_code == 429


def test_who_waits_still_learns_and_nobody_else_waits(siti, dadang):
    push(siti.phone, *[ids.uuid7() for _number in range(MOST_MISSES + 1)])

    assert siti.phone.post(siti.phone.request()).status_code == 200
    assert push(dadang.phone, dadang.village.pk).status_code == 200


def test_somebody_who_goes_on_recording_where_the_work_has_ended_is_not_guessing(siti, next_door):
    told = {push(siti.phone, next_door.pk, siti.village.pk).status_code for _number in range(2 * MOST_MISSES)}

    assert told == {200}


def test_without_the_cache_sync_goes_on_and_signing_in_waits(siti, settings):
    siti.phone.sync()
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    answer = siti.phone.client.post(
        "/api/auth/login",
        {"username": "siti", "password": "x", "device": {"id": siti.phone.number}},
        content_type="application/json",
    )

    assert siti.phone.outcomes() == ["applied"]
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert 5 <= int(answer["Retry-After"]) <= 10
