"""The frame of officials' pages: signed in, at a desk, and every refusal a page that says what to do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from sync.access import Held, assignments_held, records_somewhere, works_at_a_desk

ELSEWHERE = 403
SECOND_FACTOR = "second_factor"
"""In the session of whoever gave a second factor."""
View = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person, at a desk."""
    user: Any = request.user
    return Actor(user=user.pk, name=user.name)


def assignments_on(request: HttpRequest) -> Held:
    """The assignments of whoever looks at a page of the desk; read once a request."""
    found: Held = request.assignments  # type: ignore[attr-defined]
    return found


def desk_page(view: View) -> View:
    """A page for officials; the view is called with the request, its ``Actor`` and what the address names.

    Others are told where they belong, and that what the address names does not exist.
    """
    return _page(view, works_at_a_desk)


def carrier_page(view: View) -> View:
    """A page for officials and for those who record, as ``desk_page`` otherwise."""
    return _page(view, lambda held: works_at_a_desk(held) or records_somewhere(held))


def _page(view: View, admitted: Callable[[Held], bool]) -> View:
    @never_cache
    @login_required
    @wraps(view)
    def page(request: HttpRequest, **named: Any) -> HttpResponseBase:
        actor = actor_of(request)
        held = assignments_held(actor)
        request.assignments = held  # type: ignore[attr-defined]
        try:
            if admitted(held):
                if settings.SECOND_FACTOR_REQUIRED and SECOND_FACTOR not in request.session:
                    return redirect("entrance:second_factor")
                return view(request, actor, **named)
            if named:
                raise NotFound
        except Problem as refusal:
            return refused(request, refusal)
        return render(request, "sync/elsewhere.html", status=ELSEWHERE)

    return page


def refused(request: HttpRequest, refusal: Problem) -> HttpResponse:
    """The page of a refusal."""
    return render(request, "sync/refused.html", {"refusal": refusal}, status=refusal.status)
