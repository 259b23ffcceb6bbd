import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets import rules
from budgets.codes import TABLE
from budgets.rules import Item, Share
from budgets.terms import FundSource, ItemState

JUTA = 100_000_000
CEILINGS = json.loads((Path(__file__).parent.parent / "vectors" / "ceilings.json").read_text(encoding="utf-8"))
AMOUNTS = st.integers(0, 10**15)
ITEMS = st.builds(
    Item,
    AMOUNTS,
    st.sampled_from(["", "1", "2.3.10", "02.03.10.", "5.3.00", "jalan"]),
    st.sampled_from(ItemState.values),
    st.lists(st.builds(Share, st.sampled_from(FundSource.values), AMOUNTS), max_size=3).map(tuple),
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2.3.10", "2.3.10"),
        ("02.03.10.", "2.3.10"),
        (" 02.03.10 ", "2.3.10"),
        ("1.1.1", "1.1.01"),
        ("01.04.", "1.4"),
        ("05.", "5"),
        ("5.3.00", "5.3.00"),
        ("", ""),
        ("2..3", "2..3"),
        ("jalan", "jalan"),
        ("1.4.01 Musdes", "1.4.01 Musdes"),
    ],
)
def test_codes_are_read_in_every_spelling(written, code):
    assert rules.normalised(written) == code
    assert rules.normalised(code) == code


@pytest.mark.parametrize(
    ("account", "field"), [("2.3.10", "2"), ("05.03.00.", "5"), ("5", "5"), ("", ""), ("6.1", ""), ("jalan", "")]
)
def test_the_first_part_of_a_code_is_its_field(account, field):
    assert rules.field_of(account) == field


def test_a_code_hangs_under_shorter_ones():
    assert rules.lineage("02.03.10.") == ["2.3.10", "2.3", "2"]


@pytest.mark.parametrize(
    ("account", "sector"),
    [("2.1.03", "pendidikan"), ("02.01.97.", "pendidikan"), ("2.1", "pendidikan"), ("2.3.10", "lain"), ("  ", "")],
)
def test_a_sector_is_suggested_by_the_nearest_code_that_has_one(account, sector):
    assert rules.suggested_sector(account, {"2.1": "pendidikan", "2.2": "kesehatan", "2.3": ""}) == sector


ROAD = Item(120 * JUTA, "02.03.11.", funding=(Share("DDS", 100 * JUTA), Share("SWADAYA", 20 * JUTA)))
PIPES = Item(80 * JUTA, "2.4.06", funding=(Share("DDS", 30 * JUTA, carried_over=True), Share("ADD", 50 * JUTA)))
OFFICE = Item(5 * JUTA, "1.2.01")
DROPPED = Item(900 * JUTA, "2.3.11", ItemState.DROPPED, (Share("DDS", 900 * JUTA),))
PLAN = [ROAD, PIPES, OFFICE, Item(1 * JUTA), DROPPED]


def test_sums_leave_out_what_was_dropped():
    assert rules.total(PLAN) == 206 * JUTA
    assert list(rules.sum_by_field(PLAN).items()) == [("", 1 * JUTA), ("1", 5 * JUTA), ("2", 200 * JUTA)]
    assert list(rules.sum_by_source(PLAN).items()) == [
        ("DDS", 130 * JUTA),
        ("ADD", 50 * JUTA),
        ("SWADAYA", 20 * JUTA),
    ]


def test_what_was_left_over_last_year_does_not_count_against_this_years_ceiling():
    drawn = rules.drawn_this_year(PLAN)

    assert drawn == {"DDS": 100 * JUTA, "ADD": 50 * JUTA, "SWADAYA": 20 * JUTA}
    assert rules.ceilings_exceeded(drawn, {"DDS": 100 * JUTA, "ADD": 50 * JUTA - 1}) == {"ADD": 1}
    assert rules.ceilings_exceeded(drawn, {}) == {}


@given(st.lists(ITEMS))
def test_every_rupiah_lies_in_one_field_and_one_source(items):
    kept = [item for item in items if item.state != ItemState.DROPPED]

    assert sum(rules.sum_by_field(items).values()) == rules.total(items) == sum(item.amount for item in kept)
    shares = [share.amount for item in kept for share in item.funding]
    assert sum(rules.sum_by_source(items).values()) == sum(shares)


@pytest.mark.parametrize(
    ("volume", "unit_price", "amount", "differs"),
    [
        (450_000, 20_000_000, 9_000_000_000, False),
        (450_000, 20_000_000, 9_000_000_050, False),
        (450_000, 20_000_000, 9_000_000_051, True),
        (12_500, 100, 1_250, False),
        (0, 100, 0, False),
        (None, 100, 5, False),
        (1000, None, 5, False),
        (1000, 100, None, False),
    ],
)
def test_volume_times_price_is_compared_to_half_a_rupiah(volume, unit_price, amount, differs):
    assert rules.price_differs(volume=volume, unit_price=unit_price, amount=amount) is differs


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_rounded_product_never_differs(volume, unit_price):
    amount = (volume * unit_price + 500) // 1000

    assert rules.price_differs(volume=volume, unit_price=unit_price, amount=amount) is False


def test_sources_add_up_to_the_cost():
    assert rules.funding_differs(ROAD) is False
    assert rules.funding_differs(OFFICE) is False
    assert rules.funding_differs(Item(100, funding=(Share("DDS", 99),))) is True


@pytest.mark.parametrize(
    ("months", "wrong"), [((4, 6), False), ((4, 4), False), ((6, 4), True), ((None, 4), False), ((4, None), False)]
)
def test_work_within_a_year_ends_after_it_began(months, wrong):
    assert rules.ends_before_start(*months) is wrong


def test_every_national_code_is_read_from_its_siskeudes_spelling():
    lines = [line.split(",") for line in TABLE.read_text(encoding="utf-8").splitlines() if ",fungsi," in line]
    codes = [line[0] for line in lines if not line[0].startswith("5.")]

    assert [rules.normalised(".".join(part.zfill(2) for part in code.split(".")) + ".") for code in codes] == codes


@pytest.mark.parametrize("case", CEILINGS, ids=lambda case: case["why"])
def test_what_is_drawn_is_held_against_the_ceilings_as_on_the_phone(case):
    items = [
        Item(one["amount"], state=one["state"], funding=tuple(Share(**share) for share in one["funding"]))
        for one in case["items"]
    ]

    drawn = rules.drawn_this_year(items)

    assert drawn == case["drawn"]
    assert rules.ceilings_exceeded(drawn, case["ceilings"]) == case["exceeded"]
