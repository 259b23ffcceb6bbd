import pytest
from pydantic import TypeAdapter, ValidationError

from meetings.shapes import STROKE_NUMBERS, FollowUps, Person, RulesSnapshot, Strokes

PERSON = TypeAdapter(Person)
RULES = TypeAdapter(RulesSnapshot)
DRAWING = TypeAdapter(Strokes)
STEPS = TypeAdapter(FollowUps)


def test_a_person_has_a_name_and_an_office_and_nothing_else():
    assert PERSON.validate_python({"name": "Lilis"}).model_dump() == {"name": "Lilis", "position": ""}


@pytest.mark.parametrize("said", [{"name": "x" * 201}, {"name": 7}, {"nik": "3205"}, {"name": "a\x00b"}, "Lilis", []])
def test_a_person_of_another_form_is_refused(said):
    with pytest.raises(ValidationError):
        PERSON.validate_python(said)


def test_rules_keep_what_was_said():
    said = {
        "quorum_numerator": 2,
        "quorum_denominator": 3,
        "legal_basis": "Perdes 2/2020",
        "required_elements": ["tani", "PEREMPUAN", "tani"],
        "minimum_women_percent": 30,
        "invitation_days": 5,
        "report_working_days": 7,
    }

    assert RULES.validate_python(said).model_dump() == {**said, "required_elements": ["perempuan", "tani"]}


@pytest.mark.parametrize(
    "said",
    [
        {"quorum_numerator": 3, "quorum_denominator": 2},
        {"quorum_denominator": 0},
        {"quorum_numerator": "2"},
        {"minimum_women_percent": 101},
        {"required_elements": ["petani"]},
        {"required_elements": "tani"},
        {"invitation_days": -1},
        {"quorum": 2},
    ],
)
def test_rules_that_cannot_be_are_refused(said):
    with pytest.raises(ValidationError):
        RULES.validate_python(said)


@pytest.mark.parametrize("strokes", [[], [[0, 0]], [[0, 0, 1000, 500], [1, 2]], [[1, 2] * (STROKE_NUMBERS // 2)]])
def test_a_signature_is_strokes_of_points(strokes):
    assert DRAWING.validate_python(strokes) == strokes


@pytest.mark.parametrize(
    "strokes",
    [
        [[1]],
        [[]],
        [[1, 2, 3]],
        [[1, 1001]],
        [[-1, 1]],
        [[1.5, 1]],
        [[True, 1]],
        [["1", "1"]],
        [1, 2],
        [[1, 2] * (STROKE_NUMBERS // 2), [1, 2]],
        "M0,0",
    ],
)
def test_a_signature_of_another_form_is_refused(strokes):
    with pytest.raises(ValidationError):
        DRAWING.validate_python(strokes)


@pytest.mark.parametrize("due", ["", "2026-07-31"])
def test_a_follow_up_is_due_on_a_day_or_some_day(due):
    assert STEPS.validate_python([{"what": "RAB", "due": due}])[0].due == due


@pytest.mark.parametrize("due", ["31-07-2026", "2026-02-30", "besok", None])
def test_a_follow_up_due_on_no_day_is_refused(due):
    with pytest.raises(ValidationError):
        STEPS.validate_python([{"what": "RAB", "due": due}])
