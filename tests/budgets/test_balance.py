"""The tree of sums and what keeps a budget from being adopted; any budget's parents are the sum of their parts."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets import balance, faults
from budgets.balance import Book, Figures, Line, Work

NAMES = {
    **{
        ("ekonomi", code): code
        for code in ("4", "4.1", "4.2", "4.2.1", "4.2.1.01", "4.2.3", "5", "5.1", "5.2", "5.2.1")
    },
    **{("ekonomi", code): code for code in ("5.3", "5.3.5", "6", "6.1", "6.1.1", "6.2", "6.2.2")},
    **{("fungsi", code): code for code in ("1", "1.1", "1.1.01", "2", "2.3", "2.3.10", "2.3.11", "5", "5.3", "5.3.00")},
}
ROAD = Work("road", "2.3.10", "Jalan")
PAY = Work("pay", "1.1.01", "Siltap")
LINES = (
    Line("4.2.1.01", 900, key="a"),
    Line("4.2.3", 300, key="b"),
    Line("6.1.1", 100, source="DDS", key="c"),
    Line("6.2.2", 50, key="d"),
    Line("5.1", 300, "pay", source="ADD", key="e"),
    Line("5.2.1", 250, "road", source="DDS", key="f"),
    Line("5.3.5", 700, "road", source="DDS", key="g"),
)


def book(*lines, works=(ROAD, PAY)):
    return Book(works, lines or LINES, NAMES)


def codes(of):
    return {one.code: one for one in faults.faults(of)}


def without(key):
    return [one for one in LINES if one.key != key]


def test_the_rows_stand_in_the_official_order_each_with_the_sum_of_its_parts():
    rows = balance.table(book())

    assert [(one.activity, one.account, one.figures.amount) for one in rows] == [
        ("", "4", 1200),
        ("", "4.2", 1200),
        ("", "4.2.1", 900),
        ("", "4.2.1.01", 900),
        ("", "4.2.3", 300),
        ("", "5", 1250),
        ("1", "", 300),
        ("1.1", "", 300),
        ("1.1.01", "", 300),
        ("1.1.01", "5.1", 300),
        ("2", "", 950),
        ("2.3", "", 950),
        ("2.3.10", "", 950),
        ("2.3.10", "5.2", 250),
        ("2.3.10", "5.2.1", 250),
        ("2.3.10", "5.3", 700),
        ("2.3.10", "5.3.5", 700),
        ("", "6", 150),
        ("", "6.1", 100),
        ("", "6.1.1", 100),
        ("", "6.2", 50),
        ("", "6.2.2", 50),
    ]


def test_an_adopted_budget_balances():
    assert faults.faults(book()) == []
    assert (book().surplus.amount, book().net.amount, book().rest.amount) == (-50, 50, 0)


@pytest.mark.parametrize(
    ("lines", "rest", "guess"),
    [
        (without("c"), -100, "rest_of_last_year"),
        (without("e"), 300, "one_line"),
        ([*LINES, Line("5.2", 37, "pay", source="ADD", key="h")], -37, "one_line"),
        ([*without("a"), Line("4.2.1.01", 895, key="a")], -5, "too_much_spent"),
        ([*without("a"), Line("4.2.1.01", 905, key="a")], 5, "not_spent"),
    ],
)
def test_what_does_not_balance_says_by_how_much_and_what_it_probably_is(lines, rest, guess):
    fault = codes(book(*lines))["budget_unbalanced"]

    assert fault.blocking
    assert (fault.facts["rest"], fault.facts["guess"]) == (rest, guess)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([Line("5.2.1", 1, key="x")], "budget_line_misplaced"),
        ([Line("4.2.3", 1, "road", key="x")], "budget_line_misplaced"),
        ([Line("5", 1, "road", key="x")], "budget_account_wrong"),
        ([Line("7.1", 1, key="x")], "budget_account_wrong"),
        ([Line("5.9", 1, "road", key="x")], "budget_code_unknown"),
        ([Line("5.3", 1, "road", key="x")], "budget_counted_twice"),
    ],
)
def test_a_line_in_the_wrong_place_stops_it(lines, code):
    assert codes(book(*LINES, *lines))[code].blocking


def test_the_kabupatens_own_codes_are_known_by_what_they_hang_on():
    assert balance.is_activity("2.3.95", NAMES)
    assert balance.is_known("4.2.1.90", "ekonomi", NAMES)
    assert not balance.is_activity("2.9.95", NAMES)
    assert not balance.is_activity("2.3", NAMES)
    assert not balance.is_activity("2.3.50", NAMES)


def test_a_source_that_pays_for_more_than_it_brings_is_told_and_does_not_stop():
    fault = codes(book(*without("f"), Line("5.2.1", 450, "road", source="DDS", key="f")))["budget_source_overspent"]

    assert not fault.blocking
    assert fault.facts == {"source": "DDS", "spent": 1150, "coming": 1000}


@pytest.mark.parametrize(
    ("said", "code"),
    [("5.2.1.01.", "5.2.1.01"), ("05.02.01.01", "5.2.1.01"), ("5.2.1.1", "5.2.1.01"), ("4.2.", "4.2"), ("x", "x")],
)
def test_an_account_is_read_in_every_spelling(said, code):
    assert balance.account_of(said) == code


AMOUNTS = st.integers(0, 10**12)
ACCOUNTS = {"4": ["4.1", "4.2.1.01", "4.2.3"], "5": ["5.1", "5.2.1", "5.2.1.01", "5.3.5"], "6": ["6.1.1", "6.2.2"]}


@st.composite
def any_line(draw, number):
    akun = draw(st.sampled_from("456"))
    return Line(
        account=draw(st.sampled_from(ACCOUNTS[akun])),
        amount=draw(AMOUNTS),
        work=draw(st.sampled_from(["road", "pay", "other"])) if akun == "5" else "",
        source=draw(st.sampled_from(["", "DDS", "ADD"])),
        before=draw(AMOUNTS),
        realised=draw(AMOUNTS),
        key=str(number),
    )


@given(st.data())
def test_every_row_of_any_budget_is_the_sum_of_its_children_and_the_akun_of_its_lines(data):
    lines = [data.draw(any_line(number)) for number in range(data.draw(st.integers(0, 12)))]
    any_book = Book([ROAD, PAY, Work("other", "2.3.11", "Gang")], lines, NAMES)

    rows = balance.table(any_book)

    children = defaultdict(list)
    for row in rows:
        children[row.parent].append(row.figures)
    for row in rows:
        if row.id in children:
            assert sum(children[row.id], Figures()) == row.figures, row.id
    for akun in "456":
        top = [row.figures for row in rows if row.account == akun and row.level == 1]
        whole = Figures(
            *(sum(getattr(one, name) or 0 for one in lines if one.account[0] == akun) for name in Figures.__slots__)
        )
        assert sum(top, Figures()) == whole == any_book.total(akun)
    assert sum(balance.by_field(any_book).values(), Figures()) == any_book.total("5")
    for akun in "456":
        assert sum(balance.by_account(any_book, akun, 2).values(), Figures()) == any_book.total(akun)
