"""What is kept of photographs and minutes so that a copy is found among millions. Derived; may be made anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.models import Village


class PhotoPrint(models.Model):
    """The difference hash of one photograph (``rules.pictures``), and its four bands; a flat picture has no bands.

    ``screen_percent`` (``rules.screens``) and ``ring_percent`` (``rules.stamps``) are measured where the photograph's
    purpose asks for them; ``None``: not measured, or nothing could be.
    """

    village = models.ForeignKey(Village, models.PROTECT, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    hash = models.BigIntegerField()
    mirror = models.BigIntegerField()
    paper_percent = models.PositiveSmallIntegerField()
    screen_percent = models.PositiveSmallIntegerField(null=True)
    ring_percent = models.PositiveSmallIntegerField(null=True)
    first = models.IntegerField(null=True)
    second = models.IntegerField(null=True)
    third = models.IntegerField(null=True)
    fourth = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("sidik gambar")
        verbose_name_plural = _("sidik gambar")
        constraints = [models.UniqueConstraint(fields=["village", "sha256"], name="one_print_a_photo")]
        indexes = [
            models.Index(fields=["first", "hash", "id"], name="photos_by_first_band"),
            models.Index(fields=["second", "hash", "id"], name="photos_by_second_band"),
            models.Index(fields=["third", "hash", "id"], name="photos_by_third_band"),
            models.Index(fields=["fourth", "hash", "id"], name="photos_by_fourth_band"),
        ]

    def __str__(self) -> str:
        return self.sha256


class MinutesPrint(models.Model):
    """One number of a meeting's minutes: a band of their sketch, or a sentence (``rules.prose``)."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="+", db_index=False)
    meeting = models.UUIDField()
    is_sentence = models.BooleanField()
    value = models.BigIntegerField()

    class Meta:
        verbose_name = _("sidik notulen")
        verbose_name_plural = _("sidik notulen")
        constraints = [
            models.UniqueConstraint(fields=["village", "meeting", "is_sentence", "value"], name="one_print_of_minutes")
        ]
        indexes = [models.Index(fields=["value", "is_sentence", "village"], name="minutes_by_value")]

    def __str__(self) -> str:
        return f"{self.meeting} {self.value}"
