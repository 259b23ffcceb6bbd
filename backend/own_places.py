"""Where one is signed in: one's own browsers and phones, each of which one ends with the present password."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from backend import sittings
from backend.kernel.problems import NotFound, Problem
from sync import browsers, devices
from villages.again import confirm
from villages.models import User


@sensitive_post_parameters("password")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest) -> HttpResponse:
    """Lists them, this browser marked; ends one, all other browsers, or all phones."""
    user: Any = request.user
    sittings.note(request)
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            ending = _ending(user, request.POST.get("akhiri", ""), here=str(request.session.session_key))
            confirm(user, request.POST.get("password", ""))
            ending()
        except Problem as refused:
            refusal = refused
        else:
            messages.success(request, _("Sudah dikeluarkan. Bila itu bukan Anda, ganti juga kata sandi Anda."))
            return redirect("entrance:places")
    found = browsers.of(user.pk)
    shown = {
        "browsers": [
            {"row": one, "called": browsers.called(one.agent), "here": one.session_id == request.session.session_key}
            for one in found
        ],
        "phones": devices.signed_in(user.pk),
        "refusal": refusal,
    }
    answer = render(request, "registration/places.html", shown, status=refusal.status if refusal else 200)
    for name, value in refusal.headers.items() if refusal else ():
        answer[name] = value
    return answer


def _ending(user: User, wanted: str, *, here: str) -> Callable[[], None]:
    """What the pressed button means; raises ``NotFound`` where it is none of the page's."""
    if wanted == "peramban":
        return partial(browsers.end_others, user.pk, here=here)
    if wanted == "hp":
        return partial(devices.sign_out, user.pk)
    kind, _colon, name = wanted.partition(":")
    try:
        number = UUID(name)
    except ValueError:
        raise NotFound from None
    if kind == "peramban":
        return partial(browsers.end, user.pk, number, here=here)
    if kind == "hp":
        return partial(devices.sign_out, user.pk, number=number)
    raise NotFound
