"""What phones carry of a deliberation (``docs/records.md``)."""

from collections.abc import Iterable, Sequence
from typing import Any

from celery import current_app
from django.utils.translation import gettext as _

from meetings import rules
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
from meetings.terms import CLOSED_STATUSES, PHONE_STATUSES, AttendanceStatus, MeetingStatus, PhotoPurpose
from sync.kinds import Breach, Kind, Taken, Values, register
from sync.terms import Policy


def changed(before: Values | None, after: Values, *names: str) -> bool:
    """Whether one of these fields is another one than before."""
    return any((before or {}).get(name) != after.get(name) for name in names)


def meeting_breaches(before: Values | None, after: Values) -> Iterable[Breach]:
    """What is handed in has a title."""
    if after.get("status") == MeetingStatus.SUBMITTED and not after.get("title"):
        yield Breach("title", "title_missing", _("Isi judul musyawarah sebelum mengajukan."))


def session_breaches(before: Values | None, after: Values) -> Iterable[Breach]:
    """A sitting ends after it began."""
    if changed(before, after, "started_at", "ended_at") and rules.ends_before_start(
        after.get("started_at"), after.get("ended_at")
    ):
        yield Breach("ended_at", "ends_before_start", _("Jam selesai lebih awal dari jam mulai. Periksa jamnya."))


def attendance_breaches(before: Values | None, after: Values) -> Iterable[Breach]:
    """Nobody leaves before coming."""
    if changed(before, after, "arrived_at", "left_at") and rules.ends_before_start(
        after.get("arrived_at"), after.get("left_at")
    ):
        yield Breach("left_at", "ends_before_start", _("Jam pulang lebih awal dari jam datang. Periksa jamnya."))


def photo_breaches(before: Values | None, after: Values) -> Iterable[Breach]:
    """The fingerprints of its files are such as files can have; it need not have an original."""
    wrong = _("Sidik berkas foto tidak benar. Ambil ulang fotonya.")
    if changed(before, after, "sha256") and not rules.is_sha256(after.get("sha256", "")):
        yield Breach("sha256", "sha256_malformed", wrong)
    if changed(before, after, "original") and after.get("original") and not rules.is_sha256(after["original"]):
        yield Breach("original", "sha256_malformed", wrong)


def is_closed(meeting: Values) -> bool:
    """An accepted meeting takes phones' changes only as amendments."""
    return meeting.get("status") in CLOSED_STATUSES


def nudge_checks(taken: Sequence[Taken]) -> None:
    """Has meetings that were handed in looked over; where the message is lost the sweep finds them."""
    for one in taken:
        if one.values.get("status") == MeetingStatus.SUBMITTED:
            check = current_app.tasks["meetings.tasks.check_meeting"]
            check.apply_async((str(one.village), str(one.record)), retry=False)  # the phone waits for its answer


def shows_publicity(photo: Values) -> bool:
    """A banner is photographed where it hangs, which is after the record was approved."""
    return photo.get("purpose") == PhotoPurpose.BANNER


def read_present(offered: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 said ``present``; a ``status`` beside it is the newer word and stands."""
    if not isinstance(offered.get("present"), bool):
        return offered
    rest = {name: value for name, value in offered.items() if name != "present"}
    status = AttendanceStatus.PRESENT if offered["present"] else AttendanceStatus.ABSENT
    return {"status": status.value, **rest}


register(
    Kind(
        name="meeting",
        model=Meeting,
        fields=(
            *("type", "title", "fiscal_year", "number", "level", "hamlet", "convener", "chair", "minute_taker"),
            *("speakers", "planned_start", "place", "rules", "invitation_number", "invited_on", "invited_count"),
            *("legal_basis", "opening_note", "summary", "decision_method", "ranking_method"),
            *("votes_for", "votes_against", "votes_abstained", "objections"),
            *("status", "attendance_mode", "submitted_at", "review_note", "reviewed_at"),
        ),
        policies={
            "opening_note": Policy.TEXT,  # prose: each adds a paragraph
            "summary": Policy.TEXT,
            "objections": Policy.TEXT,
        },
        required=frozenset({"type", "title"}),
        desk=frozenset({"review_note", "reviewed_at"}),
        desk_words={"status": frozenset(MeetingStatus.values) - PHONE_STATUSES},
        breaches=meeting_breaches,
        closed=is_closed,
        taken=nudge_checks,
    )
)

register(
    Kind(
        name="session",
        model=Session,
        fields=("meeting", "started_at", "ended_at", "place", "outcome", "note"),
        policies={"note": Policy.TEXT},  # prose: each adds a paragraph
        parents=("meeting",),
        required=frozenset({"meeting"}),
        breaches=session_breaches,
    )
)

register(
    Kind(
        name="attendance",
        model=Attendance,
        fields=(
            *("meeting", "name", "gender", "element", "capacity", "position", "hamlet", "rt", "rw", "phone"),
            *("status", "reason", "represents", "sessions", "arrived_at", "left_at", "signature", "vulnerable"),
            *("invited_on", "invitation_received"),
        ),
        policies={
            "sessions": Policy.UNION,  # two doors, two sittings: the person was at both
            "vulnerable": Policy.UNION,  # one saw the age, another the disability
        },
        parents=("meeting",),
        required=frozenset({"meeting", "name"}),
        restricted=frozenset({"name", "rt", "rw", "phone", "reason", "represents", "signature", "vulnerable"}),
        breaches=attendance_breaches,
        translate=read_present,
    )
)

register(
    Kind(
        name="attendance_tally",
        model=AttendanceTally,
        fields=("meeting", "element", "gender", "present", "photos"),
        policies={"photos": Policy.UNION},  # sheets photographed by two phones are all evidence
        parents=("meeting",),
        required=frozenset({"meeting", "element", "gender", "present"}),
    )
)

register(
    Kind(
        name="agenda_item",
        model=AgendaItem,
        fields=(
            *("meeting", "order", "topic", "presenter", "proposer", "proposer_element", "discussion", "response"),
            *("outcome", "reason", "decision", "decision_method"),
            *("votes_for", "votes_against", "votes_abstained", "follow_up"),
        ),
        policies={
            "order": Policy.LATEST,  # a place in a list, nothing is lost
            "discussion": Policy.TEXT,  # prose: two note takers add paragraphs
            "response": Policy.TEXT,
            "decision": Policy.TEXT,
        },
        parents=("meeting",),
        required=frozenset({"meeting", "topic"}),
        restricted=frozenset({"proposer"}),
    )
)

register(
    Kind(
        name="photo",
        model=Photo,
        fields=(
            *("meeting", "progress_report", "purpose", "caption", "taken_at", "latitude", "longitude"),
            *("sha256", "size", "media_type", "width", "height", "publishable", "original"),
        ),
        policies={"caption": Policy.LATEST},  # a legend; the picture is the evidence
        parents=("meeting", "progress_report"),
        required=frozenset({"sha256", "size", "media_type"}),
        restricted=frozenset({"latitude", "longitude", "original"}),
        breaches=photo_breaches,
        late=shows_publicity,
    )
)

register(
    Kind(
        name="signature",
        model=Signature,
        fields=("meeting", "role", "name", "position", "strokes", "signed_at"),
        parents=("meeting",),
        required=frozenset({"meeting", "role", "name"}),
        restricted=frozenset({"name", "strokes"}),
    )
)

register(
    Kind(
        name="publicity",
        model=Publicity,
        fields=("meeting", "medium", "place", "published_on", "photo", "note"),
        parents=("meeting",),
        outlives=True,  # a banner goes up after the record was approved
        required=frozenset({"medium"}),
    )
)

register(
    Kind(
        name="remark",
        model=Remark,
        fields=(
            *("meeting", "about_kind", "about_record", "about_field"),
            *("text", "author_name", "author_role", "resolved"),
        ),
        parents=("meeting",),
        outlives=True,  # a talk between desk and village changes no record
        required=frozenset({"meeting", "text"}),
        restricted=frozenset({"text", "author_name"}),
    )
)
