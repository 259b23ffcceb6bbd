"""System checks of registered kinds: a wrong declaration stops the start."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist

from sync import kinds
from sync.fields import WireField


def _fault(kind: kinds.Kind) -> str | None:
    for name in kind.fields:
        try:
            column = kind.model._meta.get_field(name)
        except FieldDoesNotExist:
            return f"names a field that its model lacks: {name}"
        if not isinstance(column, WireField):
            return f"{name} is no column of sync.fields"
    carried = set(kind.fields)
    for what, names in (
        ("policies", set(kind.policies)),
        ("required", kind.required),
        ("restricted", kind.restricted),
        ("desk", kind.desk),
        ("parents", set(kind.parents)),
    ):
        if loose := set(names) - carried:
            return f"{what} names fields that it does not carry: {', '.join(sorted(loose))}"
    return None


@register()
def kinds_are_sound(**_: Any) -> list[CheckMessage]:
    """Every field, policy, parent and mark that a kind names is one that its model has."""
    return [
        Error(f"Kind {kind.name} {fault}.", id="sync.E001")
        for kind in kinds.every()
        if (fault := _fault(kind)) is not None
    ]
