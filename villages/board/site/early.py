"""A page that lies there as a file is answered before anything else looks at the request.

Sessions, languages, forms and messages have nothing to say about it, and cost as much again as the answer.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch, resolve
from django.urls.exceptions import Resolver404

from villages.board.answers import told_to_all
from villages.board.site import serving

SAFE = ("GET", "HEAD")
Handler = Callable[[HttpRequest], HttpResponseBase]


def answer_early(get_response: Handler) -> Handler:
    """Middleware: the answer from a file, with the headers that it has when it goes through the whole chain."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return _from_file(request) or get_response(request)

    return answer


def _from_file(request: HttpRequest) -> HttpResponseBase | None:
    found = serving.kept(request) if request.method in SAFE else None
    match = _match(settings.ROOT_URLCONF, request.path_info) if found else None
    seconds = getattr(match.func, "seconds", None) if match else None
    if found is None or seconds is None:
        return None
    request.get_host()  # refuses what is not in ALLOWED_HOSTS
    request.resolver_match = match
    response = told_to_all(request, found, seconds=seconds)
    response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
    response.headers.setdefault("Content-Length", str(len(response.content)))
    return response


@lru_cache(maxsize=serving.IN_MEMORY)
def _match(urlconf: str, path: str) -> ResolverMatch | None:
    """Only of files that are there, so nobody fills it with addresses of their own."""
    try:
        return resolve(path, urlconf)
    except Resolver404:
        return None
