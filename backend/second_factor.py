"""The officers' second factor: a code from an app on their phone (TOTP, RFC 6238), or one of ten codes on paper."""

from datetime import datetime, timedelta
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from backend.kernel import clock
from sync.desk import SECOND_FACTOR
from villages.models import User

WAITING = "waits_for_code"
PATIENCE = timedelta(minutes=10)
"""How long after the password the code may come."""
ON_PAPER = 10
DIGITS = 6
BACKEND = "django.contrib.auth.backends.ModelBackend"


def has_one(user: User) -> bool:
    """Whether the person has set up a second factor. One query."""
    found: bool = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    return found


def remember(request: HttpRequest, user: User, *, then: str) -> None:
    """Keeps who gave the right password, for the page that asks for the code."""
    request.session.cycle_key()
    request.session[WAITING] = {"user": str(user.pk), "at": clock.now().isoformat(), "then": then}


@sensitive_post_parameters("code")
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Asks for the code; django-otp slows down who guesses."""
    waiting = request.session.get(WAITING)
    user = _waiting_user(waiting)
    if user is None:
        request.session.pop(WAITING, None)
        return redirect("entrance:sign_in")
    wrong = False
    if request.method == "POST":
        if _is_right(user, _typed(request)):
            then = request.session.pop(WAITING)["then"]
            login(request, user, backend=BACKEND)
            request.session[SECOND_FACTOR] = True
            return redirect(then)
        wrong = True
    return render(request, "registration/code.html", {"wrong": wrong}, status=401 if wrong else 200)


@sensitive_post_parameters("code")
@never_cache
@login_required
def manage(request: HttpRequest) -> HttpResponse:
    """Sets up the second factor, shows the codes for paper once, or takes it away again with a code."""
    user: Any = request.user
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    if device is not None:
        return _remove(request, user, device)
    fresh, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    if request.method == "POST" and fresh.verify_token(_typed(request)):
        fresh.confirmed = True
        fresh.save()
        request.session[SECOND_FACTOR] = True
        return render(request, "registration/paper_codes.html", {"codes": _paper(user)})
    shown = {
        "picture": segno.make(fresh.config_url, error="m").svg_data_uri(scale=5, border=4),
        "secret": _spaced(fresh),
        "wrong": request.method == "POST",
        "required": settings.SECOND_FACTOR_REQUIRED,
    }
    return render(request, "registration/second_factor.html", shown, status=422 if shown["wrong"] else 200)


def _remove(request: HttpRequest, user: User, device: TOTPDevice) -> HttpResponse:
    left = StaticToken.objects.filter(device__user=user).count()
    wrong = False
    if request.method == "POST":
        if _is_right(user, _typed(request)):
            device.delete()
            StaticDevice.objects.filter(user=user).delete()
            request.session.pop(SECOND_FACTOR, None)
            messages.success(request, _("Kunci kedua dihapus. Masuk berikutnya cukup dengan kata sandi."))
            return redirect("entrance:second_factor")
        wrong = True
    shown = {"has_one": True, "left": left, "wrong": wrong}
    return render(request, "registration/second_factor.html", shown, status=422 if wrong else 200)


def _waiting_user(waiting: Any) -> User | None:
    if not isinstance(waiting, dict) or clock.now() - datetime.fromisoformat(waiting["at"]) > PATIENCE:
        return None
    return User.objects.filter(pk=waiting["user"], is_active=True).first()


def _is_right(user: User, typed: str) -> bool:
    """Whether it is a code of the app or an unused one from paper.

    Only the one kind is asked: a code of the app would count as a wrong one from paper and in the end lock the paper.
    """
    model = TOTPDevice if typed.isdecimal() and len(typed) == DIGITS else StaticDevice
    device = model.objects.filter(user=user, confirmed=True).first()
    return device is not None and verify_token(user, device.persistent_id, typed) is not None


def _paper(user: User) -> list[str]:
    """New codes for paper, each good for once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="paper")
    codes = [StaticToken.random_token() for _each in range(ON_PAPER)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=one) for one in codes)
    return codes


def _typed(request: HttpRequest) -> str:
    return request.POST.get("code", "").replace(" ", "").lower()[:20]


def _spaced(device: TOTPDevice) -> str:
    """The secret as apps take it by hand: base32 in groups of four."""
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
