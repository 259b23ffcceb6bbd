"""One deliberation as a phone records it, from the invitation to the signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from backend.demo import attendance, evidence, minutes, money
from backend.demo.pen import Change, Pen, rng
from backend.demo.plan import ADOPTED, Line, Place, Plan, Scene, lines_for
from backend.demo.talk import ROMAN, talk
from backend.kernel.money import rupiah

REQUIRED_ELEMENTS = ["agama", "masyarakat", "miskin", "pendidik", "perempuan", "tani"]
CONVENERS = {"musperempuan": "village_government", "musdus": "hamlet_head"}
INVITED_BEFORE = timedelta(days=7)
LASTS = timedelta(minutes=150)
REPORT_AFTER = timedelta(days=3)
LATE_REPORT_AFTER = timedelta(days=20)


@dataclass(slots=True)
class Written:
    """What a phone holds afterwards: the changes, the photographs by SHA-256, and where to find things again."""

    plan: Plan
    meeting: str
    changes: list[Change]
    photos: dict[str, bytes] = field(default_factory=dict)
    people: Sequence[str] = ()


def write(place: Place, plan: Plan, *, seed: str) -> Written:
    """The whole meeting; the same every time for the same village, plan and seed."""
    pen, chance = Pen(seed, place.id, plan.start - INVITED_BEFORE), rng(seed)
    lines = lines_for(place, plan)
    number = chance.randint(11, 39)
    meeting = pen.record("meeting", **_head(place, plan, number), **_outcome(place, plan, lines, number, seed))
    scene = Scene(pen, meeting, place, plan, chance)
    written = Written(plan, meeting, pen.changes)
    pen.at = plan.start - timedelta(minutes=45)
    written.people = attendance.write(scene)
    if plan.held:
        _hold(scene, lines, written)
    return written


def submit(place: Place, written: Written, *, seed: str, base: int) -> list[Change]:
    """The change that hands the record in, some days later."""
    plan = written.plan
    at = plan.start + (LATE_REPORT_AFTER if "late" in plan.quirks else REPORT_AFTER)
    pen = Pen(f"{seed}/submit", place.id, at)
    pen.edit("meeting", written.meeting, base, status="submitted", submitted_at=at.isoformat())
    return pen.changes


def _hold(scene: Scene, lines: Sequence[Line], written: Written) -> None:
    pen, plan = scene.pen, scene.plan
    begun, ended = plan.start.isoformat(), (plan.start + LASTS).isoformat()
    scene.record("session", started_at=begun, ended_at=ended, place=scene.place.hall, outcome="held")
    pen.at = plan.start + timedelta(minutes=5)
    points = minutes.write(scene, lines)
    items = money.write(scene, lines, points)
    money.voice(scene)
    pen.at = max(pen.at, plan.start + LASTS)
    evidence.sign(scene)
    written.photos |= evidence.photographs(scene)
    if "silent" not in plan.quirks:
        evidence.make_known(scene)
    if "watched" in plan.quirks:
        written.photos |= money.progress(scene, lines, items)


def _head(place: Place, plan: Plan, number: int) -> dict[str, object]:
    people, tally = place.community, "tally" in plan.quirks
    return {
        "type": plan.kind,
        "title": plan.title,
        "fiscal_year": plan.year,
        "level": "hamlet" if plan.kind == "musdus" else "village",
        "hamlet": people.hamlets[0] if plan.kind == "musdus" else "",
        "convener": CONVENERS.get(plan.kind, "bpd"),
        "chair": {"name": people.chair.name, "position": "Ketua BPD"},
        "minute_taker": {"name": people.minute_taker.name, "position": "Sekretaris BPD"},
        "planned_start": plan.start.isoformat(),
        "place": place.hall,
        "rules": {
            "quorum_numerator": 2,
            "quorum_denominator": 3,
            "legal_basis": f"Peraturan Desa {place.name} Nomor 2 Tahun 2021 tentang Tata Tertib Musyawarah Desa",
            "required_elements": REQUIRED_ELEMENTS,
            "minimum_women_percent": 30,
            "invitation_days": 5,
            "report_working_days": 7,
        },
        "invitation_number": f"005/{number}/BPD/{ROMAN[plan.start.month - 1]}/{plan.start.year}",
        "invited_on": (plan.start - INVITED_BEFORE).date().isoformat(),
        "invited_count": attendance.TALLIED_INVITED if tally else None,
        "legal_basis": "UU 6/2014; PP 43/2014; Permendesa PDTT 16/2019; Permendagri 20/2018",
        "status": "held" if plan.held else "planned",
        "attendance_mode": "tally" if tally else "full_list",
    }


def _outcome(place: Place, plan: Plan, lines: Sequence[Line], number: int, seed: str) -> Mapping[str, object]:
    if not plan.held:
        return {}
    told, chance = talk(), rng(f"{seed}/outcome")
    hamlet = chance.choice(place.community.hamlets)
    return {
        "number": f"140/{number}/BPD/{ROMAN[plan.start.month - 1]}/{plan.start.year}",
        "speakers": [
            {"name": place.community.head.name, "position": "Kepala Desa"},
            {"name": place.community.secretary.name, "position": "Sekretaris Desa"},
        ],
        "opening_note": minutes.opening(plan, chance),
        "decision_method": "consensus",
        "summary": _summary(plan, lines, chance.choice(told.summary)),
        "objections": chance.choice(told.objections).format(hamlet=hamlet) if chance.random() < 0.3 else "",
    }


def _summary(plan: Plan, lines: Sequence[Line], sentence: str) -> str:
    told = talk()
    adopted = [line for line in lines if line.fate == ADOPTED]
    if not adopted:
        return " ".join(topic.decision for topic in minutes.topics_of(plan.kind))
    out = len(lines) - len(adopted)
    largest = sorted(adopted, key=lambda line: -line.amount)[:2]
    return sentence.format(
        count=len(adopted),
        amount=rupiah(sum(line.amount for line in adopted)),
        largest=" dan ".join(line.say(line.activity.name) for line in largest),
        left_out=told.left_out.format(number=out) if out else told.all_taken,
    )
