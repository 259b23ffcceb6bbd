"""A phone that a person signed in on; it is the knox token, so revoking the one cuts off the other."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken
from knox.settings import CONSTANTS

from backend.kernel import ids


class Device(AbstractAuthToken):  # type: ignore[misc]
    """A person's phone. ``number`` is the id that the phone gave itself; the row outlives its token.

    ``digest`` is empty once the person signed out; ``revoked_at`` marks one that was cut off, ``lost_at`` one that was
    reported lost besides: whatever comes from it later waits for a human. ``refused_code``: why its last exchange
    was refused as a whole, until one succeeds.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    digest = models.CharField(max_length=CONSTANTS.DIGEST_LENGTH, unique=True, null=True)  # noqa: DJ001 -- unique, and many rows have none
    number = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("nama HP"), max_length=80, blank=True)
    platform = models.CharField(max_length=80, blank=True)
    app_version = models.CharField(max_length=40, blank=True)
    seen_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    lost_at = models.DateTimeField(null=True)
    unsent_changes = models.PositiveIntegerField(default=0)
    unsent_files = models.PositiveIntegerField(default=0)
    refused_at = models.DateTimeField(null=True)
    refused_code = models.CharField(max_length=40, blank=True, default="", db_default="")

    renewal: datetime | None = None
    """Until when the token should live by now; ``None`` where it is not worth a write."""

    class Meta:
        verbose_name = _("HP")
        verbose_name_plural = _("HP")
        constraints = [models.UniqueConstraint(fields=["user", "number"], name="one_device_a_person_and_number")]

    def __str__(self) -> str:
        return self.name or str(self.number)

    @property
    def owes(self) -> bool:
        """Whether the phone said, when it was last seen, that something is on it alone."""
        return self.unsent_changes + self.unsent_files > 0
