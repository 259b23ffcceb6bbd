"""A section of a publication on a page of the board.

The village's page and the page of the publication that it opens with show the same sections, and these are most of what
there is to draw: where both are written in one go, each is drawn once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, Protocol

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()


class Part(Protocol):
    """What is known of a section here."""

    template: str


class Drawn(NamedTuple):
    """What was drawn of a section: its template, the publication, the content, the HTML."""

    template: str
    publication: object
    content: Any
    html: SafeString


_drawn: ContextVar[list[Drawn] | None] = ContextVar("drawn", default=None)


@contextmanager
def drawn_once() -> Iterator[None]:
    """Draws the same section of the same publication once; for pages of one village only."""
    before = _drawn.set([])
    try:
        yield
    finally:
        _drawn.reset(before)


@register.simple_tag(takes_context=True)
def section(context: Context, part: Part, content: Any) -> SafeString:
    """The section as its template shows it, with all that the page knows."""
    kept = _drawn.get()
    publication = context.get("publication")
    for one in kept or ():
        if (one.template, one.publication) == (part.template, publication) and one.content == content:
            return one.html
    if context.template is None:
        raise RuntimeError("a section stands on a page")
    with context.push(section=content):
        html = context.template.engine.get_template(part.template).render(context)
    if kept is not None:
        kept.append(Drawn(part.template, publication, content, html))
    return html
