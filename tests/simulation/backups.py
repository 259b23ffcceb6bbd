"""A backup of the server, and what its return makes of everybody's knowledge."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from sync import ledger
from sync.models import Held, LedgerEntry, Rejection
from tests.simulation.witness import Witness
from tests.simulation.world import KEPT, World, clear

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Backup:
    """The tables of a moment, and the checker's own knowledge of that moment."""

    rows: Rows
    said: dict[str, dict[str, Any]]
    seats: dict[tuple[str, str], date | None]

    @classmethod
    def take(cls, world: World, witness: Witness) -> "Backup":
        """Everything as it is now."""
        return cls(read(), dict(witness.said), {key: seat.until for key, seat in world.seats.items()})

    def put_back(self, world: World, witness: Witness) -> None:
        """Another life of the server begins, which knows nothing of what came after the backup."""
        witness.history[world.generation] = _ledgers(world)
        write(self.rows)
        with transaction.atomic():  # as ``manage.py new_epoch`` does
            ledger.renew_epochs(one.pk for one in world.villages)
        world.generation += 1
        for key, until in self.seats.items():
            world.seats[key].until = until
        witness.said = dict(self.said)
        kept = {
            str(one)
            for model in (LedgerEntry, Held, Rejection)
            for one in model._default_manager.values_list("change", flat=True)
        }
        witness.vanished = witness.told.keys() - kept


def _ledgers(world: World) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {str(village.pk): [] for village in world.villages}
    for village, change in LedgerEntry.objects.order_by("village", "number").values_list("village_id", "change"):
        found[str(village)].append(str(change))
    return found


def read() -> Rows:
    """Every row of every table that a run fills."""
    found = {}
    with connection.cursor() as cursor:
        for model in KEPT:
            cursor.execute(f"SELECT {_columns(model)} FROM {model._meta.db_table}")  # noqa: S608 -- names come from models
            found[model._meta.label] = [tuple(row) for row in cursor.fetchall()]
    return found


def write(rows: Rows) -> None:
    """Puts the rows back in place of what there is."""
    clear()
    with connection.cursor() as cursor:
        for model in reversed(KEPT):
            kept = rows[model._meta.label]
            marks = ", ".join(["%s"] * len(model._meta.local_concrete_fields))
            insert = f"INSERT INTO {model._meta.db_table} ({_columns(model)}) VALUES ({marks})"  # noqa: S608
            if kept:
                cursor.executemany(insert, kept)


def _columns(model: type[Model]) -> str:
    return ", ".join(f'"{one.column}"' for one in model._meta.local_concrete_fields if one.column)
