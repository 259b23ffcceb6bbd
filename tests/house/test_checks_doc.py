"""The page of checks and the sayings of the sections name the same codes, with the same weight."""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.utils import translation

from villages.board import sections
from villages.board.findings import sayings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]
SAID = sayings(
    [*sections.of_subject("meeting"), *sections.of_subject("budget_year"), *sections.of_subject("money_year")]
)


def told():
    """Code -> its weight on the page, and whether it is live."""
    found = {}
    for cells in ROWS:
        for part in cells[0].split(";"):
            weight = re.search(r"\*(info|perhatian|berat)\*", part)
            for code in re.findall(r"`(\w+)`", part):
                found[code] = (weight and weight[1], " live" in part)
    return found


def test_the_page_names_every_code_with_its_weight_and_when_it_is_looked_for():
    with translation.override("id"):
        known = {code: (str(one.severity.label), not one.message) for code, one in SAID.items()}

    assert told() == known


def test_each_row_says_what_it_sees_by_which_source_what_it_cannot_see_and_how_it_may_be_honest():
    assert [cells[0] for cells in ROWS if len(cells) != 5 or not all(cell.strip(" |") for cell in cells)] == []


def test_every_code_that_is_found_anywhere_has_a_saying():
    calls = [
        call.args[0].value
        for app in ("meetings", "budgets")
        for path in (ROOT / app).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"Finding", "Found"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]

    assert set(calls) >= {"quorum_not_met", "ceiling_exceeded", "attendance_same"}
    assert set(calls) - set(SAID) == set()


def test_every_saying_tells_how_it_may_be_in_order():
    assert [code for code, one in SAID.items() if not str(one.honest)] == []


def test_every_check_that_compares_is_tested_by_its_name():
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))

    assert [code for code, one in SAID.items() if one.message and tests.count(f'"{code}"') < 2] == []
