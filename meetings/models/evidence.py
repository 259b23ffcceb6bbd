"""Photographs, and proof that a village made something known."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.terms import MediaType, Medium, PhotoPurpose
from sync.fields import Count, Day, Degrees, Flag, Moment, Ref, Text, Word
from sync.models import SyncedRecord

MOST_BYTES = 25 * 2**20
MOST_PIXELS = 20000


class Photo(SyncedRecord):
    """A photograph of a meeting or of work in progress; its bytes are a blob of the same SHA-256.

    ``original`` names a second blob, the file as the camera wrote it: place and all, so only officers see it.
    """

    meeting = Ref(verbose_name=_("musyawarah"))
    progress_report = Ref(verbose_name=_("laporan kemajuan"))
    purpose = Word(PhotoPurpose, default=PhotoPurpose.DOCUMENTATION, verbose_name=_("kegunaan"))
    caption = Text(200, verbose_name=_("keterangan"))
    taken_at = Moment(verbose_name=_("diambil pada"))
    latitude = Degrees(verbose_name=_("lintang"))
    longitude = Degrees(verbose_name=_("bujur"))
    sha256 = Text(64, verbose_name=_("sidik berkas"))
    size = Count(1, MOST_BYTES, verbose_name=_("ukuran"))
    media_type = Word(MediaType, verbose_name=_("jenis berkas"))
    width = Count(1, MOST_PIXELS, verbose_name=_("lebar"))
    height = Count(1, MOST_PIXELS, verbose_name=_("tinggi"))
    publishable = Flag(verbose_name=_("boleh diterbitkan"))
    original = Text(64, verbose_name=_("sidik foto asli"))

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("foto")
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gte=1), name="a_photo_has_bytes"),
        ]
        indexes = [
            models.Index(fields=["village", "meeting"], name="photos_of_a_meeting"),
            models.Index(fields=["village", "progress_report"], name="photos_of_a_progress_report"),
            models.Index(fields=["village", "sha256"], name="photos_by_content"),
        ]


class Publicity(SyncedRecord):
    """Proof that the village made a meeting or plan known."""

    meeting = Ref(verbose_name=_("musyawarah"))
    medium = Word(Medium, verbose_name=_("media"))
    place = Text(200, verbose_name=_("tempat"))
    published_on = Day(verbose_name=_("tanggal"))
    photo = Ref(verbose_name=_("foto bukti"))
    note = Text(500, verbose_name=_("catatan"))

    class Meta:
        verbose_name = _("publikasi")
        verbose_name_plural = _("publikasi")
        indexes = [models.Index(fields=["village", "meeting"], name="publicity_of_a_meeting")]
