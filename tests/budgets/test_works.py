"""Plan against reality: every mark has a case and a near miss, the same for phone and server."""

import json
from datetime import date
from pathlib import Path

import pytest

from budgets.works import Report, Work, expected, marks

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "works.json").read_text())


def work_of(case):
    item, told = case["item"], case["reports"]
    reports = [
        Report(date.fromisoformat(one["reported_on"]), one["physical_percent"], one.get("spent")) for one in told
    ]
    return Work(
        item["fiscal_year"], item["amount"], item["state"], item.get("start_month"), item.get("end_month"), reports
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_marks_of_an_activity(case):
    assert marks(work_of(case), date.fromisoformat(case["today"])) == case["marks"]


def test_the_line_runs_from_the_first_day_to_the_last():
    work = Work(2026, 1, start_month=4, end_month=6)

    assert [expected(work, date(2026, month, 1)) for month in (3, 4, 7, 12)] == [0, 0, 100, 100]


def test_no_line_where_work_ends_before_it_begins():
    assert expected(Work(2026, 1, start_month=6, end_month=4), date(2026, 6, 1)) is None
