"""One byte sequence for one value."""

import json
from pathlib import Path

import pytest

from backend.kernel.canonical import canonical, digest
from backend.kernel.ids import SPOKEN, spoken_code, uuid7


def test_keys_are_sorted_and_numbers_are_written_as_javascript_does():
    assert canonical({"b": 1.0, "a": [1e-7, "é\n"]}) == '{"a":[1e-7,"é\\n"],"b":1}'.encode()


CASES = json.loads((Path(__file__).parents[1] / "vectors" / "canonical.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sha256"][:8])
def test_the_shared_cases(case):
    assert canonical(case["in"]).decode() == case["out"]
    assert digest(case["in"]) == case["sha256"]


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_ids_rise_with_time_and_are_of_version_seven():
    made = [uuid7() for _ in range(1000)]

    assert made == sorted(made)
    assert {one.version for one in made} == {7}


def test_a_spoken_code_has_no_letter_that_is_mistaken_for_another():
    code = spoken_code(bytes.fromhex(digest("x")))

    assert len(code) == 8
    assert set(code) <= set(SPOKEN)
    assert not set("01OILU") & set(SPOKEN) - {"U"}
