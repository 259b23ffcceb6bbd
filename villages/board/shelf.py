"""All that one village published, read once: most of its pages that are written in one go ask for the same again.

The answers are those of ``villages.board.queries``, which asks here first.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from villages.models import Publication

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a village published, oldest first; and what else was found out meanwhile."""

    village: UUID
    publications: Sequence[Publication]
    known: dict[Hashable, Any] = field(default_factory=dict)

    def newest(self, most: int) -> list[Publication]:
        """As they came out, newest first, superseded and withdrawn ones too."""
        return list(reversed(self.publications))[:most]

    def listed(self, most: int) -> list[Publication]:
        """The current ones in the order of the board."""
        return [one for one in self._ordered() if one.current][:most]

    def shown(self) -> list[Publication]:
        """The current ones that nobody withdrew, in the order of the board."""
        return [one for one in self._ordered() if one.current and one.withdrawn_at is None]

    def opening(self, names: Sequence[str]) -> Publication | None:
        """The first in the order of the board that holds one of these sections, else the first."""
        shown = self.shown()
        holding = (one for one in shown if any(name in one.snapshot for name in names))
        return next(holding, shown[0] if shown else None)

    def of_subject(self, key: UUID) -> Publication | None:
        """The current publication of a subject, withdrawn or not."""
        return next((one for one in self._ordered() if one.current and one.subject_key == key), None)

    def numbered(self, number: int) -> Publication | None:
        """The publication of this number."""
        return next((one for one in self.publications if one.number == number), None)

    def newer_than(self, old: Publication) -> Publication | None:
        """The current publication of the same subject."""
        subject = (old.subject_kind, old.subject_key)
        same = (one for one in self.publications if (one.subject_kind, one.subject_key) == subject)
        return next((one for one in same if one.current), None)

    def ever_of_year(self, year: int) -> list[Publication]:
        """All of a year that nobody withdrew, oldest first."""
        return [one for one in self.publications if one.fiscal_year == year and one.withdrawn_at is None]

    def _ordered(self) -> list[Publication]:
        return sorted(self.publications, key=_place_on_board)


def _place_on_board(one: Publication) -> tuple[int, bool, int, int]:
    """The newest year and meeting first; a meeting without a day stands last."""
    return -one.fiscal_year, one.held_on is None, -one.held_on.toordinal() if one.held_on else 0, -one.number


_shelf: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


@contextmanager
def filled(village: UUID) -> Iterator[None]:
    """Lets all who ask for publications of this village read them from here. One query."""
    published = list(Publication.objects.filter(village=village).order_by("number"))
    before = _shelf.set(Shelf(village, published))
    try:
        yield
    finally:
        _shelf.reset(before)


def of(village: UUID) -> Shelf | None:
    """What was read of this village; ``None`` where nobody did. No query."""
    found = _shelf.get()
    return found if found is not None and found.village == village else None


def once(key: Hashable, find: Callable[[], Answer]) -> Answer:
    """What ``find`` answers; while a village's shelf is filled, it is asked once for each ``key``."""
    found = _shelf.get()
    if found is None:
        return find()
    if key not in found.known:
        found.known[key] = find()
    answer: Answer = found.known[key]
    return answer
