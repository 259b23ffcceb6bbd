"""The cases under ``tests/vectors/sync`` against this server: request, answer and the state after it."""

import json
from typing import Any
from uuid import UUID

import pytest

from sync.verify import verify
from tests.sync.vector_stage import FOLDER, WORLD, Stage, changed

pytestmark = pytest.mark.django_db

FILES = sorted(path for path in FOLDER.glob("*.json") if path.name != "world.json")
CASES = [(path.stem, case) for path in FILES for case in json.loads(path.read_text(encoding="utf-8"))["cases"]]
OURS = [(name, case) for name, case in CASES if "server_after" in case]


def body_of(answer: Any) -> Any:
    return json.loads(answer.content) if answer.content else None


@pytest.mark.parametrize(("file", "case"), OURS, ids=[f"{file}-{case['name']}" for file, case in OURS])
def test_the_server_answers_and_keeps_what_the_vector_says(file, case):
    stage = Stage()
    stage.prepare(case["who"], case["server_before"])
    before = {village: stage.holds(village) for village in WORLD["villages"]}

    for turn in case["turns"]:
        answer = stage.send(case["who"], turn["request"])
        wanted = turn["answer"]
        assert answer.status_code == wanted["status"], answer.content
        type_of = "application/json" if wanted["status"] == 200 else "application/problem+json"
        assert answer["Content-Type"].partition(";")[0] == type_of
        stage.blanks.hold(wanted["body"], body_of(answer))

    for village, was in before.items():
        assert list(verify(UUID(village))) == []
        wanted = case["server_after"].get(village, {"head": was["head"]})
        stage.blanks.hold(wanted, changed(was, stage.holds(village)), village)


def test_a_case_is_told_once():
    names = [case["name"] for _file, case in CASES]

    assert len(set(names)) == len(names)
