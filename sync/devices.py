"""Verbs of a person's phones: enrol, sign out, revoke."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from knox.crypto import hash_token
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from sync.access import villages_managed_by
from sync.models import Device

LONGEST_TOKEN = 200


class TokenInvalid(Problem):
    code: ClassVar[str] = "token_invalid"
    status = 401
    title = _("Silakan masuk lagi. Catatan di HP tetap aman.")


class TokenExpired(Problem):
    code: ClassVar[str] = "token_expired"
    status = 401
    title = _("Masa masuk sudah habis. Silakan masuk lagi; catatan di HP tetap aman.")


class DeviceRevoked(Problem):
    code: ClassVar[str] = "device_revoked"
    status = 403
    title = _("HP ini telah dinyatakan hilang. Hubungi petugas kecamatan atau kabupaten.")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A signed-in phone and the token that it must keep; the server keeps only the token's digest."""

    device: Device
    token: str


@transaction.atomic
def enrol(user: UUID, *, number: UUID, name: str, platform: str, app_version: str) -> Enrolled:
    """Signs a person in on a phone: a new token in place of the phone's former one. Unsent work is untouched."""
    digest, token = get_digest_token()
    now = clock.now()
    device, _made = Device.objects.update_or_create(
        user_id=user,
        number=number,
        defaults={
            "digest": digest,
            "token_key": token[: CONSTANTS.TOKEN_KEY_LENGTH],
            "created": now,
            "expiry": now + timedelta(days=settings.TOKEN_SLIDING_DAYS),
            "name": name,
            "platform": platform,
            "app_version": app_version,
            "revoked_at": None,
        },
    )
    return Enrolled(device, token)


def device_of(token: str) -> Device:
    """The phone that holds this token, its user with it. One query, and a write once a day.

    Raises ``TokenInvalid``, ``TokenExpired`` or ``DeviceRevoked``.
    """
    if not token.isascii() or len(token) > LONGEST_TOKEN:
        raise TokenInvalid
    digest = hash_token(token)
    candidates = Device.objects.select_related("user").filter(token_key=token[: CONSTANTS.TOKEN_KEY_LENGTH])
    device: Device | None = next((one for one in candidates if one.digest and compare_digest(one.digest, digest)), None)
    if device is None or not device.user.is_active:
        raise TokenInvalid
    if device.revoked_at is not None:
        raise DeviceRevoked
    now = clock.now()
    if device.expiry is not None and device.expiry <= now:
        raise TokenExpired
    _slide(device, now)
    return device


def _slide(device: Device, now: datetime) -> None:
    longest = device.created + timedelta(days=settings.TOKEN_LONGEST_DAYS)
    expiry = min(now + timedelta(days=settings.TOKEN_SLIDING_DAYS), longest)
    if device.expiry is None or expiry - device.expiry > timedelta(days=1):
        Device.objects.filter(pk=device.pk).update(expiry=expiry)


def sign_out(user: UUID, *, number: UUID | None = None) -> None:
    """Ends the token of one phone, or of all the person's phones. The rows stay: a phone may still owe work."""
    devices = Device.objects.filter(user=user, revoked_at__isnull=True)
    if number is not None:
        devices = devices.filter(number=number)
    devices.update(digest=None, token_key="")


def devices_for(actor: Actor) -> list[Device]:
    """The person's own phones; for an administrator also those of the people in the area. At most three queries."""
    managed = villages_managed_by(actor)
    own = Device.objects.filter(user=actor.user)
    theirs = Device.objects.filter(user__assignments__village__in=managed)
    return list((own | theirs).select_related("user").distinct().order_by("user__username", "-seen_at"))


def revoke(actor: Actor, number: UUID) -> None:
    """Cuts a lost phone off: its next request answers ``device_revoked``. Raises ``NotFound`` for others' phones."""
    found = [device for device in devices_for(actor) if device.number == number]
    if not found:
        raise NotFound
    Device.objects.filter(pk__in=[device.pk for device in found]).update(revoked_at=clock.now())
