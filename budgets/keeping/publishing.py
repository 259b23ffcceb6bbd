"""Verb: put the APB Desa in force on the village's board, as an officer (or, by rule, nobody) reviewed it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import accounts
from budgets.keeping.editions import BudgetFaulty, ReasonMissing, record
from budgets.models import BudgetChange, VillageBudget
from budgets.sections.budget import title_of
from budgets.terms import BudgetChangeKind
from meetings import reviewers, rules
from meetings.queries import rule_set_of
from meetings.review import ChangedSinceShown
from meetings.terms import ReviewLevel
from sync import ledger
from villages.access import village_for, villages_with
from villages.board.dossier import Dossier, dossier
from villages.board.publish import Stamp, publish
from villages.models import Publication, Village
from villages.terms import Reviewers, Right

KIND = "apb_desa"
"""How the kabupaten's rules name it among the kinds of meetings."""


class NotAsked(Problem):
    code = "not_asked"
    status = 409
    title = _("Menurut aturan kabupaten, sekarang bukan giliran kantor Anda memutuskan APB Desa ini.")


class NothingNew(Problem):
    code = "nothing_new"
    status = 409
    title = _("Yang terbit di papan sudah sama dengan isi sekarang.")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the review of what would be published is. ``accepted``: the offices that accepted exactly this."""

    reviewers: Reviewers
    accepted: tuple[BudgetChange, ...]
    asked: tuple[ReviewLevel, ...]

    @property
    def levels(self) -> frozenset[str]:
        return frozenset(_level(one) for one in self.accepted)

    @property
    def said(self) -> list[tuple[str, BudgetChange]]:
        """Each office that accepted by its name, with who it was and when."""
        return [(str(ReviewLevel(_level(one)).label), one) for one in self.accepted]

    @property
    def reason(self) -> str:
        """Why it supersedes what stands there, as the first office that accepted it said."""
        return next((one.became["reason"] for one in self.accepted if one.became.get("reason")), "")


def standing_of(budget: VillageBudget, *, digest: str) -> Standing:
    """Where the review of an edition stands as its dossier ``digest`` shows it. Three queries.

    What was accepted before it was last published is done with: after a withdrawal the offices look again.
    """
    asks = reviewers_of(budget.village, budget.fiscal_year)
    said = BudgetChange.objects.filter(budget=budget, what=BudgetChangeKind.ACCEPTED, became__seen=digest)
    last = BudgetChange.objects.filter(budget=budget, what=BudgetChangeKind.PUBLISHED).order_by("-at").first()
    if last is not None:
        said = said.filter(at__gt=last.at)
    accepted = tuple(said.select_related("by").order_by("at", "id"))
    return Standing(asks, accepted, rules.asked_now(asks, frozenset(map(_level, accepted))))


def speaks_for(actor: Actor, budget: VillageBudget, standing: Standing) -> bool:
    """Whether it is this person's turn: an officer of an office that is asked, or who records where nobody is."""
    if standing.reviewers == Reviewers.NOBODY:
        return villages_with(actor.user, Right.RECORD).filter(pk=budget.village_id).exists()
    return reviewers.speaks_at(actor, budget.village, standing.asked) is not None


def reviewers_of(village: Village, year: int) -> Reviewers:
    """Who reviews an APB Desa by the kabupaten's rules of its year; the kecamatan where there are none. One query."""
    found = rule_set_of(village, year)
    if found is None:
        return Reviewers.KECAMATAN
    by_kind = found.reviewers_by_kind if isinstance(found.reviewers_by_kind, dict) else {}
    said = by_kind.get(KIND, found.reviewers)
    return Reviewers(said if said in Reviewers.values else found.reviewers)


@transaction.atomic
def put_up(budget: VillageBudget, *, by: Actor, seen: str, reason: str = "") -> Publication | None:
    """Accepts a year's adopted edition exactly as it was shown (dossier digest ``seen``).

    The last office that the kabupaten's rules ask publishes what all of them saw, superseding the one before; until
    then the answer is ``None``. ``reason`` tells everybody why, where one is superseded. Raises ``NotFound``,
    ``NotAsked``, ``ChangedSinceShown``, ``BudgetFaulty``, ``NothingNew``, ``ReasonMissing``.
    """
    village = village_for(by, budget.village_id, Right.READ)
    ledger.lock(village.pk)
    edition = VillageBudget.objects.select_for_update().get(pk=budget.pk)
    edition.village = village
    current = dossier(accounts.subject_of(village, edition.fiscal_year))
    standing = standing_of(edition, digest=seen)
    level = _office(by, edition, standing)
    why = _as_shown(edition, current, seen, reason.strip() or standing.reason)
    if level is not None:
        became = {"level": level.value, "seen": seen, **({"reason": why} if why else {})}
        record(edition, by, BudgetChangeKind.ACCEPTED, about=str(level.label), became=became)
        if not rules.is_accepted(standing.reviewers, standing.levels | {level}):
            return None
    return _published(edition, current, by, why)


def _office(by: Actor, budget: VillageBudget, standing: Standing) -> ReviewLevel | None:
    """The office in which the person decides; ``None``: by rule nobody reviews. Raises ``NotFound``, ``NotAsked``."""
    nobody = standing.reviewers == Reviewers.NOBODY
    right = Right.RECORD if nobody else Right.REVIEW
    if not villages_with(by.user, right).filter(pk=budget.village_id).exists():
        raise NotFound
    level = None if nobody else reviewers.speaks_at(by, budget.village, standing.asked)
    if level is None and not nobody:
        raise NotAsked
    return level


def _as_shown(budget: VillageBudget, current: Dossier, seen: str, reason: str) -> str:
    """The reason to tell, once nothing stands in the way of what was shown."""
    if current.digest != seen:
        raise ChangedSinceShown
    if current.blocking:
        raise BudgetFaulty(because=[str(one.message) for one in current.blocking])
    before = published(budget.village, budget.fiscal_year)
    if before is not None and before.snapshot == current.snapshot and before.withdrawn_at is None:
        raise NothingNew
    if before is not None and not reason:
        raise ReasonMissing
    in_force = accounts.in_force(current.subject)
    if in_force is None or in_force.pk != budget.pk:
        raise NotFound
    return reason


def _published(edition: VillageBudget, current: Dossier, by: Actor, reason: str) -> Publication:
    head = ledger.head(edition.village_id)
    made = publish(
        current,
        stamp=Stamp(head.number, head.hash),
        by=by,
        title=title_of(edition),
        fiscal_year=edition.fiscal_year,
        held_on=edition.adopted_on,
        reason=reason,
    )
    record(edition, by, BudgetChangeKind.PUBLISHED, about=f"{made.title}, {made.number}")
    return made


def published(village: Village, year: int) -> Publication | None:
    """What the board shows of a year's APB Desa, withdrawn or not. One query."""
    key = accounts.key_of(village.pk, year)
    found = Publication.objects.filter(village=village, subject_kind=accounts.SUBJECT, subject_key=key, current=True)
    return found.first()


def _level(accepted: BudgetChange) -> str:
    return str(accepted.became["level"])
