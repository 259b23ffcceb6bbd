"""A process that has its hands full sends exchanges away at once, spread over the time that the crowd takes."""

from collections import Counter
from threading import Event, Semaphore, Thread

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from backend import admission
from backend.admission import LATEST, SOONEST, Crowd, admit


@pytest.fixture
def room(settings):
    settings.EXCHANGES_AT_ONCE, settings.EXCHANGES_WAITING = 2, 1
    return settings


def asked(path=admission.EXCHANGE):
    return RequestFactory().post(path)


def test_two_run_one_waits_and_the_fourth_is_sent_away_at_once(room):
    go, inside, away, told = Event(), Semaphore(0), Semaphore(0), []

    def slowly(_request):
        inside.release()
        go.wait(10)
        return HttpResponse()

    answer = admit(slowly)

    def ask():
        told.append(answer(asked()))
        if told[-1].status_code == 503:
            away.release()

    crowd = [Thread(target=ask) for _number in range(4)]
    for one in crowd:
        one.start()
    assert away.acquire(timeout=10), "whoever finds no place is not kept waiting"
    assert [inside.acquire(timeout=10), inside.acquire(timeout=10)] == [True, True]
    assert not inside.acquire(timeout=0.2), "the third waits"
    go.set()
    for one in crowd:
        one.join(10)

    assert sorted(one.status_code for one in told) == [200, 200, 200, 503]
    assert [SOONEST <= int(one["Retry-After"]) <= 2 * SOONEST for one in told if one.status_code == 503] == [True]


def test_other_pages_never_wait(room):
    room.EXCHANGES_AT_ONCE, room.EXCHANGES_WAITING = 1, 0

    def inner(request):
        return HttpResponse() if request.path_info != admission.EXCHANGE else nested(request)

    answer = admit(inner)

    def nested(_request):
        return HttpResponse(f"{answer(asked('/desa/')).status_code} {answer(asked()).status_code}")

    assert answer(asked()).content == b"200 503"
    assert answer(asked()).content == b"200 503", "the place is free again"


def test_a_place_is_free_again_after_an_error(room):
    def broken(_request):
        raise RuntimeError

    answer = admit(broken)
    for _number in range(5):
        with pytest.raises(RuntimeError):
            answer(asked())


def test_a_larger_crowd_is_spread_wider_and_never_told_one_moment():
    small, large = Crowd(4), Crowd(4)
    few = [small.come_again(100.0) for _number in range(20)]
    many = [large.come_again(100.0) for _number in range(3000)]

    assert SOONEST <= min(few) <= max(few) <= 2 * SOONEST
    assert SOONEST <= min(many) <= max(many) <= LATEST
    assert max(many) > 2 * max(few)
    assert len(set(many)) > 20
    assert Counter(many[-500:]).most_common(1)[0][1] < 100


def test_a_crowd_is_forgotten():
    crowd = Crowd(4)
    for _number in range(20_000):
        crowd.come_again(100.0)
    assert max(crowd.come_again(400.0) for _number in range(50)) <= 2 * SOONEST
