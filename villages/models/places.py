"""Regions, the villages that live on when codes change, and what differs from kabupaten to kabupaten."""

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.terms import ZONE_NAMES, Level, Reviewers, Zone


class Region(models.Model):
    """A province down to a village as the Ministry of Home Affairs codes it now."""

    code = models.CharField(_("kode"), max_length=13, primary_key=True)
    name = models.CharField(_("nama"), max_length=80)
    level = models.CharField(_("tingkat"), max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    dataset = models.CharField(_("sumber data"), max_length=40)
    retired_in = models.CharField(_("tidak ada lagi dalam"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("wilayah")
        verbose_name_plural = _("wilayah")
        indexes = [models.Index(fields=["level", "name"], name="region_by_level_and_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class RegionChange(models.Model):
    """The code history: what a newer data set changed."""

    class What(models.TextChoices):
        ADDED = "added", _("kode baru")
        RENAMED = "renamed", _("ganti nama")
        RETIRED = "retired", _("kode tidak ada lagi")
        RETURNED = "returned", _("kode ada lagi")

    region = models.ForeignKey(Region, models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=What)
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    dataset = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("perubahan kode wilayah")
        verbose_name_plural = _("riwayat kode wilayah")

    def __str__(self) -> str:
        return f"{self.region_id} {self.what}"


class Village(models.Model):
    """A village by an identity that survives recodes, renames and splits."""

    id = models.UUIDField(primary_key=True)
    region = models.OneToOneField(Region, models.PROTECT, related_name="village", verbose_name=_("wilayah"))
    zone = models.CharField(_("zona waktu"), max_length=4, choices=Zone, default=Zone.WIB)
    hamlets = models.JSONField(_("dusun"), default=list, blank=True)
    usual_place = models.CharField(_("tempat musyawarah"), max_length=200, blank=True)
    complaint_contact = models.CharField(_("alamat pengaduan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("desa")
        verbose_name_plural = _("desa")

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def code(self) -> str:
        """The present Kemendagri code. No query."""
        return self.region_id

    @property
    def name(self) -> str:
        """The present name. One query unless ``region`` was fetched."""
        return self.region.name

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(ZONE_NAMES[Zone(self.zone)])


class VillageCode(models.Model):
    """A code and name that a village bears or bore; old board addresses are found here."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="codes")
    code = models.CharField(max_length=13, db_index=True)
    name = models.CharField(max_length=80)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    decree = models.CharField(_("dasar"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("kode desa")
        verbose_name_plural = _("riwayat kode desa")
        constraints = [
            models.UniqueConstraint(
                fields=["village"], condition=models.Q(until_on__isnull=True), name="one_present_code_a_village"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class LocalTerms(models.Model):
    """What a kabupaten calls things: nagari, gampong, kampung, pekon, …"""

    kabupaten = models.OneToOneField(Region, models.CASCADE, related_name="local_terms")
    village = models.CharField(_("desa disebut"), max_length=40, default="Desa")
    village_head = models.CharField(_("kepala desa disebut"), max_length=40, default="Kepala Desa")
    hamlet = models.CharField(_("dusun disebut"), max_length=40, default="Dusun")
    kecamatan = models.CharField(_("kecamatan disebut"), max_length=40, default="Kecamatan")
    kecamatan_head = models.CharField(_("camat disebut"), max_length=40, default="Camat")
    council = models.CharField(_("BPD disebut"), max_length=60, default="BPD")

    class Meta:
        verbose_name = _("sebutan")
        verbose_name_plural = _("sebutan")

    def __str__(self) -> str:
        return f"{self.kabupaten_id}: {self.village}"


class RuleSet(models.Model):
    """The rules of a kabupaten for a year; a meeting snapshots those that it was held under."""

    kabupaten = models.ForeignKey(Region, models.CASCADE, related_name="rule_sets")
    year = models.PositiveSmallIntegerField(_("tahun"))
    legal_basis = models.CharField(_("dasar hukum"), max_length=300, blank=True)
    quorum_numerator = models.PositiveSmallIntegerField(_("kuorum: berapa"), default=2)
    quorum_denominator = models.PositiveSmallIntegerField(_("dari berapa bagian undangan"), default=3)
    adjourn_hours = models.PositiveSmallIntegerField(_("ditunda paling lama (jam)"), default=3)
    resume_days = models.PositiveSmallIntegerField(_("diulang paling lambat (hari)"), default=3)
    invitation_days = models.PositiveSmallIntegerField(_("undangan paling lambat (hari sebelumnya)"), default=5)
    report_working_days = models.PositiveSmallIntegerField(_("laporan paling lambat (hari kerja)"), default=7)
    minimum_women_percent = models.PositiveSmallIntegerField(_("perempuan paling sedikit (persen)"), default=30)
    required_elements = models.JSONField(_("unsur yang wajib hadir"), default=list, blank=True)
    reviewers = models.CharField(_("diperiksa oleh"), max_length=10, choices=Reviewers, default=Reviewers.KECAMATAN)
    reviewers_by_kind = models.JSONField(
        _("pemeriksa per jenis musyawarah"),
        default=dict,
        blank=True,
        help_text=_('Misalnya {"musdes_apbdes": "sequence"}; jenis lain mengikuti pemeriksa di atas.'),
    )
    signers = models.JSONField(_("penanda tangan per jenis musyawarah"), default=dict, blank=True)
    fund_shares = models.JSONField(_("porsi dan batas dana"), default=dict, blank=True)
    holidays = models.JSONField(_("hari libur daerah"), default=list, blank=True)

    class Meta:
        verbose_name = _("aturan tahunan")
        verbose_name_plural = _("aturan tahunan")
        constraints = [
            models.UniqueConstraint(fields=["kabupaten", "year"], name="one_rule_set_a_kabupaten_and_year"),
            models.CheckConstraint(
                condition=models.Q(quorum_numerator__lte=models.F("quorum_denominator")),
                name="quorum_is_at_most_everybody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kabupaten_id} {self.year}"
