"""Toy kinds for the engine's own tests: a box, the notes in it, and what echoes after it was shut."""

from django.db import models

from sync.fields import Count, Flag, Members, Moment, Quantity, Ref, Text
from sync.kinds import Breach, Kind
from sync.models import SyncedRecord
from sync.terms import Policy
from villages.models import Village


class Loose(SyncedRecord):
    """Without the foreign key, so that a flush of the product's tables does not trip over a toy."""

    village = models.ForeignKey(Village, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        abstract = True


class Box(Loose):
    """Holds notes; may be shut."""

    label = Text(60)
    shut = Flag()

    class Meta:
        app_label = "toy"


class Note(Loose):
    """One of each type of column."""

    box = Ref()
    title = Text(60)
    body = Text(2000)
    amount = Count(0, 1000)
    volume = Quantity()
    at = Moment()
    tags = Members(str)
    order = Count(0, 999)
    secret = Text(60)
    stamp = Text(20)

    class Meta:
        app_label = "toy"


def _breaches(before, after):
    if after.get("title") == "forbidden":
        yield Breach("title", "forbidden_word", "Kata ini tidak boleh.")


class Echo(Loose):
    """Goes on after its box was shut."""

    box = Ref()
    title = Text(60)

    class Meta:
        app_label = "toy"


BOX = Kind(
    name="box",
    model=Box,
    fields=("label", "shut"),
    desk_words={"label": frozenset({"SEGEL"})},
    closed=lambda values: bool(values.get("shut")),
)
ECHO = Kind(name="echo", model=Echo, fields=("box", "title"), parents=("box",), outlives=True)
NOTE = Kind(
    name="note",
    model=Note,
    fields=("box", "title", "body", "amount", "volume", "at", "tags", "order", "secret", "stamp"),
    policies={"body": Policy.TEXT, "tags": Policy.UNION, "order": Policy.LATEST},
    parents=("box",),
    required=frozenset({"title"}),
    restricted=frozenset({"secret"}),
    desk=frozenset({"stamp"}),
    breaches=_breaches,
)
MODELS = (Box, Note, Echo)
