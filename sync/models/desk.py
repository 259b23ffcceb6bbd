"""What an officer comes in with at a desk: the browser that is signed in, and the codes on paper for a lost phone."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids


class Browser(models.Model):
    """A browser in which a person is signed in, as long as its session lasts: the row goes with the session.

    ``agent``: what the browser says of itself, cut at 300.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("orang"))
    since = models.DateTimeField(_("masuk"))
    seen_at = models.DateTimeField(_("terakhir dipakai"))
    agent = models.CharField(_("peramban"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("peramban")
        verbose_name_plural = _("peramban")

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_at:%Y-%m-%d %H:%M}"


class PaperCode(models.Model):
    """A code on paper in place of the second factor, kept as a password is; the row goes when the code is used."""

    device = models.ForeignKey("otp_static.StaticDevice", models.CASCADE, related_name="paper_codes")
    kept = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("kode kertas")
        verbose_name_plural = _("kode kertas")

    def __str__(self) -> str:
        return f"{self.device_id}"
