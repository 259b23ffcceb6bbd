"""Codes on paper for officers whose phone is gone: shown once, kept as passwords are, each good for once.

django-otp keeps such codes in clear, so only its device is used, which slows down who guesses.
"""

from collections.abc import Iterable
from hmac import compare_digest

from django.contrib.auth.hashers import check_password, get_hasher, identify_hasher, make_password
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from sync.models import PaperCode
from villages.models import User

HOW_MANY = 10


@transaction.atomic
def give(user: User) -> list[str]:
    """New codes, as they are printed; former ones end."""
    forget(user)
    device = StaticDevice.objects.create(user=user, name="paper")
    codes: list[str] = [StaticToken.random_token() for _each in range(HOW_MANY)]
    salt = get_hasher().salt()
    PaperCode.objects.bulk_create(PaperCode(device=device, kept=make_password(one, salt)) for one in codes)
    return codes


def left(user: User) -> int:
    """How many are still good. One query."""
    return PaperCode.objects.filter(device__user=user).count()


def forget(user: User) -> None:
    """Ends all of them."""
    StaticDevice.objects.filter(user=user).delete()


@transaction.atomic
def spend(user: User, typed: str) -> bool:
    """Whether it is one of the codes, which is gone then. After a wrong one nothing is looked at for a while."""
    device = StaticDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None or not device.verify_is_allowed()[0]:
        return False
    found = _meant(PaperCode.objects.filter(device=device), typed)
    if found is None:
        device.throttle_increment()
        return False
    found.delete()
    device.throttle_reset(commit=False)
    device.set_last_used_timestamp()
    return True


def _meant(codes: Iterable[PaperCode], typed: str) -> PaperCode | None:
    """The code that was typed. Those of one sheet share their salt, so that one slow hashing tells, and not ten."""
    hashed: dict[str, str] = {}
    for one in codes:
        salted = one.kept.rpartition("$")[0]
        if salted not in hashed:
            hashed[salted] = make_password(typed, identify_hasher(one.kept).decode(one.kept)["salt"])
        if compare_digest(hashed[salted], one.kept):
            return one
        alike = hashed[salted].startswith(f"{salted}$")
        if not alike and check_password(typed, one.kept):  # the hasher or its figures are others by now
            return one
    return None
