"""What the board shows: immutable, numbered, anchored in the village's ledger."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from villages.models.places import Village


class Publication(models.Model):
    """A public snapshot of one subject. Never changed; a newer one supersedes it, a withdrawal leaves a tombstone.

    ``reason`` says why a newer one of the same subject was needed. The database refuses to change anything but
    ``current`` and the withdrawal (triggers ``publication_never_changes``, ``publication_code_never_changes``).
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField(_("nomor"))
    subject_kind = models.CharField(max_length=40)
    subject_key = models.UUIDField()
    title = models.CharField(max_length=200)
    fiscal_year = models.PositiveSmallIntegerField()
    held_on = models.DateField(null=True)
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    short_code = models.CharField(max_length=8, db_index=True)
    reason = models.CharField(max_length=2000, blank=True)
    ledger_number = models.PositiveBigIntegerField()
    ledger_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    current = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("terbitan")
        verbose_name_plural = _("terbitan")
        constraints = [
            models.UniqueConstraint(fields=["village", "number"], name="publication_number_once_a_village"),
            models.UniqueConstraint(
                fields=["village", "subject_kind", "subject_key"],
                condition=models.Q(current=True),
                name="one_current_publication_a_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | (models.Q(withdrawn_by__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="who_withdraws_says_why",
            ),
        ]
        indexes = [models.Index(fields=["village", "-published_at"], name="newest_publications")]

    def __str__(self) -> str:
        return f"{self.village_id} #{self.number}"
