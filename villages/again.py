"""The present password, asked for again before what a stranger at somebody's open desk would want to do."""

from typing import ClassVar

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from backend.kernel.counting import TooManyTries, one_more
from backend.kernel.problems import Problem
from villages.models import User

LONGEST = 1000
COME_AGAIN = 5
"""Seconds until a cache that is gone may be back."""


class PasswordWrong(Problem):
    code: ClassVar[str] = "password_wrong"
    status = 422
    title = _("Kata sandi sekarang salah. Ketik sekali lagi.")


class Uncounted(Problem):
    """Nobody can say how often was tried."""

    code: ClassVar[str] = "unavailable"
    status = 503
    title = _("Server sedang sibuk. Coba lagi sebentar lagi; tidak ada yang hilang.")


def confirm(user: User, password: str) -> None:
    """Makes sure that ``password`` is the person's own; tries are counted as those at the door are.

    Raises ``PasswordWrong``, ``TooManyTries`` after too many, and ``Uncounted`` where the cache is gone.
    """
    name = f"again:{user.pk}"
    try:
        tries = one_more(name, settings.SIGN_IN_WINDOW)
        if tries > settings.SIGN_IN_TRIES:
            raise TooManyTries(retry_after=settings.SIGN_IN_WINDOW)
        if not user.check_password(password[:LONGEST]):
            raise PasswordWrong
        cache.delete(name)
    except RedisError:
        raise Uncounted(retry_after=COME_AGAIN) from None
