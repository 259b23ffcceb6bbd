"""Numbers that tell who came, and nobody in particular."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.sections.shielding import REST, by_hamlet, rows_of_elements
from meetings.terms import Element, Gender

CELLS = st.dictionaries(
    st.tuples(st.sampled_from(Element.values), st.sampled_from(Gender.values)), st.integers(0, 9), max_size=20
)


def shown(cells):
    rows, _folded = rows_of_elements(cells)
    return {row.element: (row.present, row.split and dict(row.split)) for row in rows}


def test_large_groups_are_shown_as_they_are():
    cells = {("tani", "L"): 8, ("tani", "P"): 4, ("perempuan", "P"): 9}

    assert shown(cells) == {
        "tani": (12, {"L": 8, "P": 4, "unknown": 0}),
        "perempuan": (9, {"L": 0, "P": 9, "unknown": 0}),
    }


def test_an_element_of_two_people_is_folded_into_other():
    cells = {("adat", "L"): 2, ("tani", "L"): 8, ("lain", "L"): 4}

    assert shown(cells) == {"tani": (8, {"L": 8, "P": 0, "unknown": 0}), "lain": (6, {"L": 6, "P": 0, "unknown": 0})}


def test_one_woman_among_farmers_hides_the_split_of_farmers_and_of_another_row():
    cells = {("tani", "L"): 8, ("tani", "P"): 1, ("perempuan", "P"): 9, ("agama", "L"): 5}

    found = shown(cells)

    assert found["tani"] == (9, None)
    assert found["perempuan"] == (9, None), "all women but one would tell who she is"
    assert found["agama"] == (5, {"L": 5, "P": 0, "unknown": 0})


def test_nobody_came_nothing_is_shown():
    assert rows_of_elements({}) == ([], 0)
    assert by_hamlet({}) == {}


@given(CELLS)
def test_no_number_stands_for_one_or_two_people_unless_nobody_else_came(cells):
    rows, _folded = rows_of_elements(cells)

    everybody = sum(cells.values())
    assert sum(row.present for row in rows) == everybody
    if everybody >= 3:
        assert all(row.present >= 3 for row in rows)
    for row in rows:
        assert row.split is None or all(count == 0 or count >= 3 for count in row.split.values())


@given(CELLS)
def test_what_is_hidden_cannot_be_worked_out_from_the_totals_by_gender(cells):
    rows, _folded = rows_of_elements(cells)

    hidden = [row for row in rows if row.split is None]
    for gender in Gender.values:
        total = sum(count for (_element, one), count in cells.items() if one == gender)
        rest = total - sum(row.split[gender] for row in rows if row.split is not None)
        assert rest == 0 or rest >= 3 or total == rest, hidden


@given(st.dictionaries(st.sampled_from(["Cibodas", "Kaum", "Pasir", "Sukamaju", ""]), st.integers(0, 9)))
def test_hamlets_of_one_or_two_people_are_merged(counts):
    found = by_hamlet(counts)

    assert sum(found.values()) == sum(counts.values())
    if sum(counts.values()) >= 3:
        assert all(count >= 3 for count in found.values())


@pytest.mark.parametrize("counts", [{"Pasir": 1, "Cibodas": 9}])
def test_a_hamlet_of_one_person_takes_the_next_one_along(counts):
    assert by_hamlet(counts) == {"": 10}


def test_other_stands_last():
    cells = {("lain", "L"): 5, ("adat", "L"): 5}

    assert [row.element for row in rows_of_elements(cells)[0]] == ["adat", REST]
