"""What the meetings adopted against what stands in the APB Desa, line by line. Reads public snapshots only."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from budgets.lives import Row, Threads
from budgets.terms import IN_BUDGET
from meetings.terms import MeetingType
from villages.models import Publication


class Standing(TextChoices):
    """How an adopted activity stands in the budget, the gravest first."""

    VANISHED = "refused", _("Tidak ada di APB Desa")
    DROPPED = "deferred", _("Tidak dilanjutkan")
    CHANGED = "open", _("Biayanya berubah")
    NEW = "higher_list", _("Baru di APB Desa")
    SAME = "adopted", _("Sama")


@dataclass(slots=True)
class Line:
    """One activity in both; ``None`` where it stands in one of them only. The values of ``Standing`` name its chip."""

    row: Row
    adopted: int | None = None
    adopted_number: int | None = None
    budget: int | None = None
    budget_number: int | None = None
    reason: str = ""
    dropped: bool = False

    @property
    def standing(self) -> Standing:
        """What a villager should know first."""
        if self.budget is None:
            return Standing.DROPPED if self.dropped else Standing.VANISHED
        if self.adopted is None:
            return Standing.NEW
        return Standing.SAME if self.adopted == self.budget else Standing.CHANGED

    @property
    def difference(self) -> int:
        """How much more (or less) the budget gives than was adopted."""
        return (self.budget or 0) - (self.adopted or 0)


def compared(publications: Iterable[Publication]) -> list[Line]:
    """The lines of all publications of a year, superseded ones too, so that what a correction left out is seen.

    Empty where no budget was published: then there is nothing to compare with.
    """
    threads: Threads[Line] = Threads()
    lines: list[Line] = []
    published = sorted(publications, key=lambda one: one.number)
    # The APB Desa itself goes before what meetings said of it.
    itself = any("budget" in one.snapshot and one.current for one in published)
    for one in published:
        plan = one.snapshot.get("plan", {})
        of_meeting = one.snapshot.get("decision", {}).get("type") == MeetingType.MUSDES_APBDES
        of_budget = "budget" in one.snapshot
        for row in _activities(one) if of_budget else plan.get("items", ()):
            line = threads.of(row) or _begun(lines, row)
            threads.add(row, line)
            if of_budget or (not itself and (of_meeting or row.get("state") in IN_BUDGET)):
                if one.current:
                    line.budget, line.budget_number = row.get("amount", 0), one.number
            else:
                line.adopted, line.adopted_number = row.get("amount", 0), one.number
        for row in plan.get("dropped", ()):
            known = threads.of(row)
            if known is not None:
                known.dropped, known.reason = True, row.get("reason", "")
    if all(line.budget is None for line in lines):
        return []
    order = list(Standing)
    return sorted(lines, key=lambda line: (order.index(line.standing), str(line.row.get("account", "")) or "9"))


def _activities(publication: Publication) -> Iterable[Row]:
    """The activities of an APB Desa as rows of a plan, with the id of what was adopted where it is known."""
    for row in publication.snapshot["budget"]["rows"]:
        if row.get("is_work"):
            yield {
                "id": row.get("item", ""),
                "account": row["activity"],
                "name": row["name"],
                "amount": row["amount"],
            }


def _begun(lines: list[Line], row: Row) -> Line:
    lines.append(Line(row))
    return lines[-1]
