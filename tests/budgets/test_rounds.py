"""Dates of the oversight strategy, the same for phone and server."""

import json
from datetime import date
from pathlib import Path

import pytest

from budgets.rounds import Round, dates, round_of

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "oversight.json").read_text())


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_dates_of_a_line_and_how_they_were_kept(case):
    due = dates(day(case["first"]), case["every"], case["year"])
    found = round_of(due, map(day, case["looked"]), day(case["today"]), over=case.get("over", False))

    assert [one.isoformat() for one in due] == case["dates"]
    assert found == Round(day(case["next"]), case["overdue"], case["kept"], case["missed"])


def test_one_is_reminded_a_week_before():
    assert [Round(date(2026, 8, 20)).soon(date(2026, 8, on)) for on in (12, 13, 20, 25)] == [False, True, True, True]
    assert not Round().soon(date(2026, 8, 20))
