import pytest

from budgets import codes, queries
from budgets.models import BudgetItem, Ceiling, Funding
from budgets.rules import Item, Share
from budgets.terms import FundSource
from tests.factories.meetings import JUTA, NOON, PIPES, ROAD, make_item, make_meeting, put


def test_the_activities_of_a_meeting_come_in_the_villagers_order_with_their_funding(village, next_door):
    meeting = make_meeting(village)
    make_item(meeting, "Tanpa urutan")
    road = make_item(meeting, ROAD, order=2)
    put(Funding, village, budget_item=road.id, source=FundSource.ADD, amount=5 * JUTA)
    put(Funding, village, budget_item=road.id, source=FundSource.PAD, amount=1, deleted_at=NOON)
    put(Funding, next_door, budget_item=road.id, source=FundSource.PAD, amount=1)
    make_item(meeting, PIPES, 80 * JUTA, order=1, source=None)
    put(BudgetItem, village, meeting=meeting.id, fiscal_year=2027, name="Salah", amount=1, deleted_at=NOON)
    make_item(make_meeting(village), "Musyawarah lain")

    found = queries.items_of(village.pk, meeting.id)

    assert [one.item.name for one in found] == [PIPES, ROAD, "Tanpa urutan"]
    assert found[0].facts == Item(80 * JUTA, "2.3.11", "adopted")
    assert found[1].facts.funding == (Share("ADD", 5 * JUTA), Share("DDS", 120 * JUTA))


@pytest.mark.parametrize("how_many", [1, 3])
def test_activities_cost_two_queries(village, how_many, django_assert_num_queries):
    meeting = make_meeting(village)
    for number in range(how_many):
        make_item(meeting, f"Kegiatan {number}")

    with django_assert_num_queries(2):
        assert len(queries.items_of(village.pk, meeting.id)) == how_many


def test_the_latest_word_on_a_ceiling_stands(village, next_door, django_assert_num_queries):
    put(Ceiling, village, fiscal_year=2027, source=FundSource.DDS, amount=900, version=8)
    put(Ceiling, village, fiscal_year=2027, source=FundSource.DDS, amount=800, version=3)
    put(Ceiling, village, fiscal_year=2027, source=FundSource.ADD, amount=500)
    put(Ceiling, village, fiscal_year=2027, source=FundSource.PAD, amount=7, deleted_at=NOON)
    put(Ceiling, village, fiscal_year=2026, source=FundSource.PBH, amount=7)
    put(Ceiling, next_door, fiscal_year=2027, source=FundSource.PBK, amount=7)

    with django_assert_num_queries(1):
        assert queries.ceilings_of(village.pk, 2027) == {"DDS": 900, "ADD": 500}
    assert queries.ceilings_of(village.pk, None) == {}


@pytest.mark.django_db
def test_phones_keep_the_function_tree_in_order(django_assert_num_queries):
    codes.load()

    with django_assert_num_queries(1):
        found = queries.account_codes_json()

    assert len(found) == 208
    assert [one["code"] for one in found[:3]] == ["1", "1.1", "1.1.01"]
    assert [one for one in found if one["code"] == "2.5"] == [
        {
            "code": "2.5",
            "name": "Sub Bidang Kehutanan dan Lingkungan Hidup",
            "level": "sub_bidang",
            "parent": "2",
            "sector": "lingkungan",
            "said": "",
            "year_from": 2018,
            "year_until": None,
        }
    ]
