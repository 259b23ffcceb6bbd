"""How people come in: the one-time code on a sign-in slip, and what was done about each person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from villages.models.people import Assignment, User
from villages.terms import Happened


class SignInCode(models.Model):
    """A one-time code by which somebody chooses a password of their own; only its keyed digest is kept.

    One a person: a new slip takes the place of the former. The row goes when the code is used.
    """

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="sign_in_code")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("dibuat"))
    expires_at = models.DateTimeField(_("berlaku sampai"))

    class Meta:
        verbose_name = _("kode sekali pakai")
        verbose_name_plural = _("kode sekali pakai")

    def __str__(self) -> str:
        return f"{self.user_id}"


class PersonEvent(models.Model):
    """One thing that was done about a person; ``by`` is empty where the person did it alone.

    Never changed (trigger ``person_event_never_changes``). ``facts`` hold no secret.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="events", verbose_name=_("orang"))
    what = models.CharField(_("kejadian"), max_length=20, choices=Happened)
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, related_name="events", verbose_name=_("penugasan")
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("oleh"))
    at = models.DateTimeField(_("waktu"))
    facts = models.JSONField(_("rincian"), default=dict)

    class Meta:
        verbose_name = _("riwayat orang")
        verbose_name_plural = _("riwayat orang")
        indexes = [models.Index(fields=["person", "at"], name="events_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.what}"
