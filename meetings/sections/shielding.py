"""Numbers that tell who came, and nobody in particular. Plain values in and out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from meetings.rules.composition import SMALL_CELL
from meetings.terms import Element, Gender

REST = Element.LAIN.value
_GENDERS = tuple(Gender.values)


@dataclass(frozen=True, slots=True)
class Row:
    """People of one element; ``split`` (by gender) is ``None`` where it would tell who is meant."""

    element: str
    present: int
    split: Mapping[str, int] | None


def rows_of_elements(cells: Mapping[tuple[str, str], int]) -> tuple[list[Row], int]:
    """Rows fit to be shown, in the order of the law, and how many elements were folded into "other".

    No row holds fewer than three people, and no split a cell of one or two. Totals by gender are public as well, so
    what is hidden in all rows together must not be one or two either, or it could be worked out.
    """
    counts = {element: {gender: cells.get((element, gender), 0) for gender in _GENDERS} for element in Element.values}
    totals = {element: sum(split.values()) for element, split in counts.items() if any(split.values())}
    kept, folded = _fold(totals, REST)
    open_rows = [Row(element, totals[element], counts[element]) for element in kept if element != REST]
    if REST in kept:
        rest = {gender: sum(counts[one][gender] for one in (REST, *folded)) for gender in _GENDERS}
        open_rows.append(Row(REST, kept[REST], rest))
    return _hide_splits(open_rows), len(folded)


def by_hamlet(counts: Mapping[str, int]) -> dict[str, int]:
    """People by hamlet in alphabetical order; small ones together under ``""``, so that none is one or two."""
    kept, _ = _fold({hamlet: count for hamlet, count in counts.items() if count}, "")
    return {hamlet: kept[hamlet] for hamlet in sorted(kept, key=lambda name: (not name, name))}


def _fold(totals: Mapping[str, int], rest: str) -> tuple[dict[str, int], list[str]]:
    """Merges the smallest into ``rest`` until nothing left is small; only ``rest`` itself may stay alone."""
    kept = {name: total for name, total in totals.items() if total}
    folded: list[str] = []
    while any(_small(total) for total in kept.values()) and kept.keys() - {rest}:
        smallest = min(kept.keys() - {rest}, key=lambda name: (kept[name], name))
        kept[rest] = kept.get(rest, 0) + kept.pop(smallest)
        folded.append(smallest)
    return kept, folded


def _hide_splits(rows: list[Row]) -> list[Row]:
    hidden = {row.element for row in rows if row.split and any(map(_small, row.split.values()))}
    while helpful := _next_to_hide(rows, hidden):
        hidden.add(helpful.element)
    return [replace(row, split=None) if row.element in hidden else row for row in rows]


def _next_to_hide(rows: list[Row], hidden: set[str]) -> Row | None:
    """The smallest row that adds to a gender of which one or two are hidden; ``None`` where nothing leaks any more."""
    sums = {gender: sum(_of(row, gender) for row in rows if row.element in hidden) for gender in _GENDERS}
    leaking = [gender for gender, total in sums.items() if _small(total)]
    helpful = [row for row in rows if row.element not in hidden and any(_of(row, gender) for gender in leaking)]
    return min(helpful, key=lambda row: row.present, default=None)


def _of(row: Row, gender: str) -> int:
    return (row.split or {}).get(gender, 0)


def _small(count: int) -> bool:
    return 0 < count < SMALL_CELL
