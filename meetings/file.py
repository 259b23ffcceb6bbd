"""All that an officer is shown of one meeting: what becomes public, and what stays in the village's own circle."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from meetings import doubles, judging, queries, taking, twins
from meetings.doubles import Double, Joined
from meetings.judging import Line
from meetings.models import Attendance, DoubleVerdict, Meeting, Photo, Remark, Taking
from meetings.review import SUBJECT, subject_of
from meetings.terms import THERE, MeetingStatus
from meetings.twins import JoinedTwin, Twin
from sync import history, ledger, wording
from sync.history import Difference, Part
from sync.kinds import find
from sync.models import Blob, Conflict, Held, LedgerEntry
from villages.board.dossier import Dossier, dossier
from villages.models import Publication, Village

STEPS = frozenset({"status", "submitted_at", "review_note", "reviewed_at"})
"""Fields of a meeting that tell how far it is, not what was recorded."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A photograph; whether its bytes have arrived, and those of the camera's own file."""

    photo: Photo
    arrived: bool
    original: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A remark, and in words what it is about."""

    remark: Remark
    about: str


class File:
    """One meeting as it stands now; what not every answer needs is read when it is asked for."""

    def __init__(self, village: Village, meeting: Meeting) -> None:
        self.village = village
        self.meeting = meeting
        self.rows = queries.file_of(village.pk, meeting.id)
        self.head = ledger.head(village.pk)  # before the dossier: what comes in between is told as a difference
        self.dossier: Dossier = dossier(subject_of(village, meeting.id))

    @property
    def turnout(self) -> dict[str, Any]:
        """The sums of attendance that the board will show."""
        return self.dossier.snapshot.get("turnout") or {}

    @cached_property
    def parts(self) -> list[Part]:
        """Every record of the meeting. One query a kind."""
        return history.parts_of(SUBJECT, self.village.pk, self.meeting.id)

    @property
    def attendance(self) -> list[Attendance]:
        """Those who came first, then by name. No query."""
        return sorted(self.rows.attendance, key=lambda one: (one.status not in THERE, one.name.casefold()))

    @cached_property
    def _said_of_pairs(self) -> list[DoubleVerdict]:
        return doubles.verdicts_of(self.meeting)

    @cached_property
    def doubles(self) -> list[Double]:
        """Entries that may be one person. One query."""
        return doubles.suggested(self.rows.attendance, self._said_of_pairs)

    @cached_property
    def joined_pairs(self) -> list[Joined]:
        """Entries that somebody made one. One query beyond ``doubles``, where there are any."""
        return doubles.joined_pairs(self.meeting, self._said_of_pairs)

    @cached_property
    def shots(self) -> list[Shot]:
        """The photographs, public or not. One query."""
        photos = self.rows.photos
        named = [*(one.sha256 for one in photos), *(one.original for one in photos if one.original)]
        sent = Blob.objects.filter(village=self.village, sha256__in=named)
        arrived = set(sent.values_list("sha256", flat=True))
        return [Shot(one, one.sha256 in arrived, one.original in arrived) for one in photos]

    @property
    def arrived(self) -> bool:
        """Whether there is any photograph to look at. No query beyond ``shots``."""
        return any(one.arrived for one in self.shots)

    @cached_property
    def remarks(self) -> list[Said]:
        """The thread between desk and village, oldest first. No query beyond ``parts``."""
        parts = {part.record: part for part in self.parts}
        return [Said(one, _about(one, parts.get(one.about_record))) for one in self.rows.remarks]

    @cached_property
    def twins(self) -> list[Twin]:
        """Other records that may be of this meeting. Four queries at most."""
        return twins.suggested(self.meeting)

    @cached_property
    def joined_twins(self) -> list[JoinedTwin]:
        """Records that were joined into this one. Two queries."""
        return twins.joined(self.meeting)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the budget with what the offices said of them. Two queries."""
        return judging.lines_of(self.meeting)

    @cached_property
    def takings(self) -> list[Taking]:
        """Who has taken it to review it. One query."""
        return taking.takings_of([self.meeting]).get((self.meeting.village_id, self.meeting.id), [])

    def taken_at(self, level: str | None) -> Taking | None:
        """Who of an office has taken it."""
        return next((one for one in self.takings if one.level == level), None)

    @cached_property
    def publication(self) -> Publication | None:
        """What the board shows of it now. One query."""
        shown = Publication.objects.filter(village=self.village, subject_kind=SUBJECT, subject_key=self.meeting.id)
        return shown.filter(current=True).defer("snapshot").first()

    @cached_property
    def since_returned(self) -> list[Difference]:
        """What the village changed after the desk last sent it back. At most four queries."""
        entries = LedgerEntry.objects.filter(village=self.village, kind=SUBJECT, record=self.meeting.id)
        last = entries.filter(set__status=MeetingStatus.RETURNED).order_by("-number").first()
        return self.since(last.number) if last else []

    def since(self, number: int) -> list[Difference]:
        """What was changed in the meeting after a ledger number. Two queries."""
        told = [part for part in self.parts if part.kind != "remark"]
        found = history.differences_after(self.village.pk, told, number, zone=self.village.timezone)
        return [one for one in found if one.record != self.meeting.id or one.name not in STEPS]

    @cached_property
    def conflicts(self) -> int:
        """How many of its records have two differing entries. One query."""
        return self._waiting(Conflict.objects.filter(settled_at__isnull=True))

    @cached_property
    def held(self) -> int:
        """How many late changes of its records wait. One query."""
        return self._waiting(Held.objects.filter(decision=""))

    def _waiting(self, rows: Any) -> int:
        records = {part.record for part in self.parts}
        return int(rows.filter(village=self.village, record__in=records).count())


def _about(remark: Remark, part: Part | None) -> str:
    """``Agenda: Jalan dusun, keputusan``; empty where a remark is about the whole."""
    kind = find(remark.about_kind)
    if kind is None:
        return ""
    words: Iterable[str] = (
        "" if kind.name == SUBJECT else wording.kind_label(kind),
        "" if part is None or kind.name == SUBJECT else part.title,
        wording.field_label(kind, remark.about_field) if remark.about_field else "",
    )
    return ": ".join(word for word in words if word)
