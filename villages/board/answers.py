"""How the board answers: the same bytes for everybody, kept by caches, without a cookie."""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from villages.board import places
from villages.board.dossier import LANGUAGE
from villages.board.folding import ENGINE
from villages.board.site import serving

MINUTE = 60
HOUR = 60 * MINUTE
WHOLE = 200

View = Callable[..., HttpResponse]


def page(template: str, context: Mapping[str, Any], *, status: int = WHOLE) -> HttpResponse:
    """A rendered page. The request stays outside, so nothing of who asks can reach the bytes, not even a language."""
    with translation.override(LANGUAGE):
        return HttpResponse(render_to_string(template, dict(context), using=ENGINE), status=status)


def missing(sentence: str | Promise) -> HttpResponse:
    """The page that says what there is not, and where to go on."""
    return page("board/missing.html", {"sentence": sentence}, status=404)


def public(*, seconds: int = MINUTE) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Lets caches keep what a view found for ``seconds``, and answers 304 to whoever has the same bytes.

    Where the page lies there as a file (``STATIC_BOARDS``), the file is the answer and the view is not asked.
    """

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = serving.kept(request) or view(request, *args, **kwargs)
            return told_to_all(request, response, seconds=seconds)

        answer.seconds = seconds  # type: ignore[attr-defined]  # for whoever answers from the file without the view
        return answer

    return decorate


def told_to_all(request: HttpRequest, response: HttpResponse, *, seconds: int) -> HttpResponse:
    """The answer as any cache may keep it and any program may read it; 304 where who asks has the same bytes."""
    whole = response.status_code == WHOLE
    patch_cache_control(response, public=True, max_age=seconds if whole else MINUTE)
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Language"] = LANGUAGE
    if not whole:
        return response
    if not response.has_header("ETag"):
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    found = get_conditional_response(request, etag=response["ETag"], response=response)
    return found if isinstance(found, HttpResponse) else response


def of_village(view: View) -> View:
    """Gives ``view`` the village that bears the ``code`` of the address.

    Who asks by an earlier code is led to the same page of that village; not for ever, since codes are given anew.
    """

    @wraps(view)
    def answer(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        home = serving.village_written(request, code) or places.village_of(code)
        if home is not None:
            return view(request, home, *args, **kwargs)
        wanted = places.dotted(code)
        now = places.village_of(wanted) or places.successor_of(wanted) if wanted else None
        match = request.resolver_match
        if now is None or match is None:
            return missing(_("Tidak ada desa dengan kode ini."))
        return HttpResponseRedirect(reverse(match.view_name, kwargs={**match.kwargs, "code": now.code}))

    return answer
