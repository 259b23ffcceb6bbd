"""What the desk's menu shows to whom."""

from django import template
from django.http import HttpRequest

from villages.terms import RIGHTS, Right

register = template.Library()


@register.filter
def holds(request: HttpRequest, rights: str) -> bool:
    """Whether one of the assignments of who looks at a page of the desk gives one of these rights. No query."""
    wanted = {Right(word) for word in rights.split()}
    return any(RIGHTS[one.role] & wanted for one in getattr(request, "assignments", ()))
