"""How the rows of an APB Desa are written at the desk: figures without "Rp", volumes, per cent."""

from django import template

from backend.kernel import words
from budgets import rules
from budgets.balance import Figures

register = template.Library()


@register.filter
def figures(sen: int) -> str:
    """``125000000`` as ``1.250.000``; what is taken off stands in brackets."""
    text = words.rupiah(abs(sen)).removeprefix("Rp")
    return f"({text})" if sen < 0 else text


@register.filter
def thousandths(volume: int | None) -> str:
    """``450500`` as ``450,5``."""
    return "" if volume is None else f"{volume / rules.THOUSANDTHS:g}".replace(".", ",")


@register.filter
def percent(row: Figures) -> str:
    """How much of a row came true, in tenths of a per cent; empty where nothing was budgeted."""
    return f"{row.realised * 100 / row.amount:.1f}".replace(".", ",") if row.amount else ""
