"""What everybody may read before a meeting: its agenda, and the proposals gathered so far. Public fields only."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from budgets import ancestry
from budgets.models import Proposal
from budgets.sections.rows import DECIDES_ON_PROPOSALS
from meetings.board.coming import planned
from meetings.models import AgendaItem, Meeting
from meetings.sections.record import label
from meetings.terms import CLOSED_STATUSES, MeetingStatus
from villages.models import Village

OPEN = (MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.RETURNED)
MOST = 20


@dataclass(frozen=True, slots=True)
class Gathered:
    """A proposal as everybody sees it: never who asked."""

    activity: str
    where: str
    source: str
    on_behalf: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting that is planned."""

    meeting: Meeting
    agenda: tuple[str, ...]
    proposals: tuple[Gathered, ...]


def takes_proposals(meeting: Meeting) -> bool:
    """Whether the village may still write a proposal down for it."""
    return meeting.status in OPEN


def open_meetings(village: Village) -> QuerySet[Meeting]:
    """The meetings that still take proposals, the next first. One query when evaluated."""
    found = Meeting.objects.filter(village=village, status__in=OPEN, deleted_at__isnull=True)
    return found.order_by("planned_start", "id")


def coming(village: Village) -> list[Coming]:
    """The planned meetings with agenda and proposals; one that decides also shows the year's earlier ones.

    At most four queries.
    """
    meetings = list(planned(village)[:MOST])
    if not meetings:
        return []
    agenda = _agenda(village, meetings)
    proposals = _proposals(village, meetings)
    return [Coming(one, tuple(agenda[one.id]), tuple(proposals[one.id])) for one in meetings]


def _agenda(village: Village, meetings: list[Meeting]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = AgendaItem.objects.filter(
        village=village, meeting__in=[one.id for one in meetings], deleted_at__isnull=True
    ).order_by("order", "id")
    for meeting, topic in rows.values_list("meeting", "topic"):
        found[meeting].append(topic)
    return found


def _proposals(village: Village, meetings: list[Meeting]) -> dict[UUID, list[Gathered]]:
    heard_by = _earlier(village, meetings)
    for one in meetings:
        heard_by[one.id].append(one.id)
    rows = Proposal.objects.filter(village=village, meeting__in=list(heard_by), deleted_at__isnull=True)
    found: dict[UUID, list[Gathered]] = defaultdict(list)
    listed = list(rows.order_by("hamlet", "id"))
    kin = ancestry.ancestry(
        ancestry.Wish(str(one.id), str(one.merged_into or ""), str(one.split_from or "")) for one in listed
    )
    for row in listed:
        if not kin.stands(str(row.id)):
            continue
        for meeting in heard_by[row.meeting]:
            found[meeting].append(_seen(row))
    return found


def _earlier(village: Village, meetings: list[Meeting]) -> dict[UUID, list[UUID]]:
    """Which of ``meetings`` decide on what earlier, accepted meetings of their year asked for."""
    deciding: dict[int, list[UUID]] = defaultdict(list)
    for one in meetings:
        if one.type in DECIDES_ON_PROPOSALS and one.fiscal_year:
            deciding[one.fiscal_year].append(one.id)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    if deciding:
        rows = Meeting.objects.filter(
            village=village, fiscal_year__in=list(deciding), status__in=CLOSED_STATUSES, deleted_at__isnull=True
        )
        for key, year in rows.values_list("id", "fiscal_year"):
            found[key] += deciding[year]
    return found


def _seen(row: Proposal) -> Gathered:
    return Gathered(
        activity=row.activity,
        where=", ".join(part for part in (row.place, row.hamlet) if part),
        source=label(row, "source"),
        on_behalf=label(row, "proposer_element"),
    )
