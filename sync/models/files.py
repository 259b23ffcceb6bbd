"""Bytes of photographs and other files."""

from django.conf import settings
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


class Upload(models.Model):
    """A file on its way (tus 1.0.0): how much of it the server has."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset__lte=models.F("size")), name="an_upload_is_never_longer_than_said"
            )
        ]
        indexes = [models.Index(fields=["expires_at"], name="uploads_by_expiry")]

    def __str__(self) -> str:
        return f"{self.sha256} {self.offset}/{self.size}"
