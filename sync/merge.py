"""Pure: base x stored x change -> what takes effect and what a human must decide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sync import policies
from sync.terms import Outcome, Policy


@dataclass(frozen=True, slots=True)
class Stored:
    """What the merge needs to know of the record as it stands.

    ``moved``: the fields that somebody else set after the change's base.
    ``base_of``: the value that a field had at the change's base, asked for contested fields only.
    """

    values: Mapping[str, Any]
    moved: frozenset[str]
    base_of: Callable[[str], Any]


@dataclass(slots=True)
class Merged:
    """``effective``: fields that change, with their new value. ``contested``: field -> base, stored, offered."""

    outcome: Outcome
    effective: dict[str, Any] = field(default_factory=dict)
    contested: dict[str, dict[str, Any]] = field(default_factory=dict)


def merge(stored: Stored, offered: Mapping[str, Any], policy_of: Callable[[str], Policy]) -> Merged:
    """Merges field by field. A field that nobody else touched since the base takes the offered value."""
    merged = Merged(Outcome.MERGED if stored.moved else Outcome.APPLIED)
    for name, value in offered.items():
        present = stored.values.get(name)
        if present == value:
            continue
        if name not in stored.moved:
            merged.effective[name] = value
            continue
        base = stored.base_of(name)
        result = policies.resolve(policy_of(name), base=base, stored=present, offered=value)
        if result is policies.CONTESTED:
            merged.contested[name] = {"base": base, "stored": present, "offered": value}
        elif result != present:
            merged.effective[name] = result
    if merged.contested:
        merged.outcome = Outcome.CONFLICT
    return merged
