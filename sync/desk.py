"""The frame of officials' pages: signed in, at a desk, and every refusal a page that says what to do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from sync.access import records_somewhere, works_at_a_desk

ELSEWHERE = 403
View = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person, at a desk."""
    user: Any = request.user
    return Actor(user=user.pk, name=user.name)


def desk_page(view: View) -> View:
    """A page for officials; the view is called with the request, its ``Actor`` and what the address names.

    Others are told where they belong, and that what the address names does not exist.
    """
    return _page(view, works_at_a_desk)


def carrier_page(view: View) -> View:
    """A page for officials and for those who record, as ``desk_page`` otherwise."""
    return _page(view, lambda actor: works_at_a_desk(actor) or records_somewhere(actor))


def _page(view: View, admitted: Callable[[Actor], bool]) -> View:
    @never_cache
    @login_required
    @wraps(view)
    def page(request: HttpRequest, **named: Any) -> HttpResponseBase:
        actor = actor_of(request)
        try:
            if admitted(actor):
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
