"""What the offices have done with meetings that wait, and what a desk finds strange in a village's records."""

from datetime import timedelta

from backend.demo.meeting import Written
from backend.demo.pen import Change, Pen
from backend.demo.plan import Place
from backend.kernel.actor import Actor
from meetings import judging, review, taking
from meetings.judging import Judgement
from meetings.models import Meeting
from meetings.terms import LineSaid, ReviewLevel
from villages.board.dossier import dossier

WELL = 3
"""So many lines are found right before one is asked about."""
ASKED = "Harga satuan ini di atas standar harga kabupaten. Mohon tunjukkan hasil surveinya."
NAMES_TWICE = 24
"""So many people stand on both lists of a meeting that was recorded twice."""
COPIED = ("type", "fiscal_year", "level", "hamlet", "convener", "chair", "planned_start", "place", "status")


def looks_closely(meeting: Meeting, officer: Actor) -> None:
    """An officer takes the meeting and goes through its budget."""
    level = ReviewLevel.KECAMATAN
    taking.take(meeting, by=officer, level=level)
    lines = judging.lines_of(meeting)[: WELL + 1]
    said = {line.record: Judgement(LineSaid.OK) for line in lines}
    said[lines[-1].record] = Judgement(LineSaid.QUESTION, ASKED)
    judging.judge_lines(meeting, by=officer, level=level, said=said)


def accepts_first(meeting: Meeting, officer: Actor) -> None:
    """One of two offices accepts; the meeting waits for the other."""
    review.approve(meeting, by=officer, seen=dossier(review.subject_of(meeting.village, meeting.id)).digest)


def recorded_again(place: Place, written: Written) -> list[Change]:
    """A second, shorter record of the same meeting, begun on another phone."""
    pen = Pen(f"{place.code}/{written.plan.kind}/again", place.id, written.plan.start + timedelta(hours=3))
    head = next(one["set"] for one in written.changes if one["kind"] == "meeting")
    facts = {name: head[name] for name in COPIED if name in head}
    again = pen.record("meeting", title=f"{written.plan.title} (catatan kedua)", **facts)
    people = [one["set"] for one in written.changes if one["kind"] == "attendance"]
    for said in people[:NAMES_TWICE]:
        pen.record(
            "attendance", meeting=again, **{name: said[name] for name in ("name", "gender", "element", "status")}
        )
    return pen.changes
