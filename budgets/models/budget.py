"""The APB Desa: what a village adopted by Perdes for a year, its revisions, and how much of it came true.

Kept at a desk, not on phones: the village secretary types it in or brings the file of Siskeudes. Every change is
recorded with who and when.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from budgets.terms import BudgetChangeKind, BudgetState, FundSource
from villages.models import Village

LONGEST_NAME = 300


class VillageBudget(models.Model):
    """One edition of a year's APB Desa: the first (murni), or a revision (perubahan) that began as its copy.

    ``revision`` counts changes, so that nobody overwrites what they have not seen.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="budgets")
    fiscal_year = models.PositiveSmallIntegerField(_("tahun anggaran"))
    edition = models.PositiveSmallIntegerField(_("perubahan ke"), default=0)
    state = models.CharField(_("keadaan"), max_length=10, choices=BudgetState, default=BudgetState.DRAFT)
    legal_reference = models.CharField(_("dasar hukum"), max_length=200, blank=True)
    adopted_on = models.DateField(_("ditetapkan pada"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("APB Desa")
        verbose_name_plural = _("APB Desa")
        constraints = [
            models.UniqueConstraint(fields=["village", "fiscal_year", "edition"], name="an_edition_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(state=BudgetState.DRAFT)
                | (models.Q(adopted_on__isnull=False) & ~models.Q(legal_reference="")),
                name="an_adopted_budget_names_its_perdes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.fiscal_year}/{self.edition}"

    @property
    def is_draft(self) -> bool:
        return self.state == BudgetState.DRAFT


class BudgetWork(models.Model):
    """A kegiatan of an edition. ``thread`` is its identity over editions, ``item`` the activity that was adopted."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    budget = models.ForeignKey(VillageBudget, models.CASCADE, related_name="works")
    thread = models.UUIDField(default=ids.uuid7)
    code = models.CharField(_("kode kegiatan"), max_length=20)
    name = models.CharField(_("kegiatan"), max_length=LONGEST_NAME)
    place = models.CharField(_("lokasi"), max_length=200, blank=True)
    volume = models.BigIntegerField(_("volume keluaran"), null=True, blank=True)
    unit = models.CharField(_("satuan"), max_length=20, blank=True)
    item = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("kegiatan APB Desa")
        verbose_name_plural = _("kegiatan APB Desa")
        constraints = [
            models.UniqueConstraint(fields=["budget", "code", "name"], name="an_activity_once_an_edition"),
            models.CheckConstraint(condition=models.Q(volume__gte=0), name="output_is_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class BudgetLine(models.Model):
    """An amount under an account code, of one source. ``before``: what the edition before gave."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    budget = models.ForeignKey(VillageBudget, models.CASCADE, related_name="lines")
    work = models.ForeignKey(BudgetWork, models.CASCADE, null=True, blank=True, related_name="lines")
    thread = models.UUIDField(default=ids.uuid7)
    account = models.CharField(_("kode rekening"), max_length=20)
    name = models.CharField(_("uraian"), max_length=LONGEST_NAME, blank=True)
    source = models.CharField(_("sumber dana"), max_length=8, choices=FundSource, blank=True)
    amount = models.BigIntegerField(_("anggaran"))
    before = models.BigIntegerField(_("semula"), default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("baris APB Desa")
        verbose_name_plural = _("baris APB Desa")
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "work", "account", "source", "name"],
                condition=models.Q(work__isnull=False),
                name="a_line_once_an_activity",
            ),
            models.UniqueConstraint(
                fields=["budget", "account", "source", "name"],
                condition=models.Q(work__isnull=True),
                name="a_line_once_an_edition",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0) & models.Q(before__gte=0), name="a_line_is_never_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.name}"


class BudgetRealised(models.Model):
    """How much of a line had come in or been spent, all in all, up to a day. The newest day counts."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    thread = models.UUIDField()
    as_of = models.DateField(_("sampai tanggal"))
    amount = models.BigIntegerField(_("realisasi"))

    class Meta:
        verbose_name = _("realisasi APB Desa")
        verbose_name_plural = _("realisasi APB Desa")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "fiscal_year", "thread", "as_of"], name="one_sum_a_line_and_day"
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="what_came_true_is_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.thread} {self.as_of}"


class BudgetChange(models.Model):
    """Who changed what in an edition, when; never changed itself."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    budget = models.ForeignKey(VillageBudget, models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=BudgetChangeKind)
    about = models.CharField(max_length=400, blank=True)
    was = models.JSONField(default=dict)
    became = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("perubahan isi APB Desa")
        verbose_name_plural = _("riwayat APB Desa")
        ordering = ["budget", "revision", "id"]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.revision}"
