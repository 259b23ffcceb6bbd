"""The stage of a run: villages, people and their seats, the tables, and a backup of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import connection
from django.db.models import Model

from meetings.models import Attendance, Meeting
from sync import kinds
from sync.models import Conflict, Device, Feed, Held, LedgerEntry, Rejection
from tests.factories.villages import LONG_AGO, assign, make_person, make_village
from tests.sync import toy
from villages.models import Assignment, User, Village
from villages.terms import Role

NAMES = ("siti", "dadang", "asep", "rina", "ujang")
CODES = ("32.05.09.2006", "32.05.09.2005", "32.05.09.2004")
GRACE = timedelta(days=60)
"""How long after a seat's end its holder's late work is held for a reviewer (``docs/sync.md``)."""

RECORDS: dict[str, type[Model]] = {
    "box": toy.Box,
    "note": toy.Note,
    "echo": toy.Echo,
    "meeting": Meeting,
    "attendance": Attendance,
}
KEPT: tuple[type[Model], ...] = (*RECORDS.values(), LedgerEntry, Conflict, Held, Rejection, Feed, Device, Assignment)
"""What a backup holds."""


@dataclass
class Seat:
    """From when until when somebody records in a village, as the checker knows it."""

    until: date | None = None

    def standing(self, today: date) -> str:
        """``present``, ``grace`` or ``none``."""
        if self.until is None or self.until >= today:
            return "present"
        return "grace" if self.until >= today - GRACE else "none"


@dataclass
class World:
    """Who and what there is."""

    villages: list[Village]
    people: dict[str, User]
    seats: dict[tuple[str, str], Seat] = field(default_factory=dict)
    generation: int = 0

    def seat(self, name: str, village: Village) -> None:
        """Gives somebody a seat, or gives it back."""
        user = self.people[name]
        Assignment.objects.filter(user=user, village=village).delete()
        assign(user, Role.FACILITATOR, village)
        self.seats[name, str(village.pk)] = Seat()

    def end(self, name: str, village: str, until: date) -> None:
        """Ends a seat after the day ``until``."""
        Assignment.objects.filter(user=self.people[name], village_id=UUID(village)).update(
            until_on=max(until, LONG_AGO)
        )
        self.seats[name, village].until = until

    def standing(self, name: str, village: str, today: date) -> str:
        """How somebody stands to a village, from the checker's own book."""
        seat = self.seats.get((name, village))
        return "none" if seat is None else seat.standing(today)

    def seated(self, name: str, today: date) -> set[str]:
        """The villages where somebody sits today."""
        return {
            village for who, village in self.seats if who == name and self.standing(who, village, today) == "present"
        }


def build() -> World:
    """The places and people that all runs share."""
    villages = [make_village(code, f"Desa {code[-1]}") for code in CODES]
    people = {name: make_person(name) for name in (*NAMES, "officer")}
    return World(villages, people)


def clear() -> None:
    """Empties what a run fills, and what the server remembers outside of its tables. One statement a table."""
    cache.clear()
    with connection.cursor() as cursor:
        for model in KEPT:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 -- names come from models


@contextmanager
def toy_kinds() -> Iterator[None]:
    """The toy kinds and their tables, which the engine's own tests may have made already."""
    there = connection.introspection.table_names()
    missing = [model for model in toy.MODELS if model._meta.db_table not in there]
    with connection.schema_editor() as editor:
        for model in missing:
            editor.create_model(model)
    with kinds.registered(toy.BOX, toy.NOTE, toy.ECHO):
        yield
    with connection.schema_editor() as editor:
        for model in reversed(missing):
            editor.delete_model(model)
