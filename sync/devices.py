"""Verbs of a person's phones: enrol, sign out, revoke."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hmac import compare_digest
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import DateTimeField, F, Model, Q, QuerySet, UUIDField
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from knox.crypto import hash_token
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from sync.access import recorders_answered_for_by, villages_managed_by
from sync.models import Device

LONGEST_TOKEN = 200
REFUSAL_EVERY = timedelta(minutes=1)
Column = tuple[str, Callable[[Any], Any]]
"""A column's name, and what makes its value of what the database's driver answers."""


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


class DeviceOwes(Problem):
    code: ClassVar[str] = "device_owes"
    status = 409
    title = _("Masih ada catatan yang belum terkirim di HP ini. Kirim dulu dari HP itu, atau nyatakan HP itu hilang.")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A signed-in phone and the token that it must keep; the server keeps only the token's digest."""

    device: Device
    token: str

    @property
    def bundle_key(self) -> str:
        """What the phone signs files with that are carried by hand, in hex; the same at every sign-in."""
        return bundle_keys(self.device.user_id, self.device.number)[0].hex()


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
            "lost_at": None,
        },
    )
    return Enrolled(device, token)


def is_known(username: str, number: UUID) -> bool:
    """Whether this person was signed in on this phone before, and nobody cut it off. One query."""
    found: bool = Device.objects.filter(user__username=username, number=number, revoked_at__isnull=True).exists()
    return found


def device_of(token: str) -> Device:
    """The phone that holds this token, its user with it. One query; who lets it in sees to its ``renewal``.

    Raises ``TokenInvalid``, ``TokenExpired`` or ``DeviceRevoked``.
    """
    device = _holder_of(token)
    if device.revoked_at is not None:
        note_refusal(device, DeviceRevoked.code)
        raise DeviceRevoked(lost=device.lost_at is not None)
    now = clock.now()
    if device.expiry is not None and device.expiry <= now:
        note_refusal(device, TokenExpired.code)
        raise TokenExpired
    device.renewal = _renewal(device, now)
    return device


def lost_device_of(token: str) -> Device:
    """The lost phone that holds this token, however old: what it sealed may still come. One query.

    Raises ``TokenInvalid`` for a phone that nobody cut off, ``DeviceRevoked`` for one that was, but is not lost.
    """
    device = _holder_of(token)
    if device.lost_at is None and device.revoked_at is not None:
        raise DeviceRevoked(lost=False)
    if device.lost_at is None:
        raise TokenInvalid
    return device


def _holder_of(token: str) -> Device:
    if not (token.isascii() and token.isalnum()) or len(token) > LONGEST_TOKEN:
        raise TokenInvalid
    digest = hash_token(token)
    candidates = _holders_of(token[: CONSTANTS.TOKEN_KEY_LENGTH])
    device = next((one for one in candidates if one.digest and compare_digest(one.digest, digest)), None)
    if device is None or not device.user.is_active:
        raise TokenInvalid
    return device


def _holders_of(token_key: str) -> list[Device]:
    """The phones whose token begins so, their people with them. Each request asks, so the SQL is made once."""
    sql, device_columns, user_columns = _holders_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, [token_key])
        rows = cursor.fetchall()
    found = []
    for row in rows:
        device = _instance(Device, device_columns, row)
        device.user = _instance(Device.user.field.related_model, user_columns, row[len(device_columns) :])
        found.append(device)
    return found


@cache
def _holders_sql() -> tuple[str, list[Column], list[Column]]:
    person = Device.user.field.related_model
    device_columns, user_columns = _columns(Device), _columns(person)
    names = [f'device."{name}"' for name, _read in device_columns] + [
        f'person."{name}"' for name, _read in user_columns
    ]
    sql = f"""
        SELECT {", ".join(names)} FROM {Device._meta.db_table} device
        JOIN {person._meta.db_table} person ON person.id = device.user_id WHERE device.token_key = %s
    """  # nosec B608 # noqa: S608 -- names come from models
    return sql, device_columns, user_columns


def _columns(model: type[Model]) -> list[Column]:
    return [(field.attname, _reader(field)) for field in model._meta.concrete_fields]


def _reader(field: Any) -> Callable[[Any], Any]:
    if isinstance(getattr(field, "target_field", field), UUIDField):
        return lambda value: value if isinstance(value, UUID) else UUID(value)
    if isinstance(field, DateTimeField):
        return lambda value: value if value.tzinfo else value.replace(tzinfo=UTC)
    return lambda value: value


def _instance(model: Any, columns: list[Column], row: Sequence[Any]) -> Any:
    values = [None if value is None else read(value) for (_name, read), value in zip(columns, row, strict=False)]
    return model.from_db(connection.alias, [name for name, _read in columns], values)


def note_refusal(device: Device, code: str) -> None:
    """Keeps why the phone's last try was refused, for its officers. One write; none for the same within a minute."""
    now = clock.now()
    if device.refused_code == code and device.refused_at is not None and now - device.refused_at < REFUSAL_EVERY:
        return
    with suppress(DatabaseError):  # the refusal itself must reach the phone
        Device.objects.filter(pk=device.pk).update(refused_at=now, refused_code=code)


def renew(device: Device) -> None:
    """Lets a token in use live longer. A write once a day, of one's own."""
    if device.renewal is not None:
        Device.objects.filter(pk=device.pk).update(expiry=device.renewal)


def _renewal(device: Device, now: datetime) -> datetime | None:
    longest = device.created + timedelta(days=settings.TOKEN_LONGEST_DAYS)
    expiry = min(now + timedelta(days=settings.TOKEN_SLIDING_DAYS), longest)
    late = device.expiry is None or expiry - device.expiry > timedelta(days=1)
    return expiry if late else None


def bundle_keys(user: UUID, number: UUID) -> list[bytes]:
    """The key by which this person's phone signs files that are carried by hand (``docs/sneakernet.md``); newest first.

    Made from the server's secret, so that it outlives tokens, signing out, and a restored database; the older ones are
    those of ``SECRET_KEY_FALLBACKS``.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        salted_hmac("sync.bundles", f"{user}:{number}", secret=secret, algorithm="sha256").digest()
        for secret in secrets
    ]


def is_revoked(user: UUID, number: UUID) -> bool:
    """Whether this phone was cut off. One query."""
    found: bool = Device.objects.filter(user=user, number=number, revoked_at__isnull=False).exists()
    return found


def is_lost(user: UUID, number: UUID) -> bool:
    """Whether this phone was reported lost. One query."""
    found: bool = Device.objects.filter(user=user, number=number, lost_at__isnull=False).exists()
    return found


def owes_nothing(user: UUID, number: UUID) -> None:
    """Notes that all that was on this phone alone has come."""
    Device.objects.filter(user=user, number=number).update(unsent_changes=0, unsent_files=0)


def sign_out(user: UUID, *, number: UUID | None = None) -> None:
    """Ends the token of one phone, or of all the person's phones. The rows stay: a phone may still owe work."""
    devices = Device.objects.filter(user=user, revoked_at__isnull=True)
    if number is not None:
        devices = devices.filter(number=number)
    devices.update(digest=None, token_key="")


def signed_in(user: UUID) -> list[Device]:
    """The person's own phones whose token still counts, the last seen first. One query."""
    counting = Device.objects.filter(user=user, digest__isnull=False, revoked_at__isnull=True, expiry__gt=clock.now())
    return list(counting.order_by(F("seen_at").desc(nulls_last=True), "pk"))


def devices_for(actor: Actor) -> list[Device]:
    """The person's own phones; for an administrator also those of the people in the area. At most three queries."""
    return list(_devices_for(actor).select_related("user").distinct().order_by("user__username", "-seen_at"))


def _devices_for(actor: Actor) -> QuerySet[Device]:
    managed = villages_managed_by(actor)
    mine = Q(user=actor.user) | Q(user__assignments__village__in=managed)
    devices: QuerySet[Device] = Device.objects.filter(mine)
    return devices


@transaction.atomic
def forget(actor: Actor, number: UUID, *, lost: bool = False) -> None:
    """Cuts a phone off, unless it said that it still holds something; a ``lost`` one is cut off whatever it holds.

    Its next request answers ``device_revoked``; the app then wipes what was sent and keeps the rest: as it is, or
    sealed for this server where the phone is ``lost``. Raises ``NotFound`` for others' phones and ``DeviceOwes``.
    """
    mine = _devices_for(actor).filter(number=number).values("pk")
    _revoke(Device.objects.filter(pk__in=mine), lost=lost)


@transaction.atomic
def report_lost(actor: Actor, device: UUID) -> Device:
    """Cuts off the lost phone of somebody who records in the officer's area, whatever it holds; raises ``NotFound``."""
    theirs = Device.objects.filter(pk=device, user__in=recorders_answered_for_by(actor).values("user"))
    _revoke(theirs, lost=True)
    lost: Device = theirs.select_related("user").get()
    return lost


def _revoke(devices: QuerySet[Device], *, lost: bool) -> None:
    found = list(devices.select_for_update().filter(revoked_at__isnull=True))
    if not found and not devices.exists():
        raise NotFound
    owing = [device for device in found if device.owes]
    if owing and not lost:
        raise DeviceOwes(
            unsent_changes=sum(device.unsent_changes for device in owing),
            unsent_files=sum(device.unsent_files for device in owing),
        )
    now = clock.now()
    Device.objects.filter(pk__in=[device.pk for device in found]).update(revoked_at=now)
    if lost:
        devices.filter(lost_at__isnull=True).update(lost_at=now)
