"""How far the year's activities are: work done, money spent, what is not finished, what is left."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from budgets.models import BudgetItem, ProgressReport
from budgets.sections.plan import EXACT
from budgets.terms import IN_BUDGET, ItemState
from meetings.models import Photo
from meetings.sections.evidence import PICTURES, SHOWABLE
from meetings.sections.record import filled, label
from meetings.sections.rows import meeting_of
from meetings.terms import MeetingType
from villages.board.duties import Duty
from villages.board.sections import Pictures, Snapshot, Subject

ACCOUNTS_FOR = (MeetingType.MUSDES_PELAKSANAAN, MeetingType.MUSDES_LPJ)
"""Meetings at which the village says what it did and spent."""

FINISHED = (ItemState.DONE, ItemState.ACCOUNTED_FOR)
WHOLE = 100


def progress(subject: Subject) -> Snapshot | None:
    """What became of the activities of the year's budget; ``None`` where the meeting does not account for them."""
    meeting, items = meeting_of(subject), carried_out(subject)
    if not items:
        return None
    latest = latest_reports(subject.village.pk, [one.id for one in items])
    pictures = _pictures(subject.village.pk, latest.values())
    rows = [_row(one, latest.get(one.id), pictures) for one in items]
    budget, spent = sum(one["amount"] for one in rows), sum(one.get("spent", 0) for one in rows)
    return {
        "fiscal_year": meeting.fiscal_year,
        "budget": min(budget, EXACT),
        "spent": min(spent, EXACT),
        "left": max(-EXACT, min(budget - spent, EXACT)),
        "reported": sum("percent" in one or "spent" in one for one in rows),
        "items": rows,
    }


def carried_out(subject: Subject) -> list[BudgetItem]:
    """The activities of the year's budget; none where the meeting does not account for them. One query."""
    meeting = meeting_of(subject)
    if meeting.type not in ACCOUNTS_FOR:
        return []
    found = BudgetItem.objects.filter(
        village=subject.village.pk, fiscal_year=meeting.fiscal_year, state__in=IN_BUDGET, deleted_at__isnull=True
    )
    return list(found.order_by("account", "order", "id"))


def informs(snapshot: Snapshot) -> frozenset[Duty]:
    """Money and work are told once anything of either was reported; what is unfinished, always."""
    rows = snapshot["items"]
    met = {Duty.UNFINISHED}
    if any("spent" in one for one in rows):
        met |= {Duty.MONEY_SPENT, Duty.MONEY_LEFT}
    if any("percent" in one or one["finished"] for one in rows):
        met.add(Duty.WORK_DONE)
    return frozenset(met)


def latest_reports(village: UUID, items: Iterable[UUID]) -> dict[UUID, ProgressReport]:
    """The newest report on each of these activities. One query."""
    found = ProgressReport.objects.filter(village=village, budget_item__in=items, deleted_at__isnull=True)
    return {one.budget_item: one for one in found.order_by("reported_on", "id")}


def told(report: ProgressReport | None) -> dict[str, Any]:
    """What of a report is public; its note may name people and stays in the village."""
    if report is None:
        return {}
    return {
        name: value
        for name, value in {
            "percent": report.physical_percent,
            "spent": report.spent,
            "reported_on": report.reported_on and report.reported_on.isoformat(),
        }.items()
        if value is not None
    }


def shown(snapshot: Mapping[str, Any]) -> frozenset[str]:
    """The photographs of work that a snapshot shows."""
    return frozenset(photo["sha256"] for one in snapshot["items"] for photo in one.get("photos", ()))


SHOWN = Pictures(shown=shown, jpeg=PICTURES.jpeg)


def _pictures(village: UUID, reports: Iterable[ProgressReport]) -> dict[UUID, list[Snapshot]]:
    """The released photographs of these reports. One query."""
    found = Photo.objects.filter(
        village=village,
        progress_report__in=[one.id for one in reports],
        publishable=True,
        purpose__in=SHOWABLE,
        deleted_at__isnull=True,
    )
    pictures: dict[UUID, list[Snapshot]] = defaultdict(list)
    for one in found.order_by("id"):
        pictures[one.progress_report].append(
            filled(
                sha256=one.sha256,
                caption=one.caption,
                purpose_label=label(one, "purpose"),
                width=one.width,
                height=one.height,
            )
        )
    return pictures


def _row(item: BudgetItem, report: ProgressReport | None, pictures: Mapping[UUID, list[Snapshot]]) -> Snapshot:
    reported = told(report)
    return {
        **filled(
            id=str(item.id),
            name=item.name,
            account=item.account,
            place=item.place,
            hamlet=item.hamlet,
            state=item.state,
            state_label=label(item, "state"),
            photos=pictures.get(report.id) if report else None,
        ),
        "amount": item.amount or 0,
        "finished": item.state in FINISHED or reported.get("percent") == WHOLE,
        **reported,
    }
