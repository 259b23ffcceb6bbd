"""Account codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.terms import CodeLevel, Ranah, Sector
from villages.models import Region


class AccountCode(models.Model):
    """A code that money is booked under: national, or a kabupaten's own (90 to 99).

    The same code means different things in the two trees, so ``ranah`` belongs to the key.
    """

    kabupaten = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("kabupaten")
    )
    ranah = models.CharField(_("ranah"), max_length=8, choices=Ranah)
    code = models.CharField(_("kode"), max_length=20)
    name = models.CharField(_("nama"), max_length=300)
    level = models.CharField(_("tingkat"), max_length=12, choices=CodeLevel)
    parent_code = models.CharField(_("kode induk"), max_length=20, blank=True)
    sector = models.CharField(_("sektor"), max_length=24, choices=Sector, blank=True)
    siskeudes = models.CharField(_("kode Siskeudes"), max_length=20, blank=True)
    said = models.CharField(_("kata warga"), max_length=300, blank=True)
    """What villagers of the kabupaten call it, beside ``data/kata_warga.txt``."""
    year_from = models.PositiveSmallIntegerField(_("berlaku sejak tahun"))
    year_until = models.PositiveSmallIntegerField(_("berlaku sampai tahun"), null=True, blank=True)

    class Meta:
        verbose_name = _("kode rekening")
        verbose_name_plural = _("kode rekening")
        ordering = ["ranah", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["ranah", "code", "year_from"],
                condition=models.Q(kabupaten__isnull=True),
                name="one_national_meaning_of_a_code_a_year",
            ),
            models.UniqueConstraint(
                fields=["kabupaten", "ranah", "code", "year_from"],
                name="one_local_meaning_of_a_code_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(year_until__isnull=True) | models.Q(year_until__gte=models.F("year_from")),
                name="a_code_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def in_force(self, year: int) -> bool:
        """Whether the code has this meaning in a fiscal year."""
        return self.year_from <= year and (self.year_until is None or self.year_until >= year)
