"""The frame of officials' pages: signed in, at a desk, and every refusal a page that says what to do."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from sync import sights
from sync.access import Held, assignments_held, records_somewhere, works_at_a_desk

ELSEWHERE = 403
LEADS_ON = range(300, 400)
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


def shows(request: HttpRequest, villages: Iterable[UUID], *, what: object = "") -> None:
    """Says that the page shows something of these villages that is not public, where its address does not say so.

    It is kept once the page is made (``sync.sights``).
    """
    request.shown[str(what)].update(villages)  # type: ignore[attr-defined]


def desk_page(view: View) -> View:
    """A page for officials; the view is called with the request, its ``Actor`` and what the address names.

    Others are told where they belong, and that what the address names does not exist. Whoever is shown a page that
    names a village in its address leaves a trace (``sync.sights``); other pages say so by ``shows``.
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
        request.shown = defaultdict(set)  # type: ignore[attr-defined]
        try:
            if admitted(held):
                if settings.SECOND_FACTOR_REQUIRED and SECOND_FACTOR not in request.session:
                    return redirect("entrance:second_factor")
                answer = view(request, actor, **named)
                _note(request, actor, answer, named)
                return answer
            if named:
                raise NotFound
        except Problem as refusal:
            return refused(request, refusal)
        return render(request, "sync/elsewhere.html", status=ELSEWHERE)

    return page


def _note(request: HttpRequest, actor: Actor, answer: HttpResponseBase, named: dict[str, Any]) -> None:
    """Keeps what a page showed; one that leads elsewhere showed nothing. No query where no village is concerned."""
    if answer.status_code in LEADS_ON:
        return
    if "village" in named:
        shows(request, [UUID(str(named["village"]))], what=named.get("meeting", ""))
    place = request.resolver_match.view_name if request.resolver_match else ""
    shown: dict[str, set[UUID]] = request.shown  # type: ignore[attr-defined]
    for what, villages in shown.items():
        sights.note(actor.user, villages, place=place, what=what)


def refused(request: HttpRequest, refusal: Problem) -> HttpResponse:
    """The page of a refusal."""
    return render(request, "sync/refused.html", {"refusal": refusal}, status=refusal.status)
