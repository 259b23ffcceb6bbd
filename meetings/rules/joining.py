"""What one entry of an attendance list takes from another of the same person. Plain values in wire form."""

from collections.abc import Mapping
from typing import Any

THEIR_OWN = frozenset({"meeting", "name"})
SETS = ("sessions", "vulnerable")
SAYS_NOTHING = {"gender": "unknown", "element": "lain"}
MOST_SAID = ("invited", "absent", "excused", "represented", "present")
"""From what was only planned to what somebody saw."""

OF_THE_STATUS = frozenset({"status", "reason", "represents"})


def joined(keep: Mapping[str, Any], drop: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``keep`` that change: empty ones are filled, sets united, and the status that says most stands.

    Where both say something, ``keep`` is right; its signature is never replaced.
    """
    changes = {
        name: value
        for name, value in drop.items()
        if name not in THEIR_OWN | OF_THE_STATUS and _empty(keep, name) and not _empty(drop, name)
    }
    for name in SETS:
        union = sorted({*keep.get(name, ()), *drop.get(name, ())})
        if union != sorted(keep.get(name, ())):
            changes[name] = union
    if drop.get("invitation_received") and not keep.get("invitation_received"):
        changes["invitation_received"] = True
    return changes | _status(keep, drop)


def _empty(entry: Mapping[str, Any], name: str) -> bool:
    value = entry.get(name)
    return value is None or value == SAYS_NOTHING.get(name)


def _status(keep: Mapping[str, Any], drop: Mapping[str, Any]) -> dict[str, Any]:
    """Status and what explains it go together."""
    mine, theirs = _rank(keep), _rank(drop)
    if theirs > mine:
        taken = {name: drop.get(name) for name in sorted(OF_THE_STATUS)}
        return {name: value for name, value in taken.items() if value != keep.get(name)}
    if theirs < mine:
        return {}
    return {name: drop[name] for name in ("reason", "represents") if name in drop and name not in keep}


def _rank(entry: Mapping[str, Any]) -> int:
    status = entry.get("status", "")
    return MOST_SAID.index(status) if status in MOST_SAID else -1
