"""Two sides measured in turns, and the table that says which goals are met."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.stage import Side, Stage, stage


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what ours and the peer's took; ``goal`` is for their ratio, or for ours where there is none."""

    name: str
    ours: float
    peer: float | None = None
    ratio: float | None = None
    goal: float | None = None
    unit: str = "ms"

    @property
    def verdict(self) -> str:
        """Whether the goal is met; empty where there is none."""
        if self.goal is None:
            return ""
        return "met" if (self.ours if self.ratio is None else self.ratio) <= self.goal else "missed"


@dataclass(frozen=True, slots=True)
class Turn:
    """What a side does in one round (it is told the round's number), and how many things that are."""

    side: Side
    work: Callable[[int], Any]
    times: int

    def cost(self, number: int) -> float:
        """Milliseconds of processor time each, over one round."""
        before = self.side.seconds()
        self.work(number)
        return (self.side.seconds() - before) * 1000 / self.times


def compare(name: str, ours: Turn, peer: Turn, *, rounds: int, goal: float | None = None) -> Figure:
    """Rounds in turns, who begins changing, so that a machine that grows slower is slower for both.

    The ratio is the median of the rounds' ratios. A round before the first warms both up.
    """
    ours.work(0)
    peer.work(0)
    pairs = []
    for number in range(1, rounds + 1):
        order = (ours, peer) if number % 2 else (peer, ours)
        costs = {id(turn): turn.cost(number) for turn in order}
        pairs.append((costs[id(ours)], costs[id(peer)]))
    return Figure(
        name,
        median(mine for mine, _theirs in pairs),
        median(theirs for _mine, theirs in pairs),
        median(mine / theirs for mine, theirs in pairs),
        goal,
    )


def show(title: str, figures: Iterable[Figure]) -> None:
    """Prints the table."""
    table = Table("figure", title=title)
    for column in ("ours", "peer", "ratio", "goal", ""):
        table.add_column(column, justify="right")
    for one in figures:
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        goal = "" if one.goal is None else f"≤ {one.goal:g}"
        peer = "" if one.peer is None else f"{one.peer:.2f} {one.unit}"
        table.add_row(one.name, f"{one.ours:.2f} {one.unit}", peer, ratio, goal, one.verdict)
    Console(width=max(Console().width, 120)).print(table)


def main(measure: Callable[[Stage], list[Figure]]) -> None:
    """Measures one part on the database that the command line names and prints its table."""
    with stage(postgres="postgres" in sys.argv[1:]) as place:
        show(f"{place.name}; times are processor time of all server processes", measure(place))
