"""What people and phones were shown of a village."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from villages.models import Village


class Sight(models.Model):
    """Somebody was shown something of a village that is not public; once a person, page, thing and day.

    ``place``: the name of the page's address, or ``sync.sights.PHONE``. ``what``: the meeting, the file, or the number
    of the phone. ``at``: the first time that day. Forgotten after ``sync.sights.KEPT``.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(_("hari dilihat"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place = models.CharField(_("halaman"), max_length=40)
    what = models.CharField(_("yang dilihat"), max_length=64, blank=True)
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("yang diperlihatkan")
        verbose_name_plural = _("yang diperlihatkan")
        constraints = [
            models.UniqueConstraint(fields=["village", "on", "user", "place", "what"], name="one_sight_a_day")
        ]
        indexes = [models.Index(fields=["on"], name="sights_by_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.place} {self.on}"
