"""Who may open these pages: who answers for somebody, and (for what changes people's work) who manages an area."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from sync.desk import desk_page
from villages.charge import Charge, charge_of

Page = Callable[..., HttpResponseBase]


def people_page(view: Page) -> Page:
    """A page for who manages or reviews; the view is called with the request and the ``Charge``."""
    return _page(view, lambda charge: not charge.nobody)


def managers_page(view: Page) -> Page:
    """A page for who manages an area, as ``people_page`` otherwise."""
    return _page(view, lambda charge: not charge.manages.nowhere)


def _page(view: Page, admitted: Callable[[Charge], bool]) -> Page:
    @desk_page
    @wraps(view)
    def page(request: HttpRequest, actor: Actor, **named: Any) -> HttpResponseBase:
        charge = charge_of(actor)
        if not admitted(charge):
            raise NotFound
        return view(request, charge, **named)

    return page


def said(request: HttpRequest, name: str, longest: int = 80) -> str:
    """What an address or a form says under a name, trimmed and without a NUL."""
    given = request.POST.get(name) if request.method == "POST" else request.GET.get(name)
    return (given or "").replace("\x00", "").strip()[:longest]
