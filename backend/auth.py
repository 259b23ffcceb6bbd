"""Sign-in, sign-out and the knox token as django-ninja authentication."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security.base import AuthBase
from redis.exceptions import RedisError

from backend.kernel.actor import Actor
from backend.kernel.canonical import digest
from backend.kernel.counting import TooManyTries, one_more
from backend.kernel.logs import of_account
from backend.kernel.problems import Problem
from sync.devices import TokenInvalid, device_of, lost_device_of, renew
from villages import codes
from villages.board.callers import address_of
from villages.models import User

_log = logging.getLogger("rembuk.sign_in")
SALT = "backend.auth"
HOUR = 60 * 60
COME_AGAIN = 5
"""Seconds until a cache that is gone may be back."""


class CredentialsInvalid(Problem):
    code = "credentials_invalid"
    status = 401
    title = _("Nama pengguna atau kata sandi salah. Periksa lalu coba lagi.")


class OwnPasswordNeeded(Problem):
    """What was given in place of a password is the one-time code of a slip, and good (``backend.first_sign_in``)."""

    code = "own_password_needed"
    status = 409
    title = _("Ini kode sekali pakai. Buat dulu kata sandi Anda sendiri.")


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
        of_account(request, device.user_id)
        return device


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person of a request: with the phone that its token belongs to, or at a desk."""
    device = getattr(request, "auth", None)
    user = request.user
    if not isinstance(user, User):
        raise TokenInvalid
    number: UUID | None = getattr(device, "number", None)
    return Actor(user=user.pk, name=user.name, device=number)


class Uncounted(Problem):
    """Nobody can say how often was tried, so nobody is let in; whoever is signed in goes on."""

    code = "unavailable"
    status = 503
    title = _("Server sedang sibuk, masuk belum bisa. Coba lagi sebentar lagi; yang sudah masuk tetap dapat bekerja.")


@dataclass(frozen=True, slots=True)
class Counter:
    """Tries under a name: ``most`` of them in ``span`` seconds after the first."""

    name: str
    most: int
    span: int


def sign_in(request: HttpRequest, *, username: str, password: str, place: str, known: bool = False) -> User:
    """The person with these credentials. Tries are counted before the password is looked at; right ones do not count.

    Counted per account and ``place`` (a phone, or a desk's address), per address, and per account. Of the last two a
    ``known`` place is free, a phone on which this person was signed in before: so whoever guesses at an account or
    behind a village's one address locks out none of its phones. Raises ``CredentialsInvalid``, ``TooManyTries``,
    ``Uncounted`` where the cache is gone, and for the good code of a slip, which does not count either,
    ``OwnPasswordNeeded``.
    """
    counters = _counters(request, username.lower(), place, known=known)
    try:
        _count(counters)
        user = _authentic(request, username, password)
    except RedisError:
        raise Uncounted(retry_after=COME_AGAIN) from None
    except OwnPasswordNeeded:
        with suppress(RedisError):
            _give_back(counters)
        raise
    except Problem as refusal:
        # By its digest: whoever mistypes a password into the field for the name leaves no trace of it.
        _log.warning("sign-in refused: %s, account %s", refusal.code, digest([username.lower()])[:12])
        raise
    of_account(request, user.pk)
    _log.info("signed in: %s at a %s", user.pk, "known phone" if known else "new place")
    with suppress(RedisError):
        cache.delete(counters[0].name)
        _give_back(counters[1:])
    return user


def desk_of(request: HttpRequest) -> str:
    """The ``place`` of whoever signs in at a desk: its address, which nobody reads back."""
    return f"desk:{address_of(request, SALT)}"


def _authentic(request: HttpRequest, username: str, password: str) -> User:
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        return user
    if codes.fits(username, password):
        raise OwnPasswordNeeded
    raise CredentialsInvalid


def _counters(request: HttpRequest, account: str, place: str, *, known: bool) -> list[Counter]:
    pair = Counter(f"sign-in:{digest([account, place])}", settings.SIGN_IN_TRIES, settings.SIGN_IN_WINDOW)
    if known:
        return [pair]
    return [
        pair,
        Counter(f"sign-in-at:{address_of(request, SALT)}", settings.SIGN_IN_TRIES_PER_ADDRESS, HOUR),
        Counter(f"sign-in-as:{digest([account])}", settings.SIGN_IN_TRIES_PER_ACCOUNT, HOUR),
    ]


def _count(counters: list[Counter]) -> None:
    """Counts one more everywhere; where it is one too many, nowhere after that."""
    for place, counter in enumerate(counters):
        if one_more(counter.name, counter.span) > counter.most:
            _give_back(counters[: place + 1])
            raise TooManyTries(retry_after=counter.span)


def _give_back(counters: list[Counter]) -> None:
    for counter in counters:
        with suppress(ValueError):  # its time ended meanwhile
            cache.decr(counter.name)
