"""Adopted against APB Desa: what vanished, what changed, what is new; and the seven duties in words."""

from datetime import date

import pytest

from budgets.board.lines import Standing
from budgets.models import BudgetItem
from budgets.terms import ItemState
from meetings.terms import MeetingType
from tests.factories.meetings import JUTA, PIPES, ROAD, make_item, make_meeting, make_whole_meeting
from villages.board.duties import MISSING, Duty

HOME = "/desa/32.05.09.2006/"
PAGE = f"{HOME}anggaran/2027/"


@pytest.fixture
def budgeted(village, put_up):
    """A plan of road and pipes; a budget with dearer pipes, a new fence and no road."""
    put_up(make_whole_meeting(village))
    budget = make_meeting(village, type=MeetingType.MUSDES_APBDES, title="Musdes APB Desa 2027")
    make_item(budget, PIPES, 95 * JUTA, account="2.4.06", hamlet="Sukamaju", state=ItemState.IN_BUDGET)
    make_item(budget, "Pagar kantor", 30 * JUTA, account="1.2.01", hamlet="", state=ItemState.IN_BUDGET)
    return put_up(budget, date(2026, 10, 20))


def group(page, standing):
    """The part of the page on one standing."""
    return page.partition(f"<h3>{standing.label} (")[2].partition("<h3>")[0]


def test_what_vanished_changed_or_is_new_is_seen(budgeted, read):
    page = read(PAGE)

    assert ROAD in group(page, Standing.VANISHED)
    assert "Alasan tidak ditulis." in group(page, Standing.VANISHED)
    assert PIPES in group(page, Standing.CHANGED)
    assert "Rp80.000.000" in group(page, Standing.CHANGED)
    assert "Selisih</dt><dd>Rp15.000.000" in group(page, Standing.CHANGED)
    assert "Pagar kantor" in group(page, Standing.NEW)
    assert page.index(str(Standing.VANISHED.label)) < page.index(str(Standing.CHANGED.label))


def test_without_a_budget_there_is_nothing_to_compare_and_the_page_says_so(village, put_up, read):
    put_up(make_whole_meeting(village))

    page = read(PAGE)

    assert "belum dapat dibandingkan" in page
    assert ROAD not in page


def test_what_a_correction_left_out_is_still_seen(village, put_up, read):
    meeting = make_whole_meeting(village)
    first = put_up(meeting)
    BudgetItem.objects.filter(account="2.3.11").update(deleted_at=first.published_at)
    BudgetItem.objects.filter(account="2.4.06").update(state=ItemState.IN_BUDGET)
    put_up(meeting)

    page = read(PAGE)

    assert ROAD in group(page, Standing.VANISHED)
    assert f'href="{HOME}terbitan/{first.number}/"' in group(page, Standing.VANISHED)
    assert PIPES in group(page, Standing.SAME)


def test_a_reason_is_told_where_one_was_given(budgeted, village, put_up, read):
    road = BudgetItem.objects.get(account="2.3.11")
    BudgetItem.objects.filter(pk=road.pk).update(state=ItemState.DROPPED, reason="Pagu berkurang.")
    meeting = type(make_meeting(village)).objects.get(id=road.meeting)
    put_up(meeting)

    assert "Pagu berkurang." in group(read(PAGE), Standing.DROPPED)


def test_each_duty_is_told_in_words_or_with_its_publication(budgeted, read):
    page = read(PAGE).partition('id="kewajiban"')[2]

    for duty in Duty:
        said = page.partition(f"<dt>{duty.label}</dt>")[2].partition("</div>")[0]
        met = duty in (Duty.BUDGET, Duty.CARRIERS)
        assert (f'terbitan/{budgeted.number}/"' if met else str(MISSING[duty])) in said, duty
    assert f'href="{PAGE}"' in read(HOME)


def test_the_page_costs_two_queries(budgeted, client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(PAGE)
