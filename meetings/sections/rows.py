"""The live rows of one meeting that its sections read."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, QuerySet, Value

from meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceTally,
    Meeting,
    Photo,
    Publicity,
    Remark,
    Session,
    Signature,
)
from sync.models import SyncedRecord
from villages.board.sections import Subject

SUBJECT = "meeting"
SUBJECTS = frozenset({SUBJECT})
HANGING = (Session, Attendance, AttendanceTally, AgendaItem, Photo, Signature, Publicity, Remark)

Row = TypeVar("Row", bound=SyncedRecord)


def nothing(_: Subject) -> None:
    """The snapshot of a section that only checks: the board shows nothing of it."""


def meeting_of(subject: Subject) -> Meeting:
    """The meeting that ``subject`` names. One query a look."""
    if SUBJECT not in subject.read:
        subject.read[SUBJECT] = Meeting.objects.get(village=subject.village.pk, id=subject.key, deleted_at__isnull=True)
    found: Meeting = subject.read[SUBJECT]
    return found


def of(subject: Subject, model: type[Row]) -> QuerySet[Row]:
    """The rows of ``model`` that hang on the meeting, oldest first. One query when evaluated."""
    return model._default_manager.filter(
        village=subject.village.pk, meeting=subject.key, deleted_at__isnull=True
    ).order_by("id")


def versions(subject: Subject) -> list[list[Any]]:
    """Which version of every row the officer sees, deleted ones too. One query."""
    return list_versions(
        Meeting.objects.filter(village=subject.village.pk, id=subject.key),
        *(model._default_manager.filter(village=subject.village.pk, meeting=subject.key) for model in HANGING),
    )


def list_versions(*querysets: QuerySet[Any]) -> list[list[Any]]:
    """Kind, id and version of all rows, in a steady order. One query."""
    first, *rest = [
        rows.order_by()
        .annotate(kind=Value(rows.model._meta.model_name), row=F("id"), at=F("version"))
        .values_list("kind", "row", "at")
        for rows in querysets
    ]
    found: list[tuple[str, UUID, int]] = list(first.union(*rest, all=True))
    return [[kind, str(row), at] for kind, row, at in sorted(found)]
