"""What a human said of two entries that may be one person."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from meetings.terms import DoubleSaid
from villages.models import Village


class DoubleVerdict(models.Model):
    """Two entries of one attendance list, and whether they are the same person; ``first`` is the smaller id.

    ``kept`` and ``number``: of a joined pair, the entry that stayed and the ledger number of what it took from the
    other (``None`` where it took nothing).
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    meeting = models.UUIDField()
    first = models.UUIDField()
    second = models.UUIDField()
    verdict = models.CharField(max_length=10, choices=DoubleSaid)
    kept = models.UUIDField(null=True)
    number = models.BigIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("putusan catatan ganda")
        verbose_name_plural = _("putusan catatan ganda")
        constraints = [
            models.UniqueConstraint(fields=["village", "first", "second"], name="one_verdict_a_pair"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="a_pair_has_one_order"),
            models.CheckConstraint(
                condition=models.Q(verdict="joined", kept__isnull=False) | models.Q(verdict="different", kept=None),
                name="only_a_joined_pair_keeps_one",
            ),
        ]
        indexes = [models.Index(fields=["village", "meeting"], name="verdicts_of_a_meeting")]

    def __str__(self) -> str:
        return f"{self.first} {self.second} {self.verdict}"


class TwinVerdict(models.Model):
    """Two records of a village's meetings, and whether they are of one meeting; ``first`` is the smaller id.

    ``moved``: of a joined pair, kind and id of what hung on the other. ``number``: the ledger number of what the kept
    record took from it (``None`` where it took nothing).
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    first = models.UUIDField()
    second = models.UUIDField()
    said = models.CharField(max_length=10, choices=DoubleSaid)
    kept = models.UUIDField(null=True)
    moved = models.JSONField(default=list)
    number = models.BigIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("putusan musyawarah ganda")
        verbose_name_plural = _("putusan musyawarah ganda")
        constraints = [
            models.UniqueConstraint(fields=["village", "first", "second"], name="one_verdict_two_meetings"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="twins_have_one_order"),
        ]
        indexes = [models.Index(fields=["village", "second"], name="twins_by_the_second")]

    def __str__(self) -> str:
        return f"{self.first} {self.second} {self.said}"

    def other(self, meeting: UUID) -> UUID:
        """The one beside ``meeting``."""
        return self.second if self.first == meeting else self.first
