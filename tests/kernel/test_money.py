import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel import money

CASES = json.loads((Path(__file__).parent.parent / "vectors" / "money.json").read_text(encoding="utf-8"))
VERBS: dict[str, Callable[[Any], Any]] = {"parse": money.parse, "format": money.rupiah, "spell": money.spelled}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['of']} {case['in']!r}")
def test_the_phone_and_the_server_read_and_write_money_alike(case):
    assert VERBS[case["of"]](case["in"]) == case["out"]


@given(st.integers(0, 10**15))
def test_what_is_written_is_read_back(sen):
    assert money.parse(money.rupiah(sen)) == sen
    assert money.parse(money.rupiah_full(sen)) == sen


def test_official_documents_write_sen_always():
    assert money.rupiah_full(125_000_000) == "Rp 1.250.000,00"
    assert money.rupiah_full(50) == "Rp 0,50"
