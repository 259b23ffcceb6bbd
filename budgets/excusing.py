"""Verbs: an officer's word that a finding of a village's year, or of its APB Desa, is in order; nobody forgets who.

What is found of a year is about an activity or a line of the strategy: the ledger keeps the word as a remark on the
meeting that it comes from, as with that meeting's own findings. The APB Desa has its own history.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from budgets import accounts
from budgets.keeping.editions import record
from budgets.models import BudgetItem, OversightAction, VillageBudget
from budgets.sections import realisation
from budgets.terms import BudgetChangeKind
from meetings import findings
from meetings.models import Meeting
from meetings.review import NoteMissing
from sync import ledger
from villages.access import village_for
from villages.board import asides
from villages.board.asides import FindingGone
from villages.board.dossier import dossier
from villages.board.findings import said_again
from villages.board.sections import Finding, Subject
from villages.models import Village
from villages.terms import Right


@transaction.atomic
def excuse_year(village: Village, year: int, *, by: Actor, code: str, key: str, reason: str) -> None:
    """Sets a finding of a village's year aside.

    It stands open again once it reads otherwise. Raises ``NotFound``, ``NoteMissing``, ``FindingGone``.
    """
    text = _reason(reason)
    home = _locked(by, village.pk)
    subject = realisation.subject_of(home, year)
    found = [said_again(one, realisation.SAYINGS[one.code]) for one in realisation.check(subject)]
    asides.set_aside(subject, found, by=by, code=code, key=key, reason=text)
    findings.write_down(_meeting_of(home, key), by, code, key, text)


@transaction.atomic
def take_up_year(village: Village, year: int, *, by: Actor, code: str, key: str) -> None:
    """Opens a finding of a year that was set aside, in the ledger too. Raises ``NotFound``, ``FindingGone``."""
    home = _locked(by, village.pk)
    asides.take_up(realisation.subject_of(home, year), code=code, key=key)
    findings.write_down(_meeting_of(home, key), by, code, key, gettext("Temuan dibuka lagi."))


@transaction.atomic
def excuse_budget(budget: VillageBudget, *, by: Actor, code: str, key: str, reason: str) -> None:
    """Sets a finding of the edition in force aside; what blocks stays. Raises as ``excuse_year`` does."""
    text = _reason(reason)
    subject = _subject_of(budget, by)
    found = [one for one in dossier(subject).findings if not one.blocking]
    finding = asides.set_aside(subject, found, by=by, code=code, key=key, reason=text)
    _into_history(budget, by, BudgetChangeKind.SET_ASIDE, finding, text)


@transaction.atomic
def take_up_budget(budget: VillageBudget, *, by: Actor, code: str, key: str) -> None:
    """Opens a finding of the edition in force that was set aside. Raises ``NotFound``, ``FindingGone``."""
    subject = _subject_of(budget, by)
    finding = next((one for one in dossier(subject).findings if (one.code, one.key) == (code, key)), None)
    if finding is None:
        raise FindingGone
    asides.take_up(subject, code=code, key=key)
    _into_history(budget, by, BudgetChangeKind.TAKEN_UP, finding, "")


def _into_history(budget: VillageBudget, by: Actor, what: BudgetChangeKind, finding: Finding, reason: str) -> None:
    record(budget, by, what, about=str(finding.message), became={"reason": reason} if reason else {})


def _subject_of(budget: VillageBudget, by: Actor) -> Subject:
    """The budget of a year, under its village's feed lock; only of the edition in force is anything said."""
    home = _locked(by, budget.village_id)
    subject = accounts.subject_of(home, budget.fiscal_year)
    in_force = accounts.in_force(subject)
    if in_force is None or in_force.pk != budget.pk:
        raise FindingGone
    return subject


def _locked(by: Actor, village: UUID) -> Village:
    home = village_for(by, village, Right.REVIEW)
    ledger.lock(home.pk)
    return home


def _meeting_of(village: Village, key: str) -> Meeting:
    """The meeting whose activity or line of the strategy ``key`` names. At most two queries."""
    for model in (BudgetItem, OversightAction):
        held = list(model.objects.filter(village=village, id=key).values_list("meeting", flat=True))
        one = Meeting.objects.select_related("village__region").filter(village=village, id__in=held).first()
        if one is not None:
            return one
    raise NotFound


def _reason(text: str) -> str:
    if not text.strip():
        raise NoteMissing
    return text.strip()
