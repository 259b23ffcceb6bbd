"""The coverage picture: every village of an officer's area by the meetings that it owes for a fiscal year."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Min, Q, QuerySet

from backend.kernel import clock
from meetings import rules
from meetings.models import Meeting, Session
from meetings.queries import days_off
from meetings.rules.calendar import DUES, Due, Step
from meetings.terms import Coverage, SessionOutcome
from villages.models import Village
from villages.rules import KABUPATEN
from villages.terms import HOLDS_MUSDES, ZONE_NAMES

REPORT_DAYS = 7
"""Working days for the report where a meeting's own rules say nothing (Kabupaten Kebumen's standard, domain §1.5)."""
UNREPORTED = frozenset({Coverage.NOT_HELD, Coverage.MISSED, Coverage.PLANNED, Coverage.HELD, Coverage.RETURNED})
"""Nothing of such a meeting waits at the desk or stands on the board."""

MARKS = dict(zip(Coverage, "nmphsrab", strict=True))
"""The style of a cell in one letter: four thousand of them stand on a page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One village and one due meeting: how far it is, and whether it is late."""

    due: Due
    state: Coverage
    late: bool

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def unreported(self) -> bool:
        """Whether the village still owes the report of it."""
        return self.state in UNREPORTED


@dataclass(frozen=True, slots=True)
class Line:
    """One village of the picture."""

    village: UUID
    code: str
    name: str
    kecamatan: str
    cells: tuple[Cell, ...]

    @property
    def late(self) -> int:
        """How many of its meetings are late."""
        return sum(cell.late for cell in self.cells)

    @property
    def unreported(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.unreported and cell.late)


def picture(villages: QuerySet[Village], fiscal_year: int) -> list[Line]:
    """A line for each of these villages that holds a musdes, by code. Four queries, whatever their number."""
    places = list(
        villages.filter(region__level__in=HOLDS_MUSDES).values_list(
            "pk", "region_id", "region__name", "region__parent__name", "zone"
        )
    )
    steps = _steps(villages, fiscal_year, {pk: zone for pk, *_between, zone in places})
    today = {zone: clock.today(place) for zone, place in _ZONES.items()}
    return [
        Line(
            village=pk,
            code=code,
            name=name,
            kecamatan=kecamatan or "",
            cells=tuple(_cell(due, steps.get(pk, {}), fiscal_year, today[zone]) for due in DUES),
        )
        for pk, code, name, kecamatan, zone in places
    ]


def sums(lines: Iterable[Line]) -> list[tuple[Due, Counter[Coverage], int]]:
    """For each due meeting: how many villages are how far, and how many are late."""
    found = list(lines)
    return [
        (due, Counter(line.cells[at].state for line in found), sum(line.cells[at].late for line in found))
        for at, due in enumerate(DUES)
    ]


_ZONES = {zone.value: ZoneInfo(name) for zone, name in ZONE_NAMES.items()}
ORDERS: dict[str, Callable[[Line], Any]] = {
    "kode": lambda line: line.code,
    "nama": lambda line: line.name.casefold(),
    "lewat": lambda line: (-line.late, line.code),
}
"""The word in the address -> how the lines are sorted."""


def _cell(due: Due, found: dict[str, list[Step]], fiscal_year: int, today: date) -> Cell:
    step = rules.furthest(one for one in found.get(due.kind, ()) if due.takes(due.kind, one.held_on))
    state, late = rules.coverage(step, due_on=due.by(fiscal_year), today=today)
    return Cell(due, state, late)


def _steps(villages: QuerySet[Village], fiscal_year: int, zones: dict[UUID, str]) -> dict[UUID, dict[str, list[Step]]]:
    """Village -> kind -> how far each meeting is. Three queries."""
    wanted = Q(
        village__in=villages.order_by().values("pk"),
        fiscal_year=fiscal_year,
        type__in={due.kind for due in DUES},
        deleted_at__isnull=True,
    )
    rows = list(
        Meeting.objects.filter(wanted).values_list(
            "village", "id", "type", "status", "planned_start", "rules", "village__region"
        )
    )
    sittings = (
        Session.objects.filter(
            meeting__in=Meeting.objects.filter(wanted).values("id"),
            village__in=villages.order_by().values("pk"),
            outcome=SessionOutcome.HELD,
            deleted_at__isnull=True,
        )
        .order_by()
        .values_list("village", "meeting")
        .annotate(first=Min("started_at"))
    )
    first = {(village, meeting): moment for village, meeting, moment in sittings}
    off = days_off({code[:KABUPATEN] for *_row, code in rows}, {fiscal_year - 1, fiscal_year, fiscal_year + 1})
    found: dict[UUID, dict[str, list[Step]]] = defaultdict(lambda: defaultdict(list))
    for village, meeting, kind, status, planned, said, code in rows:
        if village not in zones:
            continue
        moment = first.get((village, meeting)) or planned
        held_on = moment and moment.astimezone(_ZONES[zones[village]]).date()
        days = (said or {}).get("report_working_days") or REPORT_DAYS
        report = held_on and rules.report_due_on(held_on, days, off.get(code[:KABUPATEN], frozenset()))
        found[village][kind].append(Step(status, held_on, report))
    return found
