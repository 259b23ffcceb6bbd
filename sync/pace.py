"""Holds up a phone that tries one village after the other (whoever records knows where), or one that is lost."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.cache import cache
from redis.exceptions import RedisError

from backend.kernel.actor import Actor
from backend.kernel.counting import TooManyTries, one_more

MOST_MISSES = 20
"""Villages without any right there that a phone may name before it has to wait."""

MOST_SEALED = 1_000
"""Requests in a window of a phone that nobody knows in whose hands it is: 60 MB in pieces of 64 KB."""

WINDOW = 15 * 60


def let_in(actor: Actor) -> None:
    """Raises ``TooManyTries`` for a phone that guessed too often. Where the cache is gone, everybody is let in."""
    if len(_missed(actor)) > MOST_MISSES:
        raise TooManyTries(retry_after=WINDOW)


def let_lost_in(device: UUID) -> None:
    """Counts a request of a lost phone, as ``let_in`` its guesses."""
    with suppress(RedisError):
        if one_more(f"sealed-from:{device}", WINDOW) > MOST_SEALED:
            raise TooManyTries(retry_after=WINDOW)


def note(actor: Actor, changes: Sequence[Mapping[str, Any]], results: Sequence[Mapping[str, Any]]) -> None:
    """Remembers the villages in which the phone has no right; the same one again is no further guess."""
    missed = {
        str(change.get("village"))
        for change, result in zip(changes, results, strict=True)
        if any(error["code"] == "no_right" for error in result.get("errors", ()))
    }
    if missed:
        known = _missed(actor)
        with suppress(RedisError):
            cache.set(_key(actor), known | set(sorted(missed)[: MOST_MISSES + 1]), WINDOW)


def _missed(actor: Actor) -> set[str]:
    with suppress(RedisError):
        return set(cache.get(_key(actor), ()))
    return set()


def _key(actor: Actor) -> str:
    return f"missed-villages:{actor.user}:{actor.device}"
