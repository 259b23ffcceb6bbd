"""Sums as bars, for an SVG that needs neither script nor style attribute."""

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()
WIDTH, ROW, LETTERS = 320, 36, 14


@register.simple_tag
def bars(rows: Sequence[dict[str, Any]], total: int) -> dict[str, Any]:
    """Where each row's text and bar stand, and how long the bar is; rows without money are left to the table."""
    drawn = [row for row in rows if row.get("amount")]
    return {
        "height": ROW * len(drawn),
        "bars": [
            {
                "label": row.get("label") or row.get("name") or "",
                "share": _share(row["amount"], total),
                "text": place * ROW + LETTERS,
                "top": place * ROW + LETTERS + 6,
                "width": max(1, min(WIDTH, row["amount"] * WIDTH // total)),
            }
            for place, row in enumerate(drawn)
        ],
    }


@register.simple_tag
def against(rows: Sequence[Any]) -> dict[str, Any]:
    """Where each row's text and its bar of what is planned stand, and how much of that bar is spent.

    The longest bar is the largest plan; what was spent beyond the largest plan ends where that does.
    """
    drawn = [row for row in rows if row.planned or row.spent]
    whole = max((max(row.planned, row.spent) for row in drawn), default=0) or 1
    return {
        "height": ROW * len(drawn),
        "bars": [
            {
                "label": row.label,
                "share": f"{100 * row.spent // row.planned}%" if row.planned else "",
                "text": place * ROW + LETTERS,
                "top": place * ROW + LETTERS + 6,
                "planned": _width(row.planned, whole),
                "spent": _width(row.spent, whole),
            }
            for place, row in enumerate(drawn)
        ],
    }


def _width(part: int, whole: int) -> int:
    return max(1, part * WIDTH // whole) if part > 0 else 0


def _share(part: int, whole: int) -> str:
    """Hundredths, rounded; what is not nothing is never told as 0."""
    share = round(100 * part / whole)
    return str(share) if share else "<1"
