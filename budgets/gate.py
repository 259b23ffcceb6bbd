"""The gate before forms that anybody may send: signed, not filled in by a machine, not too many. No cookie, no script.

A form carries a signed token instead of a cookie's. It grants nothing but to be read, since nobody is signed in; what
another site sends from a visitor's browser is refused by what the browser says of where it comes from.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from backend.kernel import clock
from backend.kernel.counting import one_more
from backend.kernel.problems import Problem
from villages.board.callers import address_of, from_elsewhere
from villages.models import Village

SALT = "budgets.gate"
TOKEN, TRAP = "token", "situs"
QUICKEST = timedelta(seconds=3)
"""Nobody reads and fills in a form in less."""
LONGEST = timedelta(hours=24)
HOUR, DAY = 60 * 60, 24 * 60 * 60
LOOKS = 60
"""Codes that one address may try in an hour without finding anything."""


class FormTooOld(Problem):
    code = "form_too_old"
    status = 422
    title = _("Halaman ini terbuka terlalu lama. Isian Anda masih ada; tekan kirim sekali lagi.")


class FormTooQuick(Problem):
    code = "form_too_quick"
    status = 422
    title = _("Terlalu cepat dikirim. Baca sekali lagi, tunggu sebentar, lalu kirim.")


class FromElsewhere(Problem):
    code = "from_elsewhere"
    status = 403
    title = _("Isian ini dikirim dari situs lain. Kirim dari halaman ini.")


class TrapFilled(Problem):
    code = "trap_filled"
    status = 422
    title = _("Kosongkan isian “Situs”, lalu kirim lagi.")


class TooManyVoices(Problem):
    code = "too_many_voices"
    status = 429
    title = _("Terlalu banyak kiriman. Isian Anda masih ada; coba lagi satu jam lagi, atau datang ke kantor desa.")


class Uncounted(Problem):
    """The cache is gone: nobody can say how much came from here."""

    code = "unavailable"
    status = 503
    title = _("Server sedang sibuk. Isian Anda masih ada; tekan kirim lagi sebentar lagi.")


@dataclass(frozen=True, slots=True)
class Passed:
    """A form that may be kept; ``form`` is its name."""

    form: UUID


def token_for(about: str) -> str:
    """The token of a new form about one thing."""
    told = {"form": str(uuid4()), "about": about, "at": clock.now().timestamp()}
    return signing.Signer(salt=SALT).sign_object(told)


def check(request: HttpRequest, *, about: str) -> Passed:
    """Whether what was posted may be kept. Raises one of this module's problems."""
    if from_elsewhere(request):
        raise FromElsewhere
    if request.POST.get(TRAP):
        raise TrapFilled
    try:
        told: dict[str, Any] = signing.Signer(salt=SALT).unsign_object(request.POST.get(TOKEN, ""))
    except (signing.BadSignature, ValueError):
        raise FormTooOld from None
    age = clock.now().timestamp() - told["at"]
    if told["about"] != about or age > LONGEST.total_seconds():
        raise FormTooOld
    if age < QUICKEST.total_seconds():
        raise FormTooQuick
    return Passed(UUID(told["form"]))


def count(request: HttpRequest, village: Village) -> None:
    """Counts one more from this address and for this village.

    Raises ``TooManyVoices`` where it is one too many, ``Uncounted`` where the cache is gone.
    """
    counters = (
        (f"voices:{address_of(request, SALT)}", settings.TAKING_PART_PER_ADDRESS, HOUR),
        (f"voices-of:{village.pk.hex}", settings.TAKING_PART_PER_VILLAGE, DAY),
    )
    try:
        if any(cache.get(name, 0) >= most for name, most, _span in counters):
            raise TooManyVoices(retry_after=HOUR)
        for name, _most, span in counters:
            one_more(name, span)
    except RedisError:
        raise Uncounted from None


def may_look(request: HttpRequest) -> bool:
    """Whether this address may try another code: it has not guessed too often. Where the cache is gone, it may."""
    with suppress(RedisError):
        return bool(cache.get(f"codes:{address_of(request, SALT)}", 0) < LOOKS)
    return True


def looked_in_vain(request: HttpRequest) -> None:
    """Counts a code that nobody was given."""
    with suppress(RedisError):
        one_more(f"codes:{address_of(request, SALT)}", HOUR)
