"""What lies beside a finding on the officer's page, read from the rows when it is shown.

Rows of a village that the officer may not read stay closed: of them only the village's name is told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Attendance, Meeting, Signature
from meetings.queries import day_of, started
from meetings.rules.doubles import name_key
from meetings.terms import THERE
from sync.models import Blob, SyncedRecord
from villages.board.findings import facts_of
from villages.board.sections import Finding
from villages.models import Village
from villages.terms import Severity

NUMBERS: dict[str, str | Promise] = {
    "days": _("hari sebelum musyawarah"),
    "needed": _("hari menurut aturan"),
    "votes": _("suara dihitung"),
    "present": _("orang hadir"),
    "people": _("orang yang jam datangnya dicatat"),
    "gap": _("detik jarak tengah antarkedatangan"),
    "outside": _("orang di luar jam sidang"),
    "price": _("harga di sini"),
    "usual": _("nilai tengah desa lain"),
    "peers": _("desa lain"),
}
"""What the figures beside a finding count."""

Readable = Callable[[], QuerySet[Village]]
"""The villages that the officer may read, asked for where another village comes in."""

LONGEST_TEXT = 3000

WEIGHTS = (Severity.GRAVE, Severity.ATTENTION, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things that are held against each other; ``closed``: of a village that this officer may not read."""

    title: str
    village: str = ""
    closed: bool = False
    names: tuple[tuple[str, bool], ...] = ()
    text: str = ""
    picture: str = ""
    address: tuple[UUID, UUID] | None = None


@dataclass(slots=True)
class Exhibit:
    """A finding and what lies beside it."""

    finding: Finding
    show: str = ""
    numbers: list[tuple[Any, str | Promise]] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    drawings: list[tuple[str, Any]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """The open findings of one weight."""

    severity: Severity
    exhibits: list[Exhibit]


def groups_of(exhibits: list[Exhibit]) -> list[Group]:
    """The open ones by weight, the gravest first."""
    by_weight = [Group(one, [ex for ex in exhibits if ex.finding.severity == one]) for one in WEIGHTS]
    return [group for group in by_weight if group.exhibits]


def exhibit(finding: Finding, meeting: Meeting, readable: Readable) -> Exhibit:
    """What lies beside ``finding`` of ``meeting``. No query where it is figures only."""
    evidence = finding.evidence
    facts = facts_of(evidence)
    found = Exhibit(finding, evidence.get("show", ""))
    found.numbers = [(facts[name], NUMBERS[name]) for name in evidence.get("numbers", ())]
    fill = _FILLERS.get(found.show)
    if fill is not None:
        fill(found, evidence, meeting, readable)
    return found


def _fill_names(found: Exhibit, evidence: Mapping[str, Any], meeting: Meeting, _readable: Readable) -> None:
    """Two lists of this village, by alphabet or by arrival; what stands on both is marked."""
    order = "arrived_at" if found.show == "order" else "name"
    lists = [list(_there(meeting, one, order)) for one in (meeting.id, UUID(evidence["meeting"]))]
    both = {name_key(one.name) for one in lists[0]} & {name_key(one.name) for one in lists[1]}
    other = Meeting.objects.filter(village=meeting.village_id, id=evidence["meeting"]).first()
    titles = (meeting.title, other.title if other else "")
    found.sides = [
        Side(title, names=tuple((one.name, name_key(one.name) in both) for one in rows))
        for title, rows in zip(titles, lists, strict=True)
    ]


def _there(meeting: Meeting, other: UUID, order: str) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(
        village=meeting.village_id, meeting=other, status__in=THERE, deleted_at__isnull=True
    )
    return (rows.exclude(arrived_at=None) if order == "arrived_at" else rows).order_by(order, "id")


def _fill_strokes(found: Exhibit, evidence: Mapping[str, Any], meeting: Meeting, _readable: Readable) -> None:
    named: dict[str, list[str]] = {}
    for kind, record in evidence["rows"]:
        named.setdefault(kind, []).append(record)
    found.drawings = [
        *((one.name, one.signature) for one in _rows(Attendance, meeting, named.get("attendance", []))),
        *((one.name, one.strokes) for one in _rows(Signature, meeting, named.get("signature", []))),
    ]


Row = TypeVar("Row", bound=SyncedRecord)


def _rows(model: type[Row], meeting: Meeting, records: list[str]) -> QuerySet[Row]:
    return model._default_manager.filter(village=meeting.village_id, id__in=records).order_by("id")


def _fill_people(found: Exhibit, evidence: Mapping[str, Any], meeting: Meeting, readable: Readable) -> None:
    mine = Attendance.objects.filter(village=meeting.village_id, id=evidence["person"]).first()
    theirs = _other_meeting(evidence)
    if mine is None or theirs is None:
        return
    found.sides = [Side(meeting.title, meeting.village.name, names=((_who(mine), True),))]
    if not readable().filter(pk=theirs.village_id).exists():
        found.sides.append(Side("", theirs.village.name, closed=True))
        return
    other = Attendance.objects.filter(village=theirs.village_id, id=evidence["other"]).first()
    names = ((_who(other), True),) if other else ()
    found.sides.append(Side(_titled(theirs), theirs.village.name, names=names, address=_address(theirs)))


def _fill_photos(found: Exhibit, evidence: Mapping[str, Any], meeting: Meeting, readable: Readable) -> None:
    theirs = _other_meeting(evidence)
    if theirs is None:
        return
    mine = Side(meeting.title, meeting.village.name, picture=_picture(meeting.village_id, evidence["photo"]))
    if theirs.village_id != meeting.village_id and not readable().filter(pk=theirs.village_id).exists():
        found.sides = [mine, Side("", theirs.village.name, closed=True)]
        return
    picture = _picture(theirs.village_id, evidence["other"])
    found.sides = [mine, Side(_titled(theirs), theirs.village.name, picture=picture, address=_address(theirs))]


def _fill_own_photos(found: Exhibit, evidence: Mapping[str, Any], meeting: Meeting, _readable: Readable) -> None:
    arrived = Blob.objects.filter(village=meeting.village_id, sha256__in=evidence["photos"])
    found.pictures = [_picture(meeting.village_id, sha256) for sha256 in arrived.values_list("sha256", flat=True)]


def _picture(village: UUID, sha256: str) -> str:
    return reverse("desk:photo", kwargs={"village": str(village), "sha256": sha256})


def _fill_texts(found: Exhibit, evidence: Mapping[str, Any], meeting: Meeting, readable: Readable) -> None:
    theirs = _other_meeting(evidence)
    if theirs is None:
        return
    found.sides = [Side(meeting.title, meeting.village.name, text=_minutes(meeting))]
    if theirs.village_id != meeting.village_id and not readable().filter(pk=theirs.village_id).exists():
        found.sides.append(Side("", theirs.village.name, closed=True))
        return
    text = _minutes(theirs)
    found.sides.append(Side(_titled(theirs), theirs.village.name, text=text, address=_address(theirs)))


def _minutes(meeting: Meeting) -> str:
    rows = AgendaItem.objects.filter(village=meeting.village_id, meeting=meeting.id, deleted_at__isnull=True)
    parts = [
        part for one in rows.order_by("order", "id") for part in (one.discussion, one.response, one.decision) if part
    ]
    return Truncator("\n".join(parts)).chars(LONGEST_TEXT)


def _other_meeting(evidence: Mapping[str, Any]) -> Meeting | None:
    found = started(Meeting.objects.filter(village=evidence["village"], id=evidence["meeting"]))
    return found.select_related("village__region").first()


def _who(row: Attendance) -> str:
    return ", ".join(part for part in (row.name, str(row.get_gender_display()), row.hamlet) if part)


def _titled(meeting: Meeting) -> str:
    day = day_of(meeting)
    return f"{meeting.title} ({day:%d-%m-%Y})" if day else meeting.title


def _address(meeting: Meeting) -> tuple[UUID, UUID]:
    return meeting.village_id, meeting.id


Filler = Callable[[Exhibit, Mapping[str, Any], Meeting, Readable], None]
_FILLERS: dict[str, Filler] = {
    "names": _fill_names,
    "order": _fill_names,
    "strokes": _fill_strokes,
    "people": _fill_people,
    "photos": _fill_photos,
    "own_photos": _fill_own_photos,
    "texts": _fill_texts,
}
