"""Base x stored x change -> what takes effect and what a human decides."""

from sync.merge import Stored, merge
from sync.terms import Outcome, Policy


def _merge(stored, moved, offered, base=None, policy=Policy.HUMAN):
    merged = merge(Stored(stored, frozenset(moved), (base or {}).get), offered, lambda _name: policy)
    return merged.outcome, merged.effective, merged.contested


def test_nobody_touched_the_record():
    assert _merge({"a": 1}, [], {"a": 2}) == (Outcome.APPLIED, {"a": 2}, {})


def test_others_touched_other_fields():
    assert _merge({"a": 1, "b": 9}, ["b"], {"a": 2}) == (Outcome.MERGED, {"a": 2}, {})


def test_others_set_the_same_value():
    assert _merge({"a": 2}, ["a"], {"a": 2}) == (Outcome.MERGED, {}, {})


def test_others_set_another_value():
    assert _merge({"a": 3, "b": 1}, ["a"], {"a": 2, "b": 5}, {"a": 1}) == (
        Outcome.CONFLICT,
        {"b": 5},
        {"a": {"base": 1, "stored": 3, "offered": 2}},
    )


def test_emptying_a_contested_field_is_a_conflict_too():
    assert _merge({"a": 3}, ["a"], {"a": None}, {"a": 1}) == (
        Outcome.CONFLICT,
        {},
        {"a": {"base": 1, "stored": 3, "offered": None}},
    )


def test_a_union_keeps_both():
    outcome, effective, contested = _merge({"t": ["x"]}, ["t"], {"t": ["y"]}, policy=Policy.UNION)

    assert (outcome, effective, contested) == (Outcome.MERGED, {"t": ["x", "y"]}, {})
