"""How the board answers: the same bytes for everybody, kept by caches, without a cookie."""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from villages.board.dossier import LANGUAGE

MINUTE = 60
HOUR = 60 * MINUTE
WHOLE = 200

View = Callable[..., HttpResponse]


def page(template: str, context: Mapping[str, Any], *, status: int = WHOLE) -> HttpResponse:
    """A rendered page. The request stays outside, so nothing of who asks can reach the bytes, not even a language."""
    with translation.override(LANGUAGE):
        return HttpResponse(render_to_string(template, dict(context)), status=status)


def missing(sentence: str | Promise) -> HttpResponse:
    """The page that says what there is not, and where to go on."""
    return page("board/missing.html", {"sentence": sentence}, status=404)


def public(*, seconds: int = MINUTE) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Lets caches keep what a view found for ``seconds``, and answers 304 to whoever has the same bytes."""

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            whole = response.status_code == WHOLE
            patch_cache_control(response, public=True, max_age=seconds if whole else MINUTE)
            response["Access-Control-Allow-Origin"] = "*"
            response["Content-Language"] = LANGUAGE
            if not whole:
                return response
            tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            response["ETag"] = tag
            return get_conditional_response(request, etag=tag, response=response) or response

        return answer

    return decorate
