"""Every refusal as RFC 9457 problem details, in the user's language; the last resort for what nobody foresaw."""

import logging
import secrets
from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from redis.exceptions import RedisError

from backend.kernel.problems import Problem

API, METRICS = "/api/", "/metrics"
RETRY_AFTER, SPREAD = 5, 6
"""Seconds; whoever is told to wait is told a moment of its own, so that all do not come back at once."""
CLIENT_ERROR, SERVER_ERROR = 400, 500
_UNROUTED = {404: "not_found", 405: "method_not_allowed"}
_log = logging.getLogger("rembuk.answers")


def problem_response(
    *, status: int, code: str, title: str, headers: dict[str, str] | None = None, **facts: Any
) -> HttpResponse:
    """``application/problem+json`` with the code as type, the sentence as title, and the facts beside them."""
    body = {"type": f"urn:rembuk:problem:{code}", "title": title, "status": status, "code": code, **facts}
    body["error"] = code  # by this member RxDB's client knows a refusal from an answer
    return JsonResponse(body, status=status, content_type="application/problem+json", headers=headers or {}, safe=True)


def of_problem(_request: HttpRequest, problem: Any) -> HttpResponse:
    """A refusal that some verb raised."""
    return problem_response(
        status=problem.status,
        code=problem.code,
        title=str(problem.title),
        headers=problem.headers,
        **problem.facts,
    )


def _of_shape(_request: HttpRequest, wrong: Any) -> HttpResponse:
    places = [".".join(str(part) for part in error["loc"][2:] or error["loc"]) for error in wrong.errors]
    return problem_response(
        status=400, code="malformed", title=_("Bentuk permintaan ini salah."), where=", ".join(places)
    )


def _of_ninja(_request: HttpRequest, wrong: Any) -> HttpResponse:
    return problem_response(status=wrong.status_code, code="malformed", title=_("Permintaan tidak dapat dibaca."))


def _of_size(_request: HttpRequest, _wrong: Any) -> HttpResponse:
    return problem_response(
        status=413, code="too_large", title=_("Kiriman terlalu besar. Kirim dalam beberapa bagian.")
    )


def _of_database(_request: HttpRequest, wrong: Any) -> HttpResponse:
    _log.error("database or cache unavailable: %s", type(wrong).__name__)
    return problem_response(
        status=503,
        code="unavailable",
        title=_("Server sedang sibuk. Coba lagi sebentar lagi; tidak ada yang hilang."),
        headers={"Retry-After": str(RETRY_AFTER + secrets.randbelow(SPREAD))},
    )


def _of_anything(request: HttpRequest, _wrong: Any) -> HttpResponse:
    _log.exception("unforeseen at %s %s", request.method, request.path)
    return problem_response(
        status=500,
        code="internal",
        title=_("Ada kesalahan di server. Kami sudah mencatatnya; coba lagi nanti."),
    )


class InTheClear(Problem):
    """What was sent over HTTP could be read on the way. No redirect: a client must not go on doing so unnoticed."""

    code: ClassVar[str] = "https_needed"
    status = 403
    title = gettext_lazy(
        "Alamat server harus diawali https://, supaya kiriman tidak disadap di jalan. Tidak ada yang diterima."
    )


def only_encrypted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: where pages are redirected to HTTPS, what programs ask over HTTP is refused unread."""

    def answer(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and path.startswith((API, METRICS)):
            return of_problem(request, InTheClear())
        return get_response(request)

    return answer


def problems_only(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever refuses a request to the API outside its routes, the answer is a problem and never a page."""

    def answer(request: HttpRequest) -> HttpResponse:
        found = get_response(request)
        if not _is_page(request, found):
            return found
        return problem_response(
            status=found.status_code,
            code=_UNROUTED.get(found.status_code, "malformed" if found.status_code < SERVER_ERROR else "internal"),
            title=_("Permintaan tidak dapat dibaca."),
            headers={"Allow": found["Allow"]} if found.has_header("Allow") else {},
        )

    return answer


def _is_page(request: HttpRequest, found: HttpResponse) -> bool:
    return (
        request.path_info.startswith(API)
        and found.status_code >= CLIENT_ERROR
        and found.get("Content-Type", "").startswith("text/html")
    )


def install(api: NinjaAPI) -> None:
    """Gives the API its one way of saying no."""
    api.add_exception_handler(Problem, of_problem)
    api.add_exception_handler(ValidationError, _of_shape)
    api.add_exception_handler(HttpError, _of_ninja)
    api.add_exception_handler(RequestDataTooBig, _of_size)
    api.add_exception_handler(OperationalError, _of_database)
    api.add_exception_handler(InterfaceError, _of_database)
    api.add_exception_handler(InternalError, _of_database)  # PostgreSQL: read only, as on a replica
    api.add_exception_handler(RedisError, _of_database)
    api.add_exception_handler(Exception, _of_anything)
