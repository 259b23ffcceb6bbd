"""Which pages of a village lie in the public site as files, and whether they are behind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.models.places import Village


class BoardFiles(models.Model):
    """The files of one village's board.

    ``wanted`` grows in the transaction of each change, ``made`` is what it was when the files were brought up to date:
    numbers, not hours, since a transaction may commit long after its hour. ``pages``: address → what the page depends
    on and the digest of its bytes, both shortened; an empty one says that a file may lie there. ``taken_until``: who
    writes has them until then. ``looked_on`` (the village's day) and ``drawn_with`` call for a look without a change.
    """

    village = models.OneToOneField(Village, models.CASCADE, primary_key=True, related_name="board_files")
    wanted = models.PositiveBigIntegerField(default=1)
    made = models.PositiveBigIntegerField(default=0)
    looked_on = models.DateField(null=True)
    drawn_with = models.CharField(max_length=16, blank=True)
    taken_until = models.DateTimeField(null=True)
    pages = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("berkas papan")
        verbose_name_plural = _("berkas papan")
        indexes = [models.Index(fields=["looked_on"], name="board_files_by_last_look")]

    def __str__(self) -> str:
        return f"{self.village_id} {self.made}/{self.wanted}"
