"""docs/asvs.md answers each requirement of ASVS 5.0's levels 1 and 2; the pages on security name tests that exist."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ASVS, THREATS, GOALS = ((ROOT / "docs" / name).read_text() for name in ("asvs.md", "threats.md", "security-goals.md"))
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\| \d.*$", ASVS, re.MULTILINE)]
NAMED = re.compile(r"`(tests/[\w/.]+?\.py)(?:::(\w+))?`")
STATES = {"met", "not met", "n/a", "yours"}
LEVELS = {"1": 70, "2": 183}
"""How many requirements OWASP counts in each."""


def test_every_requirement_is_answered_once():
    assert Counter(row[1] for row in ROWS) == LEVELS
    assert len({row[0] for row in ROWS}) == len(ROWS)
    assert {row[3] for row in ROWS} == STATES


def test_the_sums_are_right():
    told = re.search(r"\*\*(\d+) met, (\d+) do not apply, (\d+) are decided .*?, (\d+) are not met", ASVS, re.DOTALL)
    counted = Counter(row[3] for row in ROWS)

    assert [int(one) for one in told.groups()] == [counted[state] for state in ("met", "n/a", "yours", "not met")]


def test_what_is_not_met_says_why_and_what_is_met_how():
    assert [row[0] for row in ROWS if row[3] != "met" and not row[4]] == []
    assert [row[0] for row in ROWS if row[3] == "met" and not row[4] and not row[5]] == []


def test_every_goal_is_answered():
    assert re.findall(r"^\| S(\d+) \|", GOALS, re.MULTILINE) == [str(number) for number in range(1, 16)]


@pytest.mark.parametrize("text", [ASVS, THREATS, GOALS], ids=["asvs", "threats", "goals"])
def test_every_test_that_is_named_exists(text):
    lost = []
    for file, name in set(NAMED.findall(text)):
        path = ROOT / file
        if not path.is_file() or (name and f"def {name}(" not in path.read_text()):
            lost.append(f"{file}::{name}")

    assert sorted(lost) == []
    assert len(NAMED.findall(text)) > 20


@pytest.mark.parametrize("text", [ASVS, THREATS, GOALS], ids=["asvs", "threats", "goals"])
def test_every_page_that_is_linked_exists(text):
    linked = set(re.findall(r"\]\(([\w-]+\.(?:md|conf))(?:#[\w-]+)?\)", text))

    assert [name for name in sorted(linked) if not (ROOT / "docs" / name).is_file()] == []
