"""``/verifikasi/``: bring a file or a code, hear whether it is whole. Nothing is kept of what is brought."""

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from redis.exceptions import RedisError

from backend.kernel.counting import one_more
from villages.board import judging, seals, verifikasi
from villages.board.answers import HOUR, WHOLE, page, public
from villages.board.callers import address_of, from_elsewhere
from villages.board.dossier import LANGUAGE
from villages.board.judging import Judgement
from villages.terms import Brought

LARGEST = 8 * 1024 * 1024
"""Twice the largest poster; more is not read at all."""
AROUND = 64 * 1024
"""What a browser writes around a file."""
LONGEST_CODE = 40
SALT = "board.verification"
NOT_RIGHT = 422
TOO_LARGE = _("Berkas ini terlalu besar: paling besar 8 MB.")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verification(request: HttpRequest) -> HttpResponseBase:
    """The form, the answer to a code, and the answer to a file.

    No token against forged requests: whatever is sent changes nothing and tells only what everybody may know.
    """
    if request.method != "POST":
        return _asked(request)
    answer = _brought(request)
    add_never_cache_headers(answer)
    return answer


@public(seconds=HOUR)
def verifier(request: HttpRequest) -> HttpResponse:
    """The verifier for everybody's own machine."""
    return HttpResponse(
        _script(),
        content_type="text/x-python; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="verifikasi.py"'},
    )


@public()
def _asked(request: HttpRequest) -> HttpResponse:
    code = request.GET.get("kode", "").replace("\x00", "").strip()[:LONGEST_CODE]
    return _page({"code": code, "coded": judging.coded(code)})


def _brought(request: HttpRequest) -> HttpResponse:
    refused = _unread(request)
    if refused is not None:
        return refused
    try:
        file = request.FILES.get("berkas")
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        return _refused(_("Kiriman ini rusak di jalan. Coba kirim sekali lagi."), NOT_RIGHT)
    if file is None or not file.size:
        return _refused(_("Pilih dahulu berkasnya; berkas kosong tidak dapat diperiksa."), NOT_RIGHT)
    if file.size > LARGEST:
        return _refused(TOO_LARGE, 413)
    with translation.override(LANGUAGE):
        told = judging.judged(file.read(), file.name or "")
    return _page({"judgement": told}, status=NOT_RIGHT if told.brought == Brought.UNREADABLE else WHOLE)


def _unread(request: HttpRequest) -> HttpResponse | None:
    """The refusal of what is not even read."""
    if from_elsewhere(request):
        return _refused(_("Berkas ini dikirim dari situs lain. Kirim dari halaman ini."), 403)
    if _too_many(request):
        return _refused(_("Terlalu banyak berkas dalam satu jam. Coba lagi nanti, atau pakai pemeriksa mandiri."), 429)
    return _refused(TOO_LARGE, 413) if _announced(request) > LARGEST + AROUND else None


def _too_many(request: HttpRequest) -> bool:
    """Whether this address had more files checked than its share; where the cache is gone, nobody is refused."""
    with suppress(RedisError):
        return one_more(f"verified:{address_of(request, SALT)}", HOUR) > settings.VERIFICATIONS_PER_ADDRESS
    return False


def _announced(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else LARGEST * 2


def _refused(sentence: str | Promise, status: int) -> HttpResponse:
    return _page({"judgement": Judgement(Brought.UNREADABLE, faults=[str(sentence)])}, status=status)


def _page(told: dict[str, Any], *, status: int = WHOLE) -> HttpResponse:
    return page("board/verification.html", {**told, "sha256": seals.fingerprint(_script())}, status=status)


@cache
def _script() -> bytes:
    return Path(verifikasi.__file__).read_bytes()
