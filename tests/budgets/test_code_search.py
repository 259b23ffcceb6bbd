import re
from pathlib import Path

import pytest

from budgets import codes, queries
from budgets.code_search import Known, find

PHONES = Path(__file__).parent.parent.parent / "mobile" / "test" / "ui" / "codes.test.ts"
pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    codes.load()
    said = queries.villagers_words()
    return [Known(code, row.name, said.get(code, "")) for code, row in queries.codes_in_force(2027, None).items()]


def cases():
    """The phone's own cases: words that people say, and the code that must be among the first three."""
    text = PHONES.read_text(encoding="utf-8")
    table = text[text.index("test.each([") : text.index("])(")]
    return re.findall(r"\['([^']+)', '([0-9.]+)'\]", table)


def test_the_desk_finds_what_the_phone_finds(known):
    found = {words: [one.code for one in find(known, words)[:3]] for words, _code in cases()}

    assert len(found) > 50
    assert [(words, code) for words, code in cases() if code not in found[words]] == []


def test_a_slip_of_the_finger_is_forgiven(known):
    assert find(known, "posyadnu")[0].code == "2.2.02"


@pytest.mark.parametrize("typed", ["2.3.10", "02.03.10."])
def test_a_code_is_found_in_either_spelling(known, typed):
    assert [one.code for one in find(known, typed)] == ["2.3.10"]


def test_headings_are_never_found_and_nonsense_finds_nothing(known):
    assert all(one.code.count(".") == 2 for one in find(known, "2.3"))
    assert find(known, "xyzzyplugh") == []
