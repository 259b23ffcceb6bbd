"""Bytes of photographs and other files."""

from django.db import models

from backend.kernel import ids
from villages.models import Village


class Blob(models.Model):
    """A whole file whose size and SHA-256 the server has checked; once a village and content."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["village", "sha256"], name="bytes_once_a_village")]

    def __str__(self) -> str:
        return self.sha256
