"""The language of an answer: the phone's for the API, the officer's choice at the desk, Indonesian for everybody else.

Stands where Django's ``LocaleMiddleware`` would, which lets every page vary with the browser, the board's too.
"""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

API = "/api/"
OFFICES = ("/petugas/", "/admin/")

Handler = Callable[[HttpRequest], HttpResponseBase]


def speak(get_response: Handler) -> Handler:
    """The middleware. Nothing of the browser's language reaches a public page, nor its headers."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        language = language_for(request)
        with translation.override(language):
            response = get_response(request)
        if request.path_info.startswith(API):
            patch_vary_headers(response, ["Accept-Language"])
        if request.path_info.startswith((API, *OFFICES)):
            response.headers.setdefault("Content-Language", language)
        return response

    return answer


def language_for(request: HttpRequest) -> str:
    """The language in which this request is answered."""
    if request.path_info.startswith(API):
        return _first_spoken(
            code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
        )
    if request.path_info.startswith(OFFICES):
        return _first_spoken([request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")])
    return settings.LANGUAGE_CODE


def _first_spoken(wanted: Iterable[str]) -> str:
    """The first of the ``wanted`` languages that we have, else Indonesian."""
    for code in wanted:
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
