"""A lost second factor at a desk or on the administration pages: who asks is asked again, and the person is told."""

import logging
from smtplib import SMTPException
from typing import Any

from django import forms
from django.core.mail import send_mail
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp import verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from backend.kernel.problems import Problem
from backend.onboarding import renewal
from sync.desk import actor_of
from villages.again import confirm
from villages.board.dossier import LANGUAGE
from villages.models import User

_log = logging.getLogger("rembuk.lost_factor")
SHORTEST_REASON, LONGEST_REASON = 10, 300


class LostFactorForm(forms.Form):
    """Why, and the officer's own password and second factor, counted like tries at the door."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Misalnya: HP hilang, sudah bertemu langsung di kantor kecamatan."),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    password = forms.CharField(
        label=gettext_lazy("Kata sandi Anda sendiri"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Kode enam angka dari HP Anda sendiri"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.request = request
        self.own = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
        if self.own is None:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        """Looks at password and code only where all else is right."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        me: Any = self.request.user
        try:
            confirm(me, said["password"])
        except Problem as refusal:
            self.add_error("password", str(refusal.title))
            return said
        if self.own is not None:
            typed = said["code"].replace(" ", "")
            if verify_token(me, self.own.persistent_id, typed) is None:
                self.add_error("code", _("Kode tidak cocok. Tunggu angka baru, lalu ketik lagi."))
        return said


def take(form: LostFactorForm, user: User) -> str:
    """Takes the second factor away and tells the person by mail; answers what to tell the officer."""
    renewal.take_second_factor(user, by=actor_of(form.request), reason=form.cleaned_data["reason"])
    told = _("Kunci kedua %(name)s dihapus.") % {"name": user.name}
    return f"{told} {_tell(user)}"


def _tell(user: User) -> str:
    if not user.email:
        return _("Alamat surelnya tidak tercatat; ia diberi tahu saat masuk berikutnya.")
    with translation.override(LANGUAGE):
        subject = _("Rembuk Desa: kunci kedua Anda dihapus")
        body = _(
            "Kunci kedua akun Anda dihapus oleh petugas karena dilaporkan hilang. Bila bukan Anda yang meminta, segera"
            " ganti kata sandi dan hubungi kantor Anda."
        )
    try:
        send_mail(subject, body, None, [user.email])
    except (SMTPException, OSError):
        _log.warning("mail about a lost second factor was not sent")
        return _("Suratnya tidak terkirim; beri tahu orangnya langsung.")
    return _("Pemberitahuan dikirim ke surelnya.")
