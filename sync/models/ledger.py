"""Per village, the append-only list of accepted changes."""

from typing import Any

from django.db import models

from sync.terms import Outcome
from villages.models import Village

FIRST_HASH = "0" * 64
"""What the first entry carries in place of the hash before it."""


class Feed(models.Model):
    """The head of a village's ledger; its row is the lock that keeps a village in order."""

    village = models.OneToOneField(Village, models.PROTECT, primary_key=True, related_name="+")
    epoch = models.CharField(max_length=12)
    head = models.BigIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default=FIRST_HASH)

    def __str__(self) -> str:
        return f"{self.village_id} {self.epoch}-{self.head}"


class LedgerEntry(models.Model):
    """One accepted change, numbered without gaps, carrying the hash of the one before.

    ``set`` is what took effect in the record, in wire form; ``contested`` names the fields that did not, because
    somebody else had set them (their values stand in the conflict). ``salt`` lets an export replace restricted values
    by the commitments in ``sealed`` and still be checked: see ``sync.ledger``.
    """

    pk: Any = models.CompositePrimaryKey("village_id", "number")
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", db_index=False)
    number = models.BigIntegerField()
    change = models.UUIDField()
    content = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    base = models.BigIntegerField()
    set = models.JSONField(default=dict)
    sealed = models.JSONField(default=dict)
    contested = models.JSONField(default=list)
    deletes = models.BooleanField(default=False)
    resolves = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    user = models.UUIDField()
    device = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    salt = models.CharField(max_length=32)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "change"], name="change_once_in_a_village"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="ledger_numbers_start_at_one"),
        ]
        indexes = [models.Index(fields=["village", "record", "number"], name="history_of_a_record")]

    def __str__(self) -> str:
        return f"{self.village_id} {self.number}"
