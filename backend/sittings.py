"""How long somebody sits at the desk: whoever leaves it alone, or has sat a working day, is asked to sign in again.

The session says since when and when last, which is written once a minute and not with every request. A write would
lengthen the session's life, so its longest is looked after here too.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from backend.kernel import clock
from backend.kernel.logs import of_account
from backend.language import OFFICES
from sync import browsers

SINCE, SEEN = "since", "seen"
SEEN_EVERY = timedelta(minutes=1)
IDLE, LONG = "diam", "lama"
"""Why somebody is asked again, as the door's address says it."""
LOST = "isian"
"""Beside it, where a form was sent that nobody took."""
_log = logging.getLogger("rembuk.sittings")

Handler = Callable[[HttpRequest], HttpResponse]


@receiver(user_logged_in, dispatch_uid="backend.sittings")
def begin(request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody signs in: the clock starts anew."""
    now = clock.now()
    request.session[SINCE] = now.isoformat()
    request.session.pop(SEEN, None)
    if request.session.session_key:
        _note(request, user, since=now, now=now)


def watch(get_response: Handler) -> Handler:
    """Middleware: ends what lasted too long, on pages of the desk and the administration alone."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(OFFICES) or not request.user.is_authenticated:
            return get_response(request)
        of_account(request, request.user.pk)
        now = clock.now()
        since = _moment(request.session, SINCE) or now
        seen = _moment(request.session, SEEN)
        why = _over(now, since=since, seen=seen or since)
        if why:
            _log.info("signed out at a desk: %s", why)
            logout(request)
            return get_response(request) if request.path_info in _open() else _ask_again(request, why)
        if seen is None or now - seen >= SEEN_EVERY:
            _note(request, request.user, since=since, now=now)
        return get_response(request)

    return answer


def note(request: HttpRequest) -> None:
    """Keeps that this browser is in use now, whenever that was last kept."""
    now = clock.now()
    _note(request, request.user, since=_moment(request.session, SINCE) or now, now=now)


def _note(request: HttpRequest, user: Any, *, since: datetime, now: datetime) -> None:
    request.session[SINCE], request.session[SEEN] = since.isoformat(), now.isoformat()
    browsers.note(
        str(request.session.session_key), user=user.pk, since=since, agent=request.headers.get("User-Agent", "")
    )


def _over(now: datetime, *, since: datetime, seen: datetime) -> str:
    if now - since >= timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return LONG
    idle = timedelta(minutes=settings.DESK_IDLE_MINUTES)
    return IDLE if idle and now - seen >= idle else ""


def _ask_again(request: HttpRequest, why: str) -> HttpResponse:
    asked = QueryDict(mutable=True)
    asked["next"] = _way_back(request)
    asked["sebab"] = why
    if request.method not in ("GET", "HEAD"):
        asked[LOST] = "1"
    door = f"{settings.LOGIN_URL}?{asked.urlencode(safe='/')}"
    return HttpResponseClientRedirect(door) if request.headers.get("HX-Request") else redirect(door)


def _way_back(request: HttpRequest) -> str:
    """The page that was asked for; of a form that was sent, the page that it stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    host = {request.get_host()}
    if not url_has_allowed_host_and_scheme(page, allowed_hosts=host, require_https=request.is_secure()):
        return settings.LOGIN_REDIRECT_URL
    stood = urlsplit(page)
    if not stood.path.startswith(OFFICES):
        return settings.LOGIN_REDIRECT_URL
    return f"{stood.path}?{stood.query}" if stood.query else stood.path


def _moment(session: SessionBase, name: str) -> datetime | None:
    said = session.get(name)
    return datetime.fromisoformat(said) if said else None


@cache
def _open() -> frozenset[str]:
    """Pages that ask for nobody: whoever is sent away there reads them as a stranger."""
    names = ("sign_in", "first", "code", "sign_out", "signed_out", "language")
    return frozenset(reverse(f"entrance:{name}") for name in names)
