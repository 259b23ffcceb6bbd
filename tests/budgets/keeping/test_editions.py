"""Dadang keys the APB Desa in, adopts it, revises it; what does not balance is refused with the reason."""

from datetime import date

import pytest
import time_machine

from backend.kernel.problems import NotFound
from budgets import accounts
from budgets.keeping import editions, realised, rows
from budgets.keeping.editions import (
    BudgetExists,
    BudgetFaulty,
    ChangedMeanwhile,
    NotADraft,
    NotTheNewest,
    PerdesMissing,
    ReasonMissing,
    YearWrong,
)
from budgets.keeping.rows import CodeUnknown, LineMisplaced, LineSaid, RowExists, WorkSaid
from budgets.models import BudgetChange, BudgetLine, BudgetRealised, BudgetWork
from budgets.sections.budget import findings_of
from budgets.terms import BudgetState
from tests.factories.budgets import ADOPTED_ON, PERDES, make_budget, start_budget
from tests.factories.meetings import JUTA, ROAD, make_item, make_meeting
from villages.models import RuleSet


def book_of(edition):
    return accounts.book_of(edition, accounts.codes_for(edition.village, edition.fiscal_year))


def test_a_budget_that_balances_is_adopted_with_its_perdes(village, dadang):
    edition = make_budget(village, dadang.actor).adopted()

    assert (edition.state, edition.legal_reference, edition.adopted_on) == (BudgetState.ADOPTED, PERDES, ADOPTED_ON)
    last = BudgetChange.objects.last()
    assert (last.what, last.by.name, last.about) == ("adopted", "Dadang Suherman", PERDES)


def test_what_does_not_balance_is_refused_with_how_much_and_a_guess(village, dadang):
    made = make_budget(village, dadang.actor)
    rows.remove_line(made.lines["6.1.1.01"], by=dadang.actor, seen=1)

    with pytest.raises(BudgetFaulty) as refused:
        made.adopted()

    (sentence,) = refused.value.facts["because"]
    assert sentence.startswith("Kurang Rp60.000.000: pendapatan Rp1.000.000.000, belanja Rp1.040.000.000")
    assert "SiLPA tahun lalu (6.1.1) belum dicatat" in sentence
    assert made.fresh.state == BudgetState.DRAFT


def test_an_empty_budget_and_one_without_perdes_are_refused(village, dadang):
    made = start_budget(village, dadang.actor)
    with pytest.raises(BudgetFaulty):
        made.adopted()
    with pytest.raises(PerdesMissing):
        editions.adopt(made.fresh, by=dadang.actor, seen=made.fresh.revision, reference=" ", on=date(2026, 12, 30))


def test_a_year_has_one_first_edition_within_reason(village, dadang):
    start_budget(village, dadang.actor)

    with pytest.raises(BudgetExists):
        editions.start(village, 2027, by=dadang.actor)
    with pytest.raises(YearWrong):
        editions.start(village, 1927, by=dadang.actor)


@pytest.mark.parametrize("who", ["asep", "bu_camat"])
def test_nobody_else_writes_in_it(village, dadang, who, request):
    made = make_budget(village, dadang.actor)
    stranger = request.getfixturevalue(who).actor

    for attempt in (
        lambda: editions.start(village, 2028, by=stranger),
        lambda: rows.add_line(made.edition, None, LineSaid("4.2.2", JUTA), by=stranger),
        lambda: rows.change_line(made.lines["4.2.1.01"], LineSaid("4.2.1", 1), by=stranger, seen=1),
        lambda: rows.remove_work(made.works[ROAD], by=stranger, seen=1),
        lambda: editions.adopt(made.fresh, by=stranger, seen=made.fresh.revision, reference=PERDES, on=ADOPTED_ON),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_an_adopted_budget_is_not_changed_but_taken_up_again_with_a_reason(village, dadang):
    made = make_budget(village, dadang.actor)
    edition = made.adopted()
    with pytest.raises(NotADraft):
        rows.add_line(edition, None, LineSaid("4.2.2", JUTA), by=dadang.actor)
    with pytest.raises(ReasonMissing):
        editions.reopen(edition, by=dadang.actor, seen=edition.revision, reason=" ")

    again = editions.reopen(edition, by=dadang.actor, seen=edition.revision, reason="Salah ketik Siltap.")

    assert again.is_draft
    assert BudgetChange.objects.last().about == "Salah ketik Siltap."


def test_who_saw_an_older_state_overwrites_nothing(village, dadang, siti):
    made = make_budget(village, dadang.actor)
    line = made.lines["4.2.1.01"]
    before = made.fresh.revision
    rows.change_line(line, LineSaid("4.2.1.01", 700 * JUTA), by=siti.actor, seen=1)

    with pytest.raises(ChangedMeanwhile):
        rows.change_line(line, LineSaid("4.2.1.01", 650 * JUTA), by=dadang.actor, seen=1)
    with pytest.raises(ChangedMeanwhile):
        editions.adopt(made.fresh, by=dadang.actor, seen=before, reference=PERDES, on=ADOPTED_ON)

    assert BudgetLine.objects.get(pk=line.pk).amount == 700 * JUTA
    change = BudgetChange.objects.last()
    assert (change.by.name, change.was, change.became) == (
        "Siti Aminah",
        {"amount": 600 * JUTA},
        {"amount": 700 * JUTA},
    )


def test_a_share_that_the_years_rules_ask_for_is_told_and_leaves_the_decision_to_people(village, dadang):
    shares = {
        "operasional": {"what": "Operasional desa", "accounts": ["1.1"], "most": 20, "law": "PP 11/2019 Ps 100"},
        "dd": {"what": "Operasional dari Dana Desa", "source": "DDS", "accounts": ["1.1"], "most": 3},
    }
    RuleSet.objects.create(kabupaten=village.region.parent.parent, year=2027, fund_shares=shares)

    edition = make_budget(village, dadang.actor).adopted()

    (broken,) = [one for one in findings_of(village, edition, book_of(edition)) if one.code == "budget_share_broken"]
    assert not broken.blocking
    assert str(broken.message) == (
        "Operasional desa: 28,8% dari Rp1.040.000.000; aturan meminta ≤ 20% (PP 11/2019 Ps 100)."
    )


def test_codes_and_places_are_checked_when_a_line_is_typed(village, dadang):
    made = make_budget(village, dadang.actor)
    by = dadang.actor

    for account in ("5.9.1", "4", "abc", ""):
        with pytest.raises(CodeUnknown):
            rows.add_line(made.edition, made.works[ROAD], LineSaid(account, 1), by=by)
    with pytest.raises(CodeUnknown):
        rows.add_work(made.edition, WorkSaid("2.3", "Jalan"), by=by)
    with pytest.raises(LineMisplaced):
        rows.add_line(made.edition, None, LineSaid("5.2.1", 1), by=by)
    with pytest.raises(RowExists):
        rows.add_line(made.edition, None, LineSaid("4.2.1.1.", 5), by=by)
    with pytest.raises(RowExists):
        rows.add_work(made.edition, WorkSaid("02.03.11.", ROAD), by=by)


def test_the_official_name_typed_beside_the_code_makes_no_second_line(village, dadang):
    made = make_budget(village, dadang.actor)

    with pytest.raises(RowExists):
        rows.add_line(made.edition, None, LineSaid("4.2.1.01", 5, name="dana desa"), by=dadang.actor)


def test_an_activity_is_tied_to_the_one_that_the_meeting_adopted(village, dadang):
    item = make_item(make_meeting(village))

    made = make_budget(village, dadang.actor)

    assert made.works[ROAD].item == item.id
    assert rows.tie(made.works[ROAD], None, by=dadang.actor, seen=1).item is None
    with pytest.raises(NotFound):
        rows.tie(made.works[ROAD], village.pk, by=dadang.actor, seen=2)


def test_a_revision_begins_as_a_copy_and_keeps_what_was_beside_what_is(village, dadang):
    first = make_budget(village, dadang.actor).adopted()
    second = editions.revise(first, by=dadang.actor, seen=first.revision)
    road = BudgetLine.objects.get(budget=second, account="5.3.5.03")
    rows.change_line(road, LineSaid("5.3.5.03", 450 * JUTA, "DDS"), by=dadang.actor, seen=1)
    pipes = BudgetWork.objects.get(budget=second, code="2.4.06")
    rows.add_line(second, pipes, LineSaid("5.2.1.01", 50 * JUTA, "DDS"), by=dadang.actor)

    book = book_of(second)

    assert second.edition == 1
    assert (book.total("5.3").before, book.total("5.3").amount, book.total("5.3").change) == (
        600 * JUTA,
        550 * JUTA,
        -50 * JUTA,
    )
    assert book.total("5").change == 0
    assert book.rest.amount == 0
    assert book_of(first).total("5.3").amount == 600 * JUTA
    with pytest.raises(NotTheNewest):
        editions.revise(first, by=dadang.actor, seen=first.revision)


def test_what_a_revision_takes_away_stays_as_nought_beside_what_it_was(village, dadang):
    first = make_budget(village, dadang.actor).adopted()
    second = editions.revise(first, by=dadang.actor, seen=first.revision)
    pipes = BudgetWork.objects.get(budget=second, code="2.4.06")

    rows.remove_work(pipes, by=dadang.actor, seen=1)

    (row,) = [one for one in book_of(second).lines if one.account == "5.3.7.03"]
    assert (row.before, row.amount) == (100 * JUTA, 0)


def test_realisation_is_a_sum_up_to_a_day_and_survives_a_revision(village, dadang):
    made = make_budget(village, dadang.actor)
    first = made.adopted()
    line = made.lines["5.3.5.03"]
    day = date(2027, 6, 30)
    with pytest.raises(realised.NotYet):
        realised.realise(line, by=dadang.actor, as_of=date(2099, 1, 1), amount=JUTA, seen=None)
    with pytest.raises(realised.NotYet):
        realised.realise(line, by=dadang.actor, as_of=date(2026, 12, 31), amount=JUTA, seen=None)
    with time_machine.travel("2027-07-15", tick=False):
        assert realised.realise(line, by=dadang.actor, as_of=day, amount=200 * JUTA, seen=None)
        assert not realised.realise(line, by=dadang.actor, as_of=day, amount=200 * JUTA, seen=None)
        with pytest.raises(ChangedMeanwhile):
            realised.realise(line, by=dadang.actor, as_of=day, amount=210 * JUTA, seen=None)
        assert realised.realise(line, by=dadang.actor, as_of=day, amount=210 * JUTA, seen=200 * JUTA)
        second = editions.revise(first, by=dadang.actor, seen=made.fresh.revision)

    assert BudgetRealised.objects.count() == 1
    for edition in (first, second):
        figures = book_of(edition).total("5.3.5")
        assert (figures.realised, figures.left) == (210 * JUTA, 290 * JUTA)
