"""Verbs of the look at a meeting's parts: a verdict per line of the budget, the checklist, words to the village."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from meetings import review
from meetings.models import CheckAnswer, LineVerdict, Meeting, Remark
from meetings.review import About, NoteMissing
from meetings.terms import CheckItem, LineSaid, ReviewLevel
from sync import edit, kinds, ledger

LINE = "budget_item"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the budget on the desk, and what the offices said of it."""

    record: UUID
    name: str
    amount: int
    version: int
    verdicts: tuple[LineVerdict, ...]

    def by(self, level: str | None) -> LineVerdict | None:
        """What one office said."""
        return next((one for one in self.verdicts if one.level == level), None)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer says of one line."""

    said: LineSaid
    note: str = ""


def lines_of(meeting: Meeting) -> list[Line]:
    """The lines of the budget that hang on a meeting, in its order. Two queries."""
    verdicts: dict[UUID, list[LineVerdict]] = {}
    for one in LineVerdict.objects.filter(village=meeting.village_id, meeting=meeting.id).select_related("by"):
        verdicts.setdefault(one.record, []).append(one)
    return [
        Line(row["id"], row["name"], row["amount"] or 0, row["version"], tuple(verdicts.get(row["id"], ())))
        for row in _rows(meeting)
    ]


@transaction.atomic
def judge_lines(meeting: Meeting, *, by: Actor, level: ReviewLevel, said: Mapping[UUID, Judgement]) -> int:
    """Keeps what an office says of lines; a question or a return becomes a remark that reaches the phone at the line.

    Answers how many verdicts are new or other ones. Raises ``NoteMissing``: only ``ok`` needs no words; ``NotFound``
    for a line that is not of the meeting.
    """
    ledger.lock(meeting.village_id)
    lines = {line.record: line for line in lines_of(meeting)}
    if not said.keys() <= lines.keys():
        raise NotFound
    changed = 0
    for record, judgement in said.items():
        line, note = lines[record], judgement.note.strip()
        if judgement.said != LineSaid.OK and not note:
            raise NoteMissing
        before = line.by(level)
        if before and (before.said, before.note, before.version) == (judgement.said, note, line.version):
            continue
        LineVerdict.objects.update_or_create(
            village=meeting.village,
            record=record,
            level=level,
            defaults={
                "meeting": meeting.id,
                "version": line.version,
                "said": judgement.said,
                "note": note,
                "by_id": by.user,
                "at": clock.now(),
            },
        )
        if judgement.said != LineSaid.OK and (before is None or before.note != note):
            review.remark_on(meeting, by=by, text=note, about=About(LINE, record))
        changed += 1
    return changed


@transaction.atomic
def answer_checklist(
    meeting: Meeting, *, by: Actor, level: ReviewLevel, answers: Mapping[CheckItem, tuple[bool | None, str]]
) -> None:
    """Keeps an office's answers; an item with neither answer nor remark is emptied."""
    ledger.lock(meeting.village_id)
    for item, (answer, note) in answers.items():
        place: dict[str, Any] = {"village": meeting.village, "meeting": meeting.id, "level": level, "item": item}
        if answer is None and not note.strip():
            CheckAnswer.objects.filter(**place).delete()
            continue
        CheckAnswer.objects.update_or_create(
            **place, defaults={"answer": answer, "note": note.strip(), "by_id": by.user, "at": clock.now()}
        )


def checklist_of(meeting: Meeting, level: str | None) -> list[tuple[CheckItem, CheckAnswer | None]]:
    """Every item with an office's answer. One query."""
    found = CheckAnswer.objects.filter(village=meeting.village_id, meeting=meeting.id, level=level or "")
    given = {one.item: one for one in found}
    return [(item, given.get(item)) for item in CheckItem]


@transaction.atomic
def say(meeting: Meeting, *, by: Actor, text: str, about: About | None) -> UUID:
    """Writes to the village without sending the meeting back. Raises ``NoteMissing``."""
    if not text.strip():
        raise NoteMissing
    ledger.lock(meeting.village_id)
    return review.remark_on(meeting, by=by, text=text.strip(), about=about)


@transaction.atomic
def settle(meeting: Meeting, remark: UUID, *, by: Actor, resolved: bool) -> None:
    """Marks a remark as settled or as open again; raises ``NotFound``."""
    ledger.lock(meeting.village_id)
    found = Remark.objects.filter(
        village=meeting.village_id, meeting=meeting.id, id=remark, deleted_at__isnull=True
    ).first()
    if found is None:
        raise NotFound
    edit.edit(found, by=by, resolved=resolved)


def _rows(meeting: Meeting) -> list[dict[str, Any]]:
    kind = kinds.find(LINE)
    if kind is None:
        return []
    where: dict[str, Any] = {"village": meeting.village_id, "meeting": meeting.id, "deleted_at": None}
    found: QuerySet[Any] = kind.model._default_manager.filter(**where)
    return list(found.order_by("order", "id").values("id", "name", "amount", "version"))
