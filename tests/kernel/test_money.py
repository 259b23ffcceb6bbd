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


@pytest.mark.parametrize(
    ("said", "sen"),
    [
        ("48.232,91", 4_823_291),
        ("48232.91", 4_823_291),
        ("48232,91", 4_823_291),
        ("48,232.91", 4_823_291),
        ("1,250,000", 125_000_000),
        ("1250000.0000", 125_000_000),
        ("Rp 1.250.000,-", 125_000_000),
        ("Rp. 1.250.000,00", 125_000_000),
        ("IDR 1.250.000", 125_000_000),
        ("1.250.000.-", 125_000_000),
        ("0", 0),
        ("Rp -", 0),
        ("–", 0),
        ("-1.250", -125_000),
        ("(1.250,5)", -125_050),
        ("(Rp 1.250)", -125_000),
        ("1,250", None),
        ("48232,911", None),
        ("1.250.00", None),
        ("1.25.000", None),
        ("Rp", None),
        ("(1.250", None),
        ("9" * 20, None),
        ("lima", None),
        ("", None),
    ],
)
def test_a_sheet_is_read_in_every_makers_spelling_and_never_guessed(said, sen):
    assert money.from_sheet(said) == sen


@given(st.integers(0, 10**15))
def test_what_is_written_for_people_or_for_sheets_is_read_alike(sen):
    assert money.from_sheet(money.rupiah_full(sen)) == money.from_sheet(f"{sen // 100}.{sen % 100:02d}") == sen
