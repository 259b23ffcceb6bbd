"""Pure: what a contested field becomes. Plain wire values in and out."""

from typing import Any

from merge3 import Merge3

from sync.terms import Policy

CONTESTED = object()
"""No machine can decide: a human must."""


def resolve(policy: Policy, *, base: Any, stored: Any, offered: Any) -> Any:
    """The value that stands when ``stored`` and ``offered`` both moved away from ``base``; else ``CONTESTED``."""
    match policy:
        case Policy.LATEST:
            return offered
        case Policy.UNION:
            return union(stored, offered)
        case Policy.TEXT:
            return text(base, stored, offered)
        case _:
            return CONTESTED


def union(stored: Any, offered: Any) -> Any:
    """Both sets, as a sorted list."""
    both = set(stored or []) | set(offered or [])
    return sorted(both) or None


def text(base: Any, stored: Any, offered: Any) -> Any:
    """A three-way merge by paragraph; ``CONTESTED`` where both changed the same paragraph differently."""
    merged: list[str] = []
    for group in Merge3(_paragraphs(base), _paragraphs(stored), _paragraphs(offered)).merge_groups():
        if group[0] == "conflict":
            return CONTESTED
        merged += group[1]
    return "\n".join(merged) or None


def _paragraphs(value: Any) -> list[str]:
    return value.split("\n") if value else []
