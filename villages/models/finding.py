"""What checks found wrong with a subject, and what an officer said of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from villages.models.places import Village
from villages.terms import Severity


class StoredFinding(models.Model):
    """One finding of a subject, kept when it is gone: an officer may have said something of it.

    ``digest`` is the digest of what was found; a dismissal counts for the digest that it was said of
    (``dismissed_digest``), so that a finding which reads otherwise stands open again.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.UUIDField()
    code = models.CharField(max_length=40)
    key = models.CharField(max_length=80, blank=True)
    severity = models.CharField(max_length=10, choices=Severity)
    evidence = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dismissed_reason = models.CharField(max_length=2000, blank=True)
    dismissed_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("temuan")
        verbose_name_plural = _("temuan")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "subject_kind", "subject_key", "code", "key"], name="one_finding_a_subject_and_key"
            ),
            models.CheckConstraint(
                condition=models.Q(dismissed_at__isnull=True)
                | (models.Q(dismissed_by__isnull=False) & ~models.Q(dismissed_reason="")),
                name="who_dismisses_a_finding_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.code} {self.key}"


class CheckRun(models.Model):
    """When a subject was last checked, and at which version of its record: a later one calls for another look."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.UUIDField()
    version = models.BigIntegerField()
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pemeriksaan otomatis")
        verbose_name_plural = _("pemeriksaan otomatis")
        constraints = [
            models.UniqueConstraint(fields=["village", "subject_kind", "subject_key"], name="one_check_run_a_subject")
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.subject_key}"
