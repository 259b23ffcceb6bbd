"""Sentences, amounts, days and hours in the language of whoever reads them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

from backend.kernel import money

_POINT_FOR_COMMA = str.maketrans(".,", ",.")


def figures(text: str) -> str:
    """Figures that are written the Indonesian way (``1.250,5``), as the reader writes them (``1,250.5``)."""
    return text if _in_indonesian() else text.translate(_POINT_FOR_COMMA)


def rupiah(sen: int) -> str:
    """``125000000`` as ``Rp1.250.000``, in English ``Rp1,250,000``."""
    return figures(money.rupiah(sen))


def clock(moment: datetime) -> str:
    """``09.00``, in English ``09:00``: the hour as it stands."""
    return f"{moment:%H.%M}" if _in_indonesian() else f"{moment:%H:%M}"


def _told(sentence: str | Promise, facts: Mapping[str, Any]) -> str:
    return str(sentence) % {name: _written(value) for name, value in facts.items()}


def _written(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return value


_told_later = lazy(_told, str)
rupiah_later = lazy(rupiah, str)
"""``rupiah`` as a fact of a sentence that is ``told``."""


def told(sentence: str | Promise, **facts: Any) -> Promise:
    """A lazy sentence with its facts (``%(name)s``) filled in; each reader gets it in the own language.

    A list is written with commas, a day with its month's name.
    """
    return cast("Promise", _told_later(sentence, facts))


def _in_indonesian() -> bool:
    return (get_language() or settings.LANGUAGE_CODE) == settings.LANGUAGE_CODE
