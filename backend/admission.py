"""No more exchanges at once than a process can answer soon: whoever finds no place is told when to come again.

A crowd that is let in whole waits longer than a phone does, and then asks again, for nothing. Those who are sent away
come back spread over as long as the crowd takes, so that they are no crowd any more.
"""

import secrets
import time
from collections.abc import Callable
from threading import BoundedSemaphore, Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from backend.answers import problem_response

EXCHANGE = "/api/sync/v1/exchange"
PATIENCE = 10.0
"""Seconds that an exchange waits for a place before it is sent away too."""
SOONEST, LATEST = 5, 300
"""Bounds of what is told, in seconds."""
WINDOW = 60.0
"""Seconds over which those sent away are counted."""

Answer = Callable[[HttpRequest], HttpResponse]


class Crowd:
    """How many were sent away of late, and how long one exchange takes: together, how long the crowd takes."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._lock = Lock()
        self._since = 0.0
        self._before = self._now = 0
        self._seconds = 0.05

    def took(self, seconds: float) -> None:
        """One more exchange was answered."""
        with self._lock:
            self._seconds += (seconds - self._seconds) / 16

    def come_again(self, now: float) -> int:
        """Seconds after which one more that is sent away should come again; no two are told alike but by chance."""
        with self._lock:
            if now - self._since > WINDOW:
                self._before, self._now = (self._now if now - self._since < 2 * WINDOW else 0), 0
                self._since = now
            self._now += 1
            crowd = max(self._before, self._now) * self._seconds / self._places
        longest = min(max(2 * SOONEST, round(crowd)), LATEST)
        return SOONEST + secrets.randbelow(longest - SOONEST + 1)


class _Room:
    """Places for exchanges that run, and for those that wait for one."""

    def __init__(self, running: int, waiting: int) -> None:
        self.running = BoundedSemaphore(running)
        self.inside = BoundedSemaphore(running + waiting)
        self.crowd = Crowd(running)


def admit(get_response: Answer) -> Answer:
    """Middleware: exchanges pass through a room of ``EXCHANGES_AT_ONCE`` and ``EXCHANGES_WAITING`` places a process."""
    room = _Room(max(settings.EXCHANGES_AT_ONCE, 1), max(settings.EXCHANGES_WAITING, 0))

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info != EXCHANGE:
            return get_response(request)
        if not room.inside.acquire(blocking=False):
            return _full(room)
        try:
            return _in_turn(room, request)
        finally:
            room.inside.release()

    def _in_turn(room: _Room, request: HttpRequest) -> HttpResponse:
        if not room.running.acquire(timeout=PATIENCE):
            return _full(room)
        began = time.monotonic()
        try:
            return get_response(request)
        finally:
            room.running.release()
            room.crowd.took(time.monotonic() - began)

    return answer


def _full(room: _Room) -> HttpResponse:
    found = problem_response(
        status=503,
        code="unavailable",
        title=_("Server sedang sibuk. Coba lagi sebentar lagi; tidak ada yang hilang."),
        headers={"Retry-After": str(room.crowd.come_again(time.monotonic()))},
    )
    found._has_been_logged = True  # type: ignore[attr-defined]  # Django would write an error a phone of the crowd
    return found
