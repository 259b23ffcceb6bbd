"""The officers' second factor: a code from an app on their phone (TOTP, RFC 6238), or one of ten codes on paper."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from backend import paper
from backend.kernel import clock
from backend.kernel.problems import Problem
from sync.desk import SECOND_FACTOR
from villages.again import confirm
from villages.models import User

WAITING = "waits_for_code"
PATIENCE = timedelta(minutes=10)
"""How long after the password the code may come."""
DIGITS = 6
BACKEND = "django.contrib.auth.backends.ModelBackend"


class CodeWrong(Problem):
    code: ClassVar[str] = "code_wrong"
    status = 422
    title = gettext_lazy("Kode tidak cocok. Tunggu angka baru, lalu ketik lagi.")


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


@sensitive_post_parameters("code", "password")
@never_cache
@login_required
def manage(request: HttpRequest) -> HttpResponse:
    """Sets up the second factor and shows the codes for paper once, or takes it away again: with password and code."""
    user: Any = request.user
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            confirm(user, request.POST.get("password", ""))
            return _set_up(request, user) if device is None else _remove(request, user, device)
        except Problem as refused:
            refusal = refused
    shown = _to_scan(user) if device is None else {"has_one": True, "left": paper.left(user)}
    status = refusal.status if refusal else 200
    answer = render(request, "registration/second_factor.html", {**shown, "refusal": refusal}, status=status)
    for name, value in refusal.headers.items() if refusal else ():
        answer[name] = value
    return answer


def _set_up(request: HttpRequest, user: User) -> HttpResponse:
    device = _fresh(user)
    if not device.verify_token(_typed(request)):
        raise CodeWrong
    device.confirmed = True
    device.save()
    request.session[SECOND_FACTOR] = True
    return render(request, "registration/paper_codes.html", {"codes": paper.give(user)})


def _remove(request: HttpRequest, user: User, device: TOTPDevice) -> HttpResponse:
    if not _is_right(user, _typed(request)):
        raise CodeWrong
    device.delete()
    paper.forget(user)
    request.session.pop(SECOND_FACTOR, None)
    messages.success(request, _("Kunci kedua dihapus. Masuk berikutnya cukup dengan kata sandi."))
    return redirect("entrance:second_factor")


def _fresh(user: User) -> TOTPDevice:
    return TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})[0]


def _to_scan(user: User) -> dict[str, Any]:
    device = _fresh(user)
    return {
        "picture": segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=4),
        "secret": _spaced(device),
        "required": settings.SECOND_FACTOR_REQUIRED,
    }


def _waiting_user(waiting: Any) -> User | None:
    if not isinstance(waiting, dict) or clock.now() - datetime.fromisoformat(waiting["at"]) > PATIENCE:
        return None
    return User.objects.filter(pk=waiting["user"], is_active=True).first()


def _is_right(user: User, typed: str) -> bool:
    """Whether it is a code of the app or an unused one from paper.

    Only the one kind is asked: a code of the app would count as a wrong one from paper and in the end lock the paper.
    """
    if not (typed.isdecimal() and len(typed) == DIGITS):
        return paper.spend(user, typed)
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    return device is not None and verify_token(user, device.persistent_id, typed) is not None


def _typed(request: HttpRequest) -> str:
    return request.POST.get("code", "").replace(" ", "").lower()[:20]


def _spaced(device: TOTPDevice) -> str:
    """The secret as apps take it by hand: base32 in groups of four."""
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
