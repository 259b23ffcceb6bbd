"""How a publication's JSON is written for people: money, days, times, quantities."""

from datetime import date, datetime

from django import template
from django.utils import dateformat, dates
from lokal.rupiah import format_rupiah_short

from backend.kernel import money, words

register = template.Library()

_UNITS = {"rb": "ribu", "jt": "juta", "M": "miliar", "T": "triliun"}


@register.filter
def rupiah(sen: int) -> str:
    """``91200000000`` as ``Rp912.000.000``, on an English desk ``Rp912,000,000``."""
    return words.rupiah(sen)


@register.filter
def rupiah_short(sen: int) -> str:
    """``91200000000`` as ``Rp912 juta``: as people say it."""
    figure, _, unit = format_rupiah_short(sen / money.SEN).partition(" ")
    return f"{figure} {_UNITS[unit]}" if unit else figure


@register.filter
def day(iso: str) -> str:
    """``2026-11-23…`` as ``Senin, 23 November 2026``."""
    return dateformat.format(_date(iso), "l, j F Y")


@register.filter
def date_only(iso: str) -> str:
    """``2026-11-23…`` as ``23 November 2026``."""
    return dateformat.format(_date(iso), "j F Y")


@register.filter
def clock(iso: str) -> str:
    """``2026-11-23T09:00:00+07:00`` as ``09.00``: the village's own time, as it stands in the JSON."""
    return f"{datetime.fromisoformat(iso):%H.%M}"


@register.filter
def month(number: int) -> str:
    """``3`` as ``Maret``."""
    return str(dates.MONTHS[number])


@register.filter
def number(value: float) -> str:
    """``1250.5`` as ``1.250,5``, on an English desk ``1,250.5``."""
    return words.figures(f"{value:,}".translate(str.maketrans(".,", ",.")))


def _date(iso: str) -> date:
    return date.fromisoformat(iso[: len("2026-11-23")])
