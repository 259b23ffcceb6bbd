"""``/metrics`` for Prometheus, for whoever has the token or asks from a listed network; to everybody else closed."""

from collections.abc import Callable
from hmac import compare_digest
from ipaddress import ip_address, ip_network
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector

from backend.answers import problem_response
from backend.figures import Standing
from villages.board.callers import named_address

AREAS = ("api", "app", "petugas", "admin")
BOARD, OWN = "board", frozenset({"healthz", "readyz", "metrics"})
REQUESTS = Counter("rembuk_requests", "Answered requests", ["area", "status"])
SECONDS = Histogram("rembuk_request_seconds", "How long they took", ["area"])


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """All figures in Prometheus' text form; 403 without the token, from elsewhere, or where neither is set."""
    if not (_has_token(request) or _is_near(request)):
        title = _("Angka pemantauan hanya untuk alamat atau token yang didaftarkan pengelola server.")
        return problem_response(status=403, code="forbidden", title=title)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.METRICS_ROOT))  # type: ignore[no-untyped-call]
    registry.register(Standing())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _has_token(request: HttpRequest) -> bool:
    word, _space, token = request.headers.get("Authorization", "").partition(" ")
    wanted = settings.METRICS_TOKEN
    return bool(wanted) and word.lower() == "bearer" and compare_digest(token.strip().encode(), wanted.encode())


def _is_near(request: HttpRequest) -> bool:
    """Whether a listed network asks; behind a proxy that names nobody, the proxy's own address opens nothing."""
    try:
        address = ip_address(named_address(request))
        return any(address in ip_network(one, strict=False) for one in settings.METRICS_FROM)
    except ValueError:
        return False


def count_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: counts answers by area and class of status, and how long they took."""

    def answer(request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        found = get_response(request)
        first = request.path_info.strip("/").partition("/")[0]  # ``OPTIONS *`` asks for no path
        if first not in OWN:
            area = first if first in AREAS else BOARD
            REQUESTS.labels(area, f"{found.status_code // 100}xx").inc()
            SECONDS.labels(area).observe(perf_counter() - begun)
        return found

    return answer
