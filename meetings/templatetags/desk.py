"""How the desk writes moments and draws signatures."""

from datetime import datetime

from django import template
from django.utils.formats import date_format

from sync.wording import DAY_FORMAT, moment_text
from villages.models import Village

register = template.Library()


@register.filter
def at(moment: datetime | None, village: Village) -> str:
    """``Senin, 23 November 2026 pukul 09.00 WIB`` in the village's own time; empty where there is no moment."""
    return "" if moment is None else moment_text(moment, village.timezone)


@register.filter
def day_at(moment: datetime | None, village: Village) -> str:
    """``Senin, 23 November 2026``: the village's calendar day; empty where there is no moment."""
    return "" if moment is None else date_format(moment.astimezone(village.timezone), DAY_FORMAT)


@register.filter
def lines(strokes: list[list[int]] | None) -> list[str]:
    """Strokes ``[[x, y, x, y, …], …]`` as the ``points`` of SVG polylines; a dot becomes a line that can be seen."""
    drawn = []
    for stroke in strokes or []:
        points = list(zip(stroke[::2], stroke[1::2], strict=False))
        if len(points) == 1:
            points.append((points[0][0] + 1, points[0][1]))
        drawn.append(" ".join(f"{int(x)},{int(y)}" for x, y in points))
    return drawn
