"""Verbs: the one-time code on a sign-in slip, and the password of one's own that it is exchanged for.

A code has 59 bits, so a keyed digest is enough where a password would need a slow one; it is known only to the paper.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from villages.models import PersonEvent, SignInCode, User
from villages.notes import note
from villages.terms import Happened

LENGTH, GROUP = 12, 4
LIFE = timedelta(days=30)
"""How long a code on paper can be used."""


class CodeInvalid(Problem):
    code = "sign_in_code_invalid"
    status = 401
    title = _("Kode sekali pakai ini salah, sudah dipakai, atau sudah lewat masanya. Minta slip baru kepada petugas.")


class PasswordTooWeak(Problem):
    """``why``: what to do, a sentence a rule."""

    code = "password_too_weak"
    status = 422
    title = _("Kata sandi ini belum cukup kuat.")

    def __init__(self, why: Iterable[str]) -> None:
        self.why = list(why)
        super().__init__(why=self.why)


@transaction.atomic
def give(people: Iterable[User], *, by: Actor) -> dict[Any, str]:
    """A new code for each person, by their id, as it is printed (``ABCD-EFGH-JKMN``); former codes end.

    Who asks has made sure that the actor answers for them. Three queries, however many people.
    """
    now = clock.now()
    codes = {one.pk: "".join(secrets.choice(ids.SPOKEN) for _letter in range(LENGTH)) for one in people}
    SignInCode.objects.filter(user__in=codes).delete()
    SignInCode.objects.bulk_create(
        SignInCode(user_id=user, digest=_digest(code, settings.SECRET_KEY), made_at=now, expires_at=now + LIFE)
        for user, code in codes.items()
    )
    PersonEvent.objects.bulk_create(
        PersonEvent(person_id=user, what=Happened.CODE_GIVEN, by_id=by.user, at=now, facts={}) for user in codes
    )
    return {user: printed(code) for user, code in codes.items()}


def printed(code: str) -> str:
    """A code in groups of four."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def expiry() -> datetime:
    """Until when a code that is made now can be used."""
    return clock.now() + LIFE


def fits(username: str, typed: str) -> bool:
    """Whether ``typed`` is this person's one-time code, and still good. No query unless it looks like one; then one."""
    return _holder(username, typed) is not None


@transaction.atomic
def redeem(username: str, typed: str, *, password: str) -> User:
    """Exchanges the code for a password of the person's own; the code is gone then.

    Raises ``CodeInvalid`` or ``PasswordTooWeak``.
    """
    found = _holder(username, typed, locked=True)
    if found is None:
        raise CodeInvalid
    user = found.user
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise PasswordTooWeak(weak.messages) from weak
    if typed.strip() == password.strip():
        raise PasswordTooWeak([str(_("Jangan pakai kode sekali pakai itu sendiri sebagai kata sandi."))])
    user.set_password(password)
    user.save(update_fields=["password"])
    found.delete()
    note(user.pk, Happened.PASSWORD_CHOSEN, by=None)
    return user


def _holder(username: str, typed: str, *, locked: bool = False) -> SignInCode | None:
    meant = ids.meant_codes(typed, length=LENGTH)
    if not meant:
        return None
    codes = SignInCode.objects.select_related("user")
    if locked:
        codes = codes.select_for_update(of=("self",))
    named = codes.alias(low=Lower("user__username")).filter(low=username.strip().lower())
    found = named.filter(user__is_active=True, expires_at__gt=clock.now()).first()
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = [_digest(code, key) for code in meant for key in keys]
    return found if found and any(compare_digest(found.digest, one) for one in digests) else None


def _digest(code: str, secret: str) -> str:
    return salted_hmac("villages.sign-in-code", code, secret=secret, algorithm="sha256").hexdigest()
