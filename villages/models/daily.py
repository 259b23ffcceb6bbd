"""The daily digest of a kabupaten, and which files were ever given out."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from villages.models.places import Region
from villages.models.publication import Publication

FIRST = "0" * 64
"""What the first day of a kabupaten carries in place of the day before."""
GROUP, PRINTED = 4, 16


class DailyDigest(models.Model):
    """One hash for all ledgers of a kabupaten as they stood when a day ended there.

    ``value`` stands for the day, the ``root`` of the tree over its leaves, and the value of the day before; it is what
    boards print. ``leaves`` are left out on a day that ended as the one in ``same_as``. Never changed, never deleted
    (trigger ``digest_never_changes``).
    """

    kabupaten = models.ForeignKey(Region, models.PROTECT, related_name="+")
    day = models.DateField(_("hari"))
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    value = models.CharField(max_length=64)
    leaves = models.JSONField(null=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sidik harian")
        verbose_name_plural = _("sidik harian")
        constraints = [
            models.UniqueConstraint(fields=["kabupaten", "day"], name="one_digest_a_day"),
            models.UniqueConstraint(fields=["kabupaten", "previous"], name="digests_never_fork"),
            models.CheckConstraint(
                condition=models.Q(leaves__isnull=True) ^ models.Q(same_as__isnull=True), name="digest_has_its_leaves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kabupaten_id} {self.day}"

    @classmethod
    def newest_of(cls, kabupaten: str) -> "DailyDigest | None":
        """The last digest of a kabupaten, without its leaves. One query."""
        return cls.objects.defer("leaves").filter(kabupaten=kabupaten).order_by("-day").first()

    @classmethod
    def first_day_of(cls, kabupaten: str) -> date | None:
        """Since when a kabupaten has digests. One query."""
        return cls.objects.filter(kabupaten=kabupaten).order_by("day").values_list("day", flat=True).first()

    @property
    def letters(self) -> str:
        """The first sixteen letters in groups, as boards print them: ``ABCD-EFGH-…``. No query."""
        code = ids.spoken_code(bytes.fromhex(self.value), length=PRINTED)
        return "-".join(code[at : at + GROUP] for at in range(0, PRINTED, GROUP))


class GivenOut(models.Model):
    """The fingerprint of a document that was made of a publication, in whichever drawing."""

    sha256 = models.CharField(max_length=64)
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="given_out")
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256", "publication", "name"], name="a_file_is_given_out_once"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.name}"
