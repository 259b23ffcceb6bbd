"""What waits for a human, and what was refused."""

from django.conf import settings
from django.db import models

from backend.kernel import ids
from sync.terms import Decision
from villages.models import Village


class Waiting(models.Model):
    """A change that did not (wholly) take effect: who made it, when, where."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", db_index=False)
    change = models.UUIDField()
    content = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_constraint=False)
    device = models.UUIDField(null=True)
    made_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        abstract = True


class Conflict(Waiting):
    """Two values for one field; both are kept until a human settles which stands.

    ``fields``: ``{field: {"base", "stored", "offered"}}`` in wire form. ``deletes``: the offered change deletes the
    record, or edits one that was deleted.
    """

    number = models.BigIntegerField()
    base = models.BigIntegerField()
    fields = models.JSONField(default=dict)
    deletes = models.BooleanField(default=False)
    stored_user = models.UUIDField(null=True)
    stored_at = models.DateTimeField(null=True)
    settled_number = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "change"], name="one_conflict_a_change"),
        ]
        indexes = [
            models.Index(
                fields=["village", "kind", "record"],
                condition=models.Q(settled_at__isnull=True),
                name="open_conflicts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class Held(Waiting):
    """A change kept whole, out of the record, for a reviewer to admit or dismiss."""

    base = models.BigIntegerField()
    set = models.JSONField(default=dict)
    deletes = models.BooleanField(default=False)
    reason = models.CharField(max_length=40)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["village", "change"], name="one_held_row_a_change")]
        indexes = [models.Index(fields=["village"], condition=models.Q(decision=""), name="held_and_undecided")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class Rejection(Waiting):
    """A change that can never be right as it stands, kept 90 days for support."""

    body = models.JSONField()
    errors = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["village", "change"], name="one_rejection_a_change")]
        indexes = [models.Index(fields=["received_at"], name="rejections_by_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"
