"""What became of activities and proposals from one publication to the next. Reads public snapshots only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from budgets import ancestry, rules
from budgets.ancestry import Ancestry
from villages.models import Publication

Row = Mapping[str, Any]
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Source:
    """The meeting behind a publication, as the board tells it: never who, always how many."""

    number: int
    title: str
    held_on: date | None
    present: int
    women_percent: int | None
    method: str
    votes: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Step:
    """What a later publication says of an activity."""

    source: Source
    state: str
    state_label: str
    amount: int | None
    percent: int | None = None
    spent: int | None = None
    reason: str = ""


@dataclass(slots=True)
class Life:
    """An activity since the meeting that adopted it."""

    row: Row
    adopted_by: Source
    steps: list[Step] = field(default_factory=list)

    @property
    def last(self) -> Step | None:
        """The newest word on it."""
        return self.steps[-1] if self.steps else None


@dataclass(frozen=True, slots=True)
class Wish:
    """A proposal with the meeting that said its fate last, and the activities that it became.

    ``stands``: it is counted itself; it neither went into another published one nor was it taken apart into such.
    """

    row: Row
    source: Source
    lives: tuple[Life, ...]
    stands: bool = True


class Threads(Generic[Told]):
    """Rows of several publications that are one thing: by their id, else by code and name, else by name and hamlet.

    Older publications carry no ids, and a budget meeting may have typed an activity anew.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], Told] = {}

    def of(self, row: Row) -> Told | None:
        """The thread that ``row`` belongs to."""
        return next((self._known[key] for key in keys_of(row) if key in self._known), None)

    def add(self, row: Row, told: Told) -> None:
        """Remembers ``row`` as one of this thread; what came first keeps a key."""
        for key in keys_of(row):
            self._known.setdefault(key, told)


def keys_of(row: Row) -> Iterator[tuple[str, ...]]:
    """By what a row is known again, the surest first."""
    name = " ".join(str(row.get("name", "")).casefold().split())
    if row.get("id"):
        yield ("id", row["id"])
    if not name:
        return
    hamlet = str(row.get("hamlet", "")).casefold()
    if row.get("account"):
        yield ("account", rules.normalised(row["account"]), name, hamlet)
    yield ("name", name, hamlet)


def in_order(publications: Iterable[Publication]) -> list[Publication]:
    """As they were held: those without a day by when they were published."""
    return sorted(publications, key=lambda one: (one.held_on or one.published_at.date(), one.number))


def lives_of(publications: Iterable[Publication]) -> tuple[list[Life], Threads[Life]]:
    """The activities of a year's publications, each with what became of it."""
    lives: list[Life] = []
    threads: Threads[Life] = Threads()
    for one in in_order(publications):
        source = source_of(one)
        for row, step in _told(one, source):
            life = threads.of(row)
            if life is not None:
                life.steps.append(step)
            elif step.state != "dropped":
                life = Life(row, source)
                lives.append(life)
            if life is not None:
                threads.add(row, life)
    return lives, threads


def wishes_of(publications: Iterable[Publication], threads: Threads[Life]) -> list[Wish]:
    """Every proposal once, as the last publication told its fate."""
    newest: dict[tuple[str, ...], tuple[Row, Source]] = {}
    for one in in_order(publications):
        source = source_of(one)
        for row in one.snapshot.get("proposals", {}).get("proposals", ()):
            newest[_proposal_key(row)] = (row, source)
    kin = kinship(row for row, _ in newest.values())
    return [
        Wish(row, source, _became(row, threads), kin.stands(row["id"]) if row.get("id") else True)
        for row, source in newest.values()
    ]


def kinship(rows: Iterable[Row]) -> Ancestry:
    """Who goes on for whom among published proposals; older publications carry no ids, theirs stand."""
    return ancestry.ancestry(
        ancestry.Wish(row["id"], row.get("merged_into_id", ""), row.get("split_from_id", ""))
        for row in rows
        if row.get("id")
    )


def source_of(publication: Publication) -> Source:
    """How the meeting of a publication is told in one line."""
    turnout, decision = publication.snapshot.get("turnout", {}), publication.snapshot.get("decision", {})
    return Source(
        number=publication.number,
        title=publication.title,
        held_on=publication.held_on,
        present=turnout.get("present", 0),
        women_percent=turnout.get("women_percent"),
        method=decision.get("method_label", ""),
        votes=decision.get("votes"),
    )


def _told(publication: Publication, source: Source) -> Iterator[tuple[Row, Step]]:
    plan = publication.snapshot.get("plan", {})
    for row in plan.get("items", ()):
        yield row, Step(source, row.get("state", ""), row.get("state_label", ""), row.get("amount"))
    for row in plan.get("dropped", ()):
        yield row, Step(source, "dropped", "", row.get("amount"), reason=row.get("reason", ""))
    for row in publication.snapshot.get("progress", {}).get("items", ()):
        yield (
            row,
            Step(
                source,
                row.get("state", ""),
                row.get("state_label", ""),
                row.get("amount"),
                row.get("percent"),
                row.get("spent"),
            ),
        )


def _proposal_key(row: Row) -> tuple[str, ...]:
    if row.get("id"):
        return ("id", row["id"])
    return ("name", row.get("activity", "").casefold(), row.get("hamlet", "").casefold(), row.get("place", ""))


def _became(row: Row, threads: Threads[Life]) -> tuple[Life, ...]:
    named = [{"id": one} for one in row.get("became_ids", ())] or [
        {"name": one, "hamlet": row.get("hamlet", "")} for one in row.get("became", ())
    ]
    found = [threads.of(one) for one in named]
    return tuple(life for life in found if life is not None)
