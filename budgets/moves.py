"""The life of a wish and of an activity: which state follows which, who says so, and what each needs.

Why an illegal move is refused, held or only told: ``docs/decisions/0011-life-cycle.md``. The phone judges by the same
cases: ``tests/vectors/life.json``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from budgets.terms import Fate, ItemState, Need

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Move:
    """A step that is allowed.

    ``onward``: who records in the village says it also after the meeting was accepted; any other step is an amendment
    then, which waits for an officer. ``back``: it takes something back.
    """

    to: ItemState
    onward: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A progress report as far as it proves anything."""

    id: str
    percent: int | None
    reported_on: date | None = None
    photos: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a wish or an activity beside its state."""

    reason: str = ""
    year: int | None = None
    whole: bool = False
    place: str = ""
    volume: int | None = None
    cost: int | None = None


def _onward(*states: ItemState) -> tuple[Move, ...]:
    return tuple(Move(state, onward=True) for state in states)


def _back(*states: ItemState) -> tuple[Move, ...]:
    return tuple(Move(state, back=True) for state in states)


_DROPPED = Move(ItemState.DROPPED)

MOVES: Mapping[str, tuple[Move, ...]] = {
    ItemState.PROPOSED: (Move(ItemState.ADOPTED), _DROPPED),
    ItemState.ADOPTED: (*_onward(ItemState.IN_PLAN), _DROPPED, *_back(ItemState.PROPOSED)),
    ItemState.IN_PLAN: (*_onward(ItemState.IN_BUDGET), _DROPPED, *_back(ItemState.ADOPTED)),
    ItemState.IN_BUDGET: (
        *_onward(ItemState.UNDER_WAY),
        Move(ItemState.CHANGED),
        _DROPPED,
        *_back(ItemState.IN_PLAN),
    ),
    ItemState.CHANGED: (*_onward(ItemState.UNDER_WAY), _DROPPED, *_back(ItemState.IN_BUDGET)),
    ItemState.UNDER_WAY: (
        *_onward(ItemState.DONE),
        Move(ItemState.CHANGED),
        _DROPPED,
        *_back(ItemState.IN_BUDGET),
    ),
    ItemState.DONE: (*_onward(ItemState.ACCOUNTED_FOR), *_back(ItemState.UNDER_WAY)),
    ItemState.ACCOUNTED_FOR: _back(ItemState.DONE),
    ItemState.DROPPED: _back(
        ItemState.PROPOSED,
        ItemState.ADOPTED,
        ItemState.IN_PLAN,
        ItemState.IN_BUDGET,
        ItemState.CHANGED,
        ItemState.UNDER_WAY,
    ),
}
"""The next steps from each state.

Source: the village plans (RKP Desa) before it budgets (APB Desa), Permendagri 114/2014 and 20/2018 art. 31; a budget
is changed only by APB Desa Perubahan, 20/2018 art. 40; work is reported before it is accounted for, 20/2018 art. 68-70.
"""

_NEEDS: Mapping[str, tuple[Need, ...]] = {
    ItemState.DROPPED: (Need.REASON,),
    ItemState.DONE: (Need.WHOLE_REPORT,),
    ItemState.ACCOUNTED_FOR: (Need.WHOLE_REPORT,),
}

_FATE_NEEDS: Mapping[str, tuple[Need, ...]] = {
    Fate.REFUSED: (Need.REASON,),
    Fate.DEFERRED: (Need.REASON, Need.YEAR),
    Fate.HIGHER_LIST: (Need.REASON, Need.PLACE, Need.VOLUME, Need.COST),
}
"""What a fate needs. DU-RKP: the columns of the list that goes to the regent (Permendagri 114/2014, Lampiran)."""


def next_moves(state: str) -> tuple[Move, ...]:
    """The steps from a state, what goes on before what is taken back."""
    return MOVES.get(state, ())


def may_become(before: str, after: str, *, reason: str = "") -> bool:
    """Whether steps lead from one state to another, in one change or in several of which only the last is told.

    Without a reason: any number of steps on, or one back (a slip of the finger). With one: back as far as it goes.
    """
    if before == after or any(move.to == after for move in next_moves(before)):
        return True
    return after in _reached(before, back=bool(reason.strip()))


def goes_on(before: str, after: str) -> bool:
    """Whether only steps that need no officer lead there: the work went on after the meeting was accepted."""
    return before != after and after in _reached(before, onward=True)


def _reached(start: str, *, back: bool = False, onward: bool = False) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for move in next_moves(waiting.pop()):
            allowed = move.onward if onward else back or not move.back
            if allowed and move.to not in seen:
                seen.add(move.to)
                waiting.append(move.to)
    return seen


def lacking(state: str, facts: Facts) -> list[Need]:
    """What an activity in this state still needs."""
    return [need for need in _NEEDS.get(state, ()) if not _met(need, facts)]


def fate_lacking(fate: str, facts: Facts) -> list[Need]:
    """What a wish with this fate still needs."""
    return [need for need in _FATE_NEEDS.get(fate, ()) if not _met(need, facts)]


def _met(need: Need, facts: Facts) -> bool:
    met = {
        Need.REASON: bool(facts.reason.strip()),
        Need.YEAR: facts.year is not None,
        Need.WHOLE_REPORT: facts.whole,
        Need.PLACE: bool(facts.place.strip()),
        Need.VOLUME: facts.volume is not None,
        Need.COST: facts.cost is not None,
    }
    return met[need]


def is_whole(reports: Iterable[Report]) -> bool:
    """Whether the work is shown to be finished: the newest report says 100 %, and a photograph shows one that does."""
    known = sorted(reports, key=lambda one: (one.reported_on or date.min, one.id))
    if not known or known[-1].percent != WHOLE:
        return False
    return any(one.percent == WHOLE and one.photos for one in known)
