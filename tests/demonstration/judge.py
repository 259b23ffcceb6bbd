"""Looks the whole demonstration over and says what was found of the faults, and what of the near misses."""

import time
from collections import Counter
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from meetings import findings
from tests.demonstration.planting import Planted, plant
from tests.demonstration.villages import FAULTY
from tests.demonstration.world import raise_world
from villages.models import StoredFinding


@dataclass
class Verdict:
    """``honest``: findings on meetings that nobody touched, in villages without a fault; ``seconds`` of all checks."""

    meetings: int
    seconds: float
    found: list[Planted] = field(default_factory=list)
    missed: list[Planted] = field(default_factory=list)
    flagged: list[tuple[Planted, tuple[str, ...]]] = field(default_factory=list)
    passed: list[Planted] = field(default_factory=list)
    honest: Counter[str] = field(default_factory=Counter)
    honest_meetings: int = 0


def judge(villages: int) -> Verdict:
    """Raises a kabupaten of so many villages, plants faults and near misses, and looks everything over by its day."""
    world = raise_world(villages)
    faults, misses = plant(world)
    keys = findings.handed_in()
    begun = time.monotonic()
    for village, meeting in keys:
        findings.look_over(village, meeting)
    verdict = Verdict(len(keys), time.monotonic() - begun)
    codes: dict[object, set[str]] = {}
    for meeting, code in StoredFinding.objects.filter(gone_at=None).values_list("subject_key", "code"):
        codes.setdefault(meeting, set()).add(code)
    for one in faults:
        (verdict.found if one.code in codes.get(one.meeting.id, ()) else verdict.missed).append(one)
    for one in misses:
        told = tuple(sorted(codes.get(one.meeting.id, ())))
        if told:
            verdict.flagged.append((one, told))
        else:
            verdict.passed.append(one)
    planted = {one.meeting.id for one in misses}
    partners = {meeting.id for held in world.meetings[:FAULTY] for meeting in held}
    _count_honest(verdict, codes, planted | partners)
    return verdict


def _count_honest(verdict: Verdict, codes: dict[object, set[str]], touched: set[object]) -> None:
    for meeting, told in codes.items():
        if meeting not in touched:
            verdict.honest_meetings += 1
            verdict.honest.update(told)


def show(verdict: Verdict) -> None:
    """The table, as a human reads it."""
    table = Table(title=f"{verdict.meetings} meetings, {1000 * verdict.seconds / verdict.meetings:.0f} ms each")
    for heading in ("what was done", "code", "found"):
        table.add_column(heading)
    for rows, word in ((verdict.found, "yes"), (verdict.missed, "MISSED")):
        for (name, code), count in Counter((one.name, one.code) for one in rows).items():
            table.add_row(name.replace("_", " "), code, f"{word} x{count}")
    table.add_section()
    for one in verdict.passed:
        table.add_row(f"near miss: {one.name.replace('_', ' ')}", one.code, "silent")
    for one, told in verdict.flagged:
        table.add_row(f"near miss: {one.name.replace('_', ' ')}", one.code, f"FLAGGED {', '.join(told)}")
    console = Console(width=140)
    console.print(table)
    faults, misses = len(verdict.found) + len(verdict.missed), len(verdict.passed) + len(verdict.flagged)
    console.print(
        f"{len(verdict.found)} of {faults} faults found, {len(verdict.flagged)} of {misses} near misses flagged;"
        f" {verdict.honest_meetings} untouched meetings with a finding: {dict(verdict.honest)}"
    )
