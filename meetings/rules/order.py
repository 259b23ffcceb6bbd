"""In which order the meetings of a fiscal year follow each other."""

from collections.abc import Iterable
from datetime import date

from meetings.terms import MeetingType

ORDER = (MeetingType.MUSDUS, MeetingType.MUSDES_RKP, MeetingType.MUSRENBANGDES, MeetingType.MUSDES_APBDES)
"""Wishes are gathered in the hamlets, the plan is deliberated, then planned together, then budgeted.

Source: Permendagri 114/2014 and Permendesa PDTT 21/2020 Ps 34 (stages); Permendagri 20/2018 (budget after plan).
"""

Held = tuple[str, date]
"""Kind and day of a meeting."""


def out_of_order(kind: str, held_on: date | None, others: Iterable[Held]) -> list[Held]:
    """The other meetings of the same fiscal year that stand on the wrong side of this one, the earliest first.

    Hamlets meet one after the other, so a hamlet's meeting is wrong only where all hamlets' meetings are: the first of
    them counts. What is not known, or was not recorded, is not wrong.
    """
    if held_on is None or kind not in ORDER:
        return []
    place = ORDER.index(MeetingType(kind))
    wrong = []
    for other, day in _firsts(others):
        step = ORDER.index(MeetingType(other))
        if (step < place and day > held_on) or (step > place and day < held_on and kind != MeetingType.MUSDUS):
            wrong.append((other, day))
    return sorted(wrong, key=lambda one: (one[1], one[0]))


def _firsts(others: Iterable[Held]) -> list[Held]:
    first: dict[str, date] = {}
    for kind, day in others:
        if kind in ORDER:
            first[kind] = min(day, first.get(kind, day))
    return list(first.items())
