import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings import rules
from meetings.rules import Heads, Turnout
from meetings.terms import Capacity, Element, FilePart

QUORUMS = json.loads((Path(__file__).parent.parent / "vectors" / "quorum.json").read_text(encoding="utf-8"))
COUNTS = st.integers(0, 5000)


@pytest.mark.parametrize("case", QUORUMS, ids=lambda case: str(case["in"]))
def test_the_phone_and_the_server_count_the_quorum_alike(case):
    said = case["in"]
    needed = rules.needed_for_quorum(said["invited"], said["numerator"], said["denominator"])

    assert needed == case["out"]["needed"]
    assert rules.has_quorum(**said) is case["out"]["met"]
    assert max(0, needed - said["present"]) == case["out"]["missing"]


@given(COUNTS, COUNTS, st.integers(1, 100), st.integers(1, 100))
def test_a_quorum_is_met_exactly_where_the_fraction_is_reached(present, invited, one, other):
    numerator, denominator = sorted((one, other))

    met = rules.has_quorum(present=present, invited=invited, numerator=numerator, denominator=denominator)

    assert met is (invited > 0 and present * denominator >= invited * numerator)


def test_turnout_counts_lists_and_sheets_together_and_leaves_onlookers_out_of_the_decision():
    there = [
        Heads("tani", "L"),
        Heads("perempuan", "P", capacity=Capacity.REGISTERED),
        Heads("lain", "P", capacity=Capacity.OBSERVER),
        Heads("lain", "unknown", capacity=Capacity.COMPANION),
        Heads("miskin", "P", count=7),
    ]

    assert rules.turnout(there, listed=5, invited_count=20) == Turnout(
        invited=20, present=11, women=9, men=1, deciding=9
    )
    assert rules.turnout([], listed=5, invited_count=None) == Turnout(invited=5)


@pytest.mark.parametrize(
    ("women", "present", "percent", "too_few"),
    [(30, 100, 30, False), (29, 100, 29, True), (1, 3, 33, False), (0, 0, 0, False), (2, 7, 28, True)],
)
def test_the_share_of_women_is_compared_exactly_and_shown_in_whole_percent(women, present, percent, too_few):
    assert rules.women_percent(women=women, present=present) == percent
    assert rules.too_few_women(women=women, present=present, minimum_percent=30) is too_few
    assert rules.too_few_women(women=women, present=present, minimum_percent=None) is False


@pytest.mark.parametrize(
    ("votes", "present", "exceed"),
    [((40, 30, 5), 75, False), ((40, 30, 6), 75, True), ((None, None, None), 0, False), ((1, None, None), 0, True)],
)
def test_more_votes_than_people_are_noticed(votes, present, exceed):
    assert rules.votes_exceed_present(votes, present) is exceed


@pytest.mark.parametrize(
    ("invited_on", "held_on", "days", "late"),
    [
        (date(2026, 6, 10), date(2026, 6, 15), 5, False),
        (date(2026, 6, 11), date(2026, 6, 15), 5, True),
        (date(2026, 6, 16), date(2026, 6, 15), 0, True),
        (None, date(2026, 6, 15), 5, False),
        (date(2026, 6, 11), None, 5, False),
        (date(2026, 6, 11), date(2026, 6, 15), None, False),
    ],
)
def test_an_invitation_is_late_only_where_both_days_are_known(invited_on, held_on, days, late):
    assert rules.invitation_too_late(invited_on=invited_on, held_on=held_on, days=days) is late


@pytest.mark.parametrize(
    ("held_on", "days", "holidays", "due"),
    [
        (date(2026, 11, 23), 7, [], date(2026, 12, 2)),
        (date(2026, 11, 27), 1, [], date(2026, 11, 30)),
        (date(2026, 11, 28), 1, [], date(2026, 11, 30)),
        (date(2026, 12, 23), 3, [date(2026, 12, 24), date(2026, 12, 25)], date(2026, 12, 30)),
        (date(2026, 11, 23), 0, [], date(2026, 11, 23)),
    ],
)
def test_the_report_is_due_after_so_many_working_days(held_on, days, holidays, due):
    assert rules.report_due_on(held_on, days, holidays) == due


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 30), st.sets(st.integers(1, 40)))
def test_between_meeting_and_deadline_lie_exactly_that_many_working_days(held_on, days, off):
    holidays = {held_on + timedelta(days=number) for number in off}

    due = rules.report_due_on(held_on, days, holidays)

    between = [held_on + timedelta(days=number) for number in range(1, (due - held_on).days + 1)]
    assert sum(rules.is_working_day(day, holidays) for day in between) == days
    assert rules.is_working_day(due, holidays)


@pytest.mark.parametrize(
    ("started", "ended", "wrong"),
    [
        ("2026-06-15T02:00:00Z", "2026-06-15T05:00:00Z", False),
        ("2026-06-15T05:00:00Z", "2026-06-15T02:00:00Z", True),
        ("2026-06-15T02:00:11Z", "2026-06-15T02:00:11.5Z", False),
        ("2026-06-15T09:00:00+07:00", "2026-06-15T02:30:00Z", False),
        (None, "2026-06-15T02:00:00Z", False),
        ("2026-06-15T02:00:00Z", None, False),
    ],
)
def test_an_end_before_its_start_is_noticed(started, ended, wrong):
    assert rules.ends_before_start(started, ended) is wrong


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("a0" * 32, True), ("A0" * 32, False), ("a0" * 31, False), ("g0" * 32, False), ("a0" * 32 + "\n", False)],
)
def test_a_fingerprint_is_lower_case_hex(text, is_one):
    assert rules.is_sha256(text) is is_one


def test_composition_counts_in_the_order_of_the_law():
    people = [
        Heads("miskin", "P", "Pasir"),
        Heads("adat", "L", "Cibodas"),
        Heads("", "", count=2),
        Heads("adat", "P", "Cibodas", count=3),
        Heads("tani", "L", count=0),
    ]

    found = rules.composition(people)

    assert found.total == 7
    assert list(found.by_element.items()) == [("adat", 4), ("miskin", 1), ("lain", 2)]
    assert list(found.by_gender.items()) == [("L", 1), ("P", 4), ("unknown", 2)]
    assert list(found.by_hamlet.items()) == [("", 2), ("Cibodas", 4), ("Pasir", 1)]
    assert found.cells == {("adat", "L"): 1, ("adat", "P"): 3, ("miskin", "P"): 1, ("lain", "unknown"): 2}


@given(st.lists(st.builds(Heads, st.sampled_from(Element.values), st.sampled_from(["L", "P"]), st.text(max_size=2))))
def test_every_way_of_counting_finds_everybody(people):
    found = rules.composition(people)

    for counts in (found.by_element, found.by_gender, found.by_hamlet, found.cells):
        assert sum(counts.values()) == found.total == len(people)


def test_elements_that_did_not_come_are_named_in_the_order_of_the_law():
    assert rules.missing_elements(["perempuan", "adat", "tani"], {"tani", "lain"}) == ["adat", "perempuan"]
    assert rules.missing_elements([], set()) == []


def test_a_file_has_twelve_pieces_each_with_its_source():
    pieces = rules.complete_file({FilePart.INVITATION, FilePart.MINUTES})

    assert len(pieces) == 12
    assert [piece.key for piece in pieces if piece.present] == ["invitation", "minutes"]
    assert all(piece.source and piece.label for piece in pieces)


def test_what_is_missing_of_a_file_is_what_is_not_there():
    assert [piece.key for piece in rules.missing_of_file(set(FilePart) - {FilePart.RECORD})] == ["record"]
    assert rules.missing_of_file(set(FilePart)) == []
