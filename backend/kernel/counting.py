"""How often something was tried of late, for whoever has to say when it is too often."""

from typing import ClassVar

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from backend.kernel.problems import Problem


class TooManyTries(Problem):
    """Whoever guesses, or asks too much, waits."""

    code: ClassVar[str] = "slow_down"
    status = 429
    title = _("Terlalu banyak percobaan. Tunggu sebentar lalu coba lagi.")


def one_more(name: str, span: int) -> int:
    """Counts one more under ``name``, which is forgotten ``span`` seconds after the first; answers how many.

    Raises ``RedisError`` where the cache is gone: each caller decides whether that lets people in.
    """
    cache.add(name, 0, span)
    try:
        return cache.incr(name)
    except ValueError:  # its time ended between the two
        cache.set(name, 1, span)
        return 1
