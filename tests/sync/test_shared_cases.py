"""What phone and server both compute of documents, and what a contested field becomes, from ``tests/vectors``."""

import json
from pathlib import Path

import pytest

from sync import kinds, wire
from sync.policies import CONTESTED, resolve
from sync.state import State, move_on
from sync.terms import Policy

VECTORS = Path(__file__).parents[1] / "vectors"
OURS = [kind for kind in kinds.every() if kind.model.__module__.partition(".")[0] in {"meetings", "budgets"}]


def cases(name):
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def test_every_kind_says_what_a_new_record_needs_and_holds():
    said = {kind.name: {"required": sorted(kind.required), "defaults": wire.defaults(kind)} for kind in OURS}

    assert said == cases("new_records")


@pytest.mark.parametrize("case", cases("documents"), ids=lambda case: case["about"])
def test_a_change_laid_over_a_document(case):
    values, wrong = wire.check(wire.kind_named(case["kind"]), case["set"])
    state = State(values=dict(case["doc"]))
    move_on(state, 2, values)

    assert wrong == []
    assert state.values == case["out"]


@pytest.mark.parametrize("case", cases("merge"), ids=lambda case: f"{case['policy']}: {case['about']}")
def test_what_a_contested_field_becomes(case):
    found = resolve(Policy(case["policy"]), base=case["base"], stored=case["stored"], offered=case["offered"])

    assert found == (CONTESTED if case.get("contested") else case["out"])
