"""The live rows of a meeting's money that its sections read."""

from typing import Any

from django.db.models import Q, QuerySet

from budgets import queries, rules
from budgets.models import BudgetItem, Ceiling, Funding, OversightAction, OversightVisit, Proposal
from budgets.queries import Funded
from budgets.terms import CodeLevel, ItemState
from meetings.models import Meeting
from meetings.sections.rows import list_versions, meeting_of
from meetings.terms import CLOSED_STATUSES, MeetingType
from villages.board.sections import Subject

DECIDES_ON_PROPOSALS = (MeetingType.MUSDES_RKP, MeetingType.MUSRENBANGDES)
"""These settle what became of the wishes voiced in the meetings before them."""

LAST = "9"
"""Where activities without an account code stand: behind the five fields of work."""


def items_of(subject: Subject) -> list[Funded]:
    """The activities that the meeting took up, by field of work and in the villagers' order. Two queries."""
    found = queries.items_of(subject.village.pk, subject.key)
    return sorted(found, key=lambda one: rules.field_of(one.item.account) or LAST)


def adopted(items: list[Funded]) -> list[Funded]:
    """Those that were not dropped."""
    return [one for one in items if one.item.state != ItemState.DROPPED]


def proposals_of(subject: Subject) -> list[Proposal]:
    """The proposals that the meeting heard or decided, by hamlet. At most three queries.

    A meeting that settles the year's proposals also answers for those voiced in earlier, accepted meetings.
    """
    village, meeting = subject.village.pk, meeting_of(subject)
    wanted = Q(meeting=subject.key)
    if meeting.type in DECIDES_ON_PROPOSALS:
        earlier = Meeting.objects.filter(
            village=village, fiscal_year=meeting.fiscal_year, status__in=CLOSED_STATUSES, deleted_at__isnull=True
        )
        wanted |= Q(meeting__in=list(earlier.values_list("id", flat=True)))
    found = Proposal.objects.filter(wanted, village=village, deleted_at__isnull=True)
    return list(found.order_by("hamlet", "rank", "id"))


def field_names(year: int | None = None) -> dict[str, str]:
    """The five fields of work by number, as a fiscal year names them, without the word for field itself. One query."""
    named = queries.account_codes(year).filter(level=CodeLevel.BIDANG).values_list("code", "name")
    return {code: name.removeprefix("Bidang ") for code, name in named}


def field_names_of(subject: Subject) -> dict[str, str]:
    """The same of the meeting's year, asked once a look."""
    if "field_names" not in subject.read:
        subject.read["field_names"] = field_names(meeting_of(subject).fiscal_year)
    names: dict[str, str] = subject.read["field_names"]
    return names


def versions(subject: Subject) -> list[list[Any]]:
    """Which version of every row about money the officer sees, deleted ones too. Two queries."""
    village, year = subject.village.pk, meeting_of(subject).fiscal_year
    items = BudgetItem.objects.filter(village=village, meeting=subject.key)
    hanging: list[QuerySet[Any]] = [
        Funding.objects.filter(village=village, budget_item__in=items.values("id")),
        Proposal.objects.filter(village=village, meeting=subject.key),
        (actions := OversightAction.objects.filter(village=village, meeting=subject.key)),
        OversightVisit.objects.filter(village=village, oversight_action__in=actions.values("id")),
        Ceiling.objects.filter(village=village, fiscal_year=year),
    ]
    return list_versions(items, *hanging)
