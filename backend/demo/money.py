"""Proposals, adopted activities with their funding, who watches over them, and how the work went on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from backend.demo import pictures
from backend.demo.evidence import strip, take
from backend.demo.plan import ADOPTED, DEFERRED, Line, Scene, wishes_of

FROM = {"perempuan": "womens_meeting", "anak": "childrens_forum", "tani": "group_meeting", "miskin": "villager"}
FROM_MEETING = {"musperempuan": "womens_meeting", "musdus": "hamlet_meeting"}
WATCHED = 3
STAGES = (30, 80, 100)
SPENT_PERCENT = {30: 40, 80: 80, 100: 98}
PURPOSES = {30: "before", 80: "during", 100: "after"}
TODAY = date(2026, 11, 20)
"""When the story is told."""


def write(scene: Scene, lines: Sequence[Line], points: Mapping[str, str]) -> dict[str, str]:
    """All lines as proposals, the adopted ones as activities with funding and the largest with who watches how.

    Answers the activities by account code.
    """
    items: dict[str, str] = {}
    for order, line in enumerate(lines, start=1):
        account = line.activity.account
        proposal = _proposal(scene, line, order)
        if line.fate == ADOPTED:
            items[account] = _item(scene, line, order, agenda_item=points[account], proposal=proposal)
    for line in _largest(lines):
        _watch(scene, line, items[line.activity.account])
    return items


def voice(scene: Scene) -> None:
    """What a meeting that adopts nothing asks for."""
    for order, line in enumerate(wishes_of(scene.place, scene.plan.kind), start=1):
        _proposal(scene, line, order)


def progress(scene: Scene, lines: Sequence[Line], items: Mapping[str, str]) -> dict[str, bytes]:
    """How the largest works went on, stage by stage, and of the others that they are done; answers the photographs.

    Work on roads is photographed at each stage, everything else once it is whole.
    """
    photos: dict[str, bytes] = {}
    largest = _largest(lines)
    for number, line in enumerate(largest):
        for stage, percent in enumerate(STAGES):
            reported = date(scene.plan.year, min(line.activity.months[0] + 2 * stage, 12), 10 + 3 * number)
            if reported <= TODAY:
                photos |= _report(scene, line, items[line.activity.account], reported, percent)
    for line in lines:
        if line.fate == ADOPTED and line not in largest and _is_over(line):
            reported = date(scene.plan.year, line.activity.months[1], 24)
            photos |= _report(scene, line, items[line.activity.account], reported, STAGES[-1])
    return photos


def _report(scene: Scene, line: Line, item: str, reported: date, percent: int) -> dict[str, bytes]:
    scene.pen.at = datetime.combine(reported, scene.plan.start.timetz())
    report = scene.pen.record(
        "progress_report",
        budget_item=item,
        reported_on=reported.isoformat(),
        physical_percent=percent,
        spent=line.amount * SPENT_PERCENT[percent] // 100,
        note=f"Pekerjaan mencapai {percent} persen, diperiksa bersama BPD dan wakil warga.",
    )
    if percent < STAGES[-1] and "jalan" not in line.activity.name:
        return {}
    drawn = pictures.work(scene.chance, percent=percent, strip=strip(scene.place, scene.pen.at))
    shown = {"purpose": PURPOSES[percent], "caption": f"{line.say(line.activity.name)}, {percent} persen"}
    return {take(scene, drawn, scene.pen.at, progress_report=report, publishable=True, **shown): drawn}


def _largest(lines: Sequence[Line]) -> list[Line]:
    return sorted((line for line in lines if line.fate == ADOPTED), key=lambda line: -line.amount)[:WATCHED]


def _reach(scene: Scene, line: Line) -> dict[str, int]:
    men, women = scene.chance.randint(20, 160), scene.chance.randint(25, 170)
    poor = scene.chance.randint(4, 40)
    return {"beneficiaries_male": men, "beneficiaries_female": women, "beneficiaries_poor_households": poor}


def _where(scene: Scene, line: Line) -> dict[str, str]:
    if line.activity.in_hamlet:
        return {"place": f"{line.hamlet} RW {scene.chance.randint(1, 4):02}", "hamlet": line.hamlet}
    return {"place": f"Desa {scene.place.name}"}


def _proposal(scene: Scene, line: Line, order: int) -> str:
    one = line.activity
    proposer = scene.place.community.of_element(one.voice, scene.chance)
    return scene.record(
        "proposal",
        source=FROM_MEETING.get(scene.plan.kind) or FROM.get(one.voice, "hamlet_meeting"),
        problem=line.say(one.problem),
        activity=line.say(one.name),
        account=one.account,
        volume=line.volume,
        unit=one.unit,
        estimate=line.amount,
        proposer=proposer.name,
        proposer_element=proposer.element,
        rank=order,
        fate=line.fate,
        deferred_to=scene.plan.year + 1 if line.fate == DEFERRED else None,
        reason=line.reason,
        **_where(scene, line),
        **_reach(scene, line),
    )


def _item(scene: Scene, line: Line, order: int, **refs: str) -> str:
    one = line.activity
    item = scene.record(
        "budget_item",
        fiscal_year=scene.plan.year,
        account=one.account,
        name=line.say(one.name),
        volume=line.volume,
        unit=one.unit,
        unit_price=line.unit_price,
        amount=line.amount,
        benefit=line.say(one.benefit),
        start_month=one.months[0],
        end_month=one.months[1],
        delivery="self_managed",
        cash_for_work=one.by_hand,
        implementer=one.implementer,
        nature="continued" if not one.in_hamlet else "new",
        sdgs=list(one.sdgs),
        sector=one.sector,
        state=_state(scene, line),
        order=order,
        **refs,
        **_where(scene, line),
        **_reach(scene, line),
    )
    for source, amount in line.funding.items():
        scene.pen.record("funding", budget_item=item, source=source, amount=amount)
    return item


def _state(scene: Scene, line: Line) -> str:
    if "watched" not in scene.plan.quirks:
        return "in_budget" if scene.plan.kind == "musdes_apbdes" else "in_plan"
    return "done" if _is_over(line) else "under_way"


def _is_over(line: Line) -> bool:
    return line.activity.months[1] < TODAY.month


def _watch(scene: Scene, line: Line, item: str) -> None:
    done = "watched" in scene.plan.quirks
    watcher = scene.place.community.of_element(line.activity.voice, scene.chance)
    finding = "Papan kegiatan baru dipasang setelah pekerjaan berjalan dua minggu." if done else ""
    scene.record(
        "oversight_action",
        subject_kind="budget_item",
        budget_item=item,
        subject=line.say(line.activity.name),
        watcher=watcher.name,
        watcher_element=watcher.element,
        method="Melihat ke lokasi bersama BPD dan mencocokkan dengan RAB",
        indicator=line.activity.indicator,
        due_on=f"{scene.plan.year}-{line.activity.months[1]:02}-20",
        every="monthly" if line.activity.months[1] - line.activity.months[0] > 2 else "once",
        finding=finding,
        follow_up="Papan dipasang; TPK mencantumkan volume dan biaya." if done else "",
        state="resolved" if done else "planned",
    )
