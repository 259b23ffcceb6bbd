"""Checks of money against other villages and the year's shares: each with a true case and a near miss."""

import pytest

from budgets import norms
from budgets.models import BudgetItem, Ceiling
from meetings import findings
from sync.models import Feed
from tests.factories.meetings import JUTA, make_item, make_meeting, put
from tests.factories.villages import make_village
from tests.meetings.checks import found
from villages.models import RuleSet, StoredFinding

RUPIAH = 100
PEERS = [150, 155, 148, 152, 160, 145, 151, 149]


def priced(meeting, thousands, **fields):
    given = {
        "unit": "m",
        "unit_price": thousands * 1000 * RUPIAH,
        "volume": 100_000,
        "amount": thousands * 1000 * 10_000,
    }
    return make_item(meeting, **{**given, **fields})


@pytest.fixture
def kabupaten(village):
    """Eight villages that pay about Rp150.000 a metre."""
    for number, thousands in enumerate(PEERS):
        priced(make_meeting(make_village(f"32.05.10.20{number:02}", f"Desa {number}")), thousands)
    return village


def test_a_price_of_twice_what_others_pay_is_seen(kabupaten):
    meeting = make_meeting(kabupaten)
    priced(meeting, 310, name="Jalan")

    (facts,) = found(meeting, "price_outlier")
    assert (facts["price"], facts["usual"], facts["peers"]) == ({"sen": 31_000_000}, {"sen": 15_050_000}, 8)


def test_what_was_said_of_a_price_holds_while_other_villages_prices_come_in(kabupaten, bu_camat):
    meeting = make_meeting(kabupaten)
    item = priced(meeting, 310, name="Jalan")
    found(meeting)
    Feed.objects.create(village=kabupaten, epoch="uji")
    findings.dismiss(meeting, by=bu_camat.actor, code="price_outlier", key=str(item.id), reason="Diangkut perahu.")
    priced(make_meeting(make_village("32.05.11.2001", "Desa Lain")), 170)
    found(meeting)
    later = findings.findings_of([meeting])[meeting.village_id, meeting.id].attention
    BudgetItem.objects.filter(id=item.id).update(unit_price=400_000 * RUPIAH)
    found(meeting)

    row = StoredFinding.objects.get(code="price_outlier")
    assert row.evidence["facts"]["peers"] == 9
    assert findings.findings_of([meeting])[meeting.village_id, meeting.id].attention == later + 2  # sum and price


def test_a_price_far_below_is_seen_too(kabupaten):
    meeting = make_meeting(kabupaten)
    priced(meeting, 60)

    assert len(found(meeting, "price_outlier")) == 1


@pytest.mark.parametrize("thousands", [150, 178, 122])
def test_a_fifth_more_or_less_is_usual(kabupaten, thousands):
    meeting = make_meeting(kabupaten)
    priced(meeting, thousands)

    assert found(meeting, "price_outlier") == []


@pytest.mark.parametrize("other", [{"unit": "m2"}, {"account": "2.3.10"}, {"fiscal_year": 2026}])
def test_what_is_not_the_same_is_not_compared(kabupaten, other):
    meeting = make_meeting(kabupaten, fiscal_year=other.get("fiscal_year", 2027))
    priced(meeting, 900, **other)

    assert found(meeting, "price_outlier") == []


def test_a_code_and_a_unit_spelled_otherwise_are_the_same(kabupaten):
    meeting = make_meeting(kabupaten)
    priced(meeting, 900, account="02.03.11.", unit=" M ")

    assert len(found(meeting, "price_outlier")) == 1


def test_seven_villages_say_nothing(kabupaten):
    BudgetItem.objects.filter(village__region="32.05.10.2007").delete()
    meeting = make_meeting(kabupaten)
    priced(meeting, 900)

    assert found(meeting, "price_outlier") == []


def test_a_village_that_wrote_its_price_ten_times_is_one_village(village):
    for number in range(7):
        priced(make_meeting(make_village(f"32.05.10.20{number:02}", f"Desa {number}")), 150)
    again = make_meeting(make_village("32.05.11.2001", "Desa Lain"))
    for _line in range(10):
        priced(again, 880)
    meeting = make_meeting(village)
    priced(meeting, 900)

    assert [facts["peers"] for facts in found(meeting, "price_outlier")] == [8]


def test_where_all_write_one_list_price_only_a_fifth_more_counts():
    assert norms.unusual_price(119, [100] * 8) is None
    assert norms.unusual_price(201, [100] * 8) == norms.Unusual(201, 100, 8, None)


SHARES = {
    "operasional": {"what": "Operasional", "source": "DDS", "accounts": ["1"], "most": 3, "law": "Permendes 16/2025"},
    "pangan": {"what": "Ketahanan pangan", "source": "DDS", "accounts": ["4.02"], "least": 20},
}


@pytest.fixture
def ruled(village):
    kabupaten = village.region.parent.parent
    RuleSet.objects.create(kabupaten=kabupaten, year=2027, fund_shares=SHARES)
    return make_meeting(village)


def test_shares_that_are_not_kept_are_named_with_the_rule(ruled):
    make_item(ruled, "Operasional", 4 * JUTA, account="1.1.04")
    make_item(ruled, "Bibit", 19 * JUTA, account="4.2.01")
    make_item(ruled, "Jalan", 77 * JUTA)

    assert [(one["what"], one["share"], one["bounds"]) for one in found(ruled, "share_broken")] == [
        ("Operasional", "4,0", "≤ 3% (Permendes 16/2025)"),
        ("Ketahanan pangan", "19,0", "≥ 20%"),
    ]


def test_shares_that_are_just_kept_are_kept(ruled):
    make_item(ruled, "Operasional", 3 * JUTA, account="1.1.04")
    make_item(ruled, "Operasional dari ADD", 50 * JUTA, account="1.1.04", source="ADD")
    make_item(ruled, "Bibit", 20 * JUTA, account="4.2.01")
    make_item(ruled, "Jalan", 77 * JUTA)

    assert found(ruled, "share_broken") == []


def test_a_plan_without_money_of_the_source_breaks_no_share(ruled):
    make_item(ruled, "Jalan", 77 * JUTA, source="ADD")

    assert found(ruled, "share_broken") == []


def test_two_sources_beyond_their_ceilings_are_two_findings(village):
    meeting = make_meeting(village)
    for source in ("DDS", "ADD"):
        make_item(meeting, f"Jalan {source}", 200 * JUTA, source=source)
        put(Ceiling, village, fiscal_year=2027, source=source, amount=100 * JUTA)

    found(meeting)

    assert set(StoredFinding.objects.filter(code="ceiling_exceeded").values_list("key", flat=True)) == {"ADD", "DDS"}
