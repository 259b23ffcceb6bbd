"""What a village's year comes to, reckoned ahead so that an area of a thousand villages is read at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.models import Village


class Reckoned(models.Model):
    """Up to which entry of its ledger a village's money was reckoned, and when."""

    village = models.OneToOneField(Village, models.CASCADE, primary_key=True, related_name="+")
    head = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("hitungan desa")
        verbose_name_plural = _("hitungan desa")

    def __str__(self) -> str:
        return f"{self.village_id} {self.head}"


class YearStanding(models.Model):
    """The sums of one village and fiscal year; amounts in sen. Made from the records, never written by anybody.

    ``marks``: how many activities carry each mark. ``parts``: by dimension and key ``[activities, planned, spent]``;
    spending by source counts activities that one source alone pays, the others stand under ``several``.
    """

    village = models.ForeignKey(Village, models.CASCADE, related_name="+", db_index=False)
    fiscal_year = models.PositiveSmallIntegerField()
    budgeted = models.BooleanField()
    items = models.PositiveIntegerField()
    reported = models.PositiveIntegerField()
    finished = models.PositiveIntegerField()
    planned = models.BigIntegerField()
    spent = models.BigIntegerField()
    marks = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("ringkasan tahun")
        verbose_name_plural = _("ringkasan tahun")
        constraints = [
            models.UniqueConstraint(fields=["village", "fiscal_year"], name="one_standing_a_village_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.fiscal_year}"
