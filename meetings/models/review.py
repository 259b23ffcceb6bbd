"""Who looks at a meeting, and what each office said of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from meetings.terms import CheckItem, LineSaid, ReviewLevel, VerdictSaid
from villages.models import Village


class OfMeeting(models.Model):
    """What somebody of an office did about a meeting, and when."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    meeting = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Verdict(OfMeeting):
    """What one office said of a meeting as it was shown (dossier digest ``seen``); never changed, only followed.

    ``findings``: the codes of what was open against it then. ``submitted_at``: since when it had waited.
    """

    level = models.CharField(max_length=10, choices=ReviewLevel)
    said = models.CharField(max_length=10, choices=VerdictSaid)
    seen = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    checklist = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("putusan pemeriksaan")
        verbose_name_plural = _("putusan pemeriksaan")
        indexes = [models.Index(fields=["village", "meeting", "at"], name="verdicts_on_a_meeting")]

    def __str__(self) -> str:
        return f"{self.meeting} {self.level} {self.said}"


class Taking(OfMeeting):
    """An officer has taken a meeting to review it: colleagues of the same office see so."""

    level = models.CharField(max_length=10, choices=ReviewLevel)

    class Meta:
        verbose_name = _("pemeriksaan yang diambil")
        verbose_name_plural = _("pemeriksaan yang diambil")
        constraints = [models.UniqueConstraint(fields=["village", "meeting", "level"], name="one_officer_an_office")]

    def __str__(self) -> str:
        return f"{self.meeting} {self.level} {self.by_id}"


class LineVerdict(OfMeeting):
    """What one office says of one line of the budget as it was at ``version``."""

    record = models.UUIDField()
    level = models.CharField(max_length=10, choices=ReviewLevel)
    version = models.BigIntegerField()
    said = models.CharField(max_length=10, choices=LineSaid)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("putusan per kegiatan")
        verbose_name_plural = _("putusan per kegiatan")
        constraints = [models.UniqueConstraint(fields=["village", "record", "level"], name="one_verdict_a_line")]
        indexes = [models.Index(fields=["village", "meeting"], name="line_verdicts_of_a_meeting")]

    def __str__(self) -> str:
        return f"{self.record} {self.level} {self.said}"


class CheckAnswer(OfMeeting):
    """One answer of an office's checklist; ``answer`` is ``None`` where only a remark was made."""

    level = models.CharField(max_length=10, choices=ReviewLevel)
    item = models.CharField(max_length=20, choices=CheckItem)
    answer = models.BooleanField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("jawaban daftar periksa")
        verbose_name_plural = _("jawaban daftar periksa")
        constraints = [
            models.UniqueConstraint(fields=["village", "meeting", "level", "item"], name="one_answer_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.item} {self.answer}"


class Look(OfMeeting):
    """An inspector looked at a meeting; what they read leaves this trace."""

    class Meta:
        verbose_name = _("jejak melihat")
        verbose_name_plural = _("jejak melihat")
        indexes = [models.Index(fields=["village", "at"], name="looks_by_time")]

    def __str__(self) -> str:
        return f"{self.by_id} {self.meeting}"


class NoticeChoice(models.Model):
    """What somebody wants to hear of, and whether by e-mail too; who has none hears of everything at the desk."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    sent = models.BooleanField(_("musyawarah dikirim desa"), default=True)
    returned = models.BooleanField(_("musyawarah dikembalikan"), default=True)
    accepted = models.BooleanField(_("musyawarah diterima"), default=True)
    deadline = models.BooleanField(_("batas waktu dekat"), default=True)
    by_mail = models.BooleanField(_("ringkasan harian lewat e-mail"), default=False)
    mailed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("pilihan kabar")
        verbose_name_plural = _("pilihan kabar")

    def __str__(self) -> str:
        return str(self.user_id)
