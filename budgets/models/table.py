"""Tables that people bring: the one being looked at, which column is what, and what was taken of an activity."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from villages.models import Region, Village


class BroughtTable(models.Model):
    """A file between its preview and the word to take it in; kept for a day, for its bringer alone."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("pembawa"))
    form = models.CharField(_("bentuk"), max_length=24)
    village = models.ForeignKey(Village, models.CASCADE, null=True, related_name="+", verbose_name=_("desa"))
    meeting = models.UUIDField(_("musyawarah"), null=True)
    asked = models.JSONField(_("yang dipilih"), default=dict)
    """What the person chose beside the file: the year, the source, which activities to overwrite."""
    name = models.CharField(_("nama berkas"), max_length=200)
    content = models.BinaryField(_("isi"))
    brought_at = models.DateTimeField(_("dibawa"))

    class Meta:
        verbose_name = _("tabel yang dibawa")
        verbose_name_plural = _("tabel yang dibawa")
        indexes = [models.Index(fields=["brought_at"], name="brought_tables_by_age")]

    def __str__(self) -> str:
        return self.name


class ColumnMapping(models.Model):
    """Where somebody said that the columns of a table stand; offered again for the next table with the same head."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("pembuat"))
    kabupaten = models.ForeignKey(Region, models.CASCADE, null=True, related_name="+", verbose_name=_("kabupaten"))
    form = models.CharField(_("bentuk"), max_length=24)
    fingerprint = models.CharField(_("sidik kepala tabel"), max_length=32)
    places = models.JSONField(_("tempat kolom"), default=dict)
    saved_at = models.DateTimeField(_("disimpan"))

    class Meta:
        verbose_name = _("pasangan kolom")
        verbose_name_plural = _("pasangan kolom")
        constraints = [
            models.UniqueConstraint(fields=["user", "form", "fingerprint"], name="one_mapping_of_a_head_a_person")
        ]
        indexes = [models.Index(fields=["kabupaten", "form", "fingerprint"], name="mappings_of_a_kabupaten")]

    def __str__(self) -> str:
        return f"{self.form} {self.fingerprint}"


class TakenItem(models.Model):
    """What a table last said of an activity: the base that tells a phone's later change from the table's own."""

    village = models.ForeignKey(Village, models.CASCADE, related_name="+", verbose_name=_("desa"))
    item = models.UUIDField(_("kegiatan"))
    said = models.JSONField(_("isi tabel"), default=dict)

    class Meta:
        verbose_name = _("kegiatan dari tabel")
        verbose_name_plural = _("kegiatan dari tabel")
        constraints = [models.UniqueConstraint(fields=["village", "item"], name="one_word_of_tables_on_an_item")]

    def __str__(self) -> str:
        return str(self.item)
