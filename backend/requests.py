"""Each request has a name by which its log lines are found, and one line that says what became of it."""

import logging
import re
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars

from backend.kernel import ids

HEADER = "X-Request-ID"
_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")
_QUIET = ("healthz", "readyz", "metrics")
_log = logging.getLogger("rembuk.requests")


def tell(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: one line a request, with the route and never the address; the name goes back with the answer.

    ``account`` is the number of who is signed in, in every line from where that is known. nginx's name is taken where
    it gives one. Pages that caches keep carry none, since others would read it too.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        offered = request.headers.get(HEADER, "")
        name = offered if _NAME.fullmatch(offered) else ids.uuid7().hex
        request.log_name = name  # type: ignore[attr-defined]
        with bound_contextvars(request=name, account=None):
            begun = perf_counter()
            found = get_response(request)
            if "public" not in found.get("Cache-Control", ""):
                found[HEADER] = name
            route = request.resolver_match.route if request.resolver_match else ""
            facts = {
                "method": request.method if request.method in _METHODS else "other",
                "route": route,
                "status": found.status_code,
                "ms": round(1000 * (perf_counter() - begun), 1),
                "bytes": None if found.streaming else len(found.content),
            }
            level = logging.DEBUG if route in _QUIET else logging.INFO
            _log.log(level, "answered", extra=facts)
        return found

    return answer


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
