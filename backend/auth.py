"""Sign-in, sign-out and the knox token as django-ninja authentication."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security.base import AuthBase

from backend.kernel.actor import Actor
from backend.kernel.canonical import digest
from backend.kernel.problems import Problem
from sync.devices import TokenInvalid, device_of, lost_device_of, renew
from villages import codes
from villages.models import User


class CredentialsInvalid(Problem):
    code = "credentials_invalid"
    status = 401
    title = _("Nama pengguna atau kata sandi salah. Periksa lalu coba lagi.")


class OwnPasswordNeeded(Problem):
    """What was given in place of a password is the one-time code of a slip, and good (``backend.first_sign_in``)."""

    code = "own_password_needed"
    status = 409
    title = _("Ini kode sekali pakai. Buat dulu kata sandi Anda sendiri.")


class TooManyTries(Problem):
    code = "slow_down"
    status = 429
    title = _("Terlalu banyak percobaan. Tunggu sebentar lalu coba lagi.")


class DeviceToken(AuthBase):
    """``Authorization: Token <token>``; puts the device on ``request.auth`` and its person on ``request.user``."""

    openapi_type = "apiKey"
    openapi_name = "Authorization"
    openapi_in = "header"

    def __init__(self, *, renews: bool = True, of_lost: bool = False) -> None:
        """``renews``: the token's life is lengthened here; an exchange does so itself, in the one write it makes.

        ``of_lost``: the one door that stands open to a phone which was reported lost, and to no other.
        """
        super().__init__()
        self.renews = renews and not of_lost
        self.find = lost_device_of if of_lost else device_of

    def __call__(self, request: HttpRequest) -> Any:
        word, _space, token = request.headers.get("Authorization", "").partition(" ")
        if word.lower() != "token" or not token.strip():
            raise TokenInvalid
        device = self.find(token.strip())
        if self.renews:
            renew(device)
        request.user = device.user
        return device


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person of a request: with the phone that its token belongs to, or at a desk."""
    device = getattr(request, "auth", None)
    user = request.user
    if not isinstance(user, User):
        raise TokenInvalid
    number: UUID | None = getattr(device, "number", None)
    return Actor(user=user.pk, name=user.name, device=number)


def sign_in(request: HttpRequest, *, username: str, password: str, place: str) -> User:
    """The person with these credentials; tries are counted per account and ``place`` (a phone), and per address.

    Raises ``CredentialsInvalid``, ``OwnPasswordNeeded`` or ``TooManyTries`` (never locks an account out for other
    places).
    """
    address = request.META.get("REMOTE_ADDR", "")
    account = digest([username.lower(), place])
    counters = (
        (f"sign-in:{account}", settings.SIGN_IN_TRIES),
        (f"sign-in-address:{address}", settings.SIGN_IN_TRIES_PER_ADDRESS),
    )
    if any(cache.get(name, 0) >= most for name, most in counters):
        raise TooManyTries(retry_after=settings.SIGN_IN_WINDOW)
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        cache.delete(counters[0][0])
        return user
    if codes.fits(username, password):
        raise OwnPasswordNeeded
    for name, _most in counters:
        cache.add(name, 0, settings.SIGN_IN_WINDOW)
        cache.incr(name)
    raise CredentialsInvalid
