"""Verb: put the APB Desa in force on the village's board, as an officer (or, by rule, nobody) reviewed it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import accounts
from budgets.keeping.editions import BudgetFaulty, ReasonMissing, record
from budgets.models import VillageBudget
from budgets.sections.budget import title_of
from budgets.terms import BudgetChangeKind
from meetings.queries import rule_set_of
from meetings.review import ChangedSinceShown
from sync import ledger
from villages.access import village_for, villages_with
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.models import Publication, Village
from villages.terms import Reviewers, Right

KIND = "apb_desa"
"""How the kabupaten's rules name it among the kinds of meetings."""


class NothingNew(Problem):
    code = "nothing_new"
    status = 409
    title = _("Yang terbit di papan sudah sama dengan isi sekarang.")


def may_publish(actor: Actor, village: Village, year: int) -> bool:
    """Whether this person puts it on the board: who reviews, or who records where the kabupaten reviews nothing."""
    right = Right.RECORD if reviewed_by_nobody(village, year) else Right.REVIEW
    return villages_with(actor.user, right).filter(pk=village.pk).exists()


def reviewed_by_nobody(village: Village, year: int) -> bool:
    """Whether by the kabupaten's rules of the year the village publishes by itself. One query."""
    rules = rule_set_of(village, year)
    if rules is None:
        return False
    by_kind = rules.reviewers_by_kind if isinstance(rules.reviewers_by_kind, dict) else {}
    return str(by_kind.get(KIND, rules.reviewers)) == Reviewers.NOBODY


@transaction.atomic
def put_up(budget: VillageBudget, *, by: Actor, seen: str, reason: str = "") -> Publication:
    """Publishes a year's adopted edition exactly as it was shown (dossier digest ``seen``); supersedes the one before.

    ``reason`` tells everybody why, where one is superseded. Raises ``NotFound``, ``ChangedSinceShown``,
    ``BudgetFaulty``, ``NothingNew``, ``ReasonMissing``.
    """
    village = village_for(by, budget.village_id, Right.READ)
    if not may_publish(by, village, budget.fiscal_year):
        raise NotFound
    ledger.lock(village.pk)
    VillageBudget.objects.select_for_update().get(pk=budget.pk)
    subject = accounts.subject_of(village, budget.fiscal_year)
    current = dossier(subject)
    if current.digest != seen:
        raise ChangedSinceShown
    if current.blocking:
        raise BudgetFaulty(because=[str(one.message) for one in current.blocking])
    before = published(village, budget.fiscal_year)
    if before is not None and before.snapshot == current.snapshot and before.withdrawn_at is None:
        raise NothingNew
    if before is not None and not reason.strip():
        raise ReasonMissing
    edition = accounts.in_force(subject)
    if edition is None:
        raise NotFound
    head = ledger.head(village.pk)
    made = publish(
        current,
        stamp=Stamp(head.number, head.hash),
        by=by,
        title=title_of(edition),
        fiscal_year=edition.fiscal_year,
        held_on=edition.adopted_on,
        reason=reason.strip(),
    )
    record(edition, by, BudgetChangeKind.PUBLISHED, about=f"{made.title}, {made.number}")
    return made


def published(village: Village, year: int) -> Publication | None:
    """What the board shows of a year's APB Desa, withdrawn or not. One query."""
    key = accounts.key_of(village.pk, year)
    found = Publication.objects.filter(village=village, subject_kind=accounts.SUBJECT, subject_key=key, current=True)
    return found.first()
