"""Ready words for those who watch: what should be looked at, how, and until when; a person sends them by WhatsApp.

They go to villagers, so they are Indonesian whatever the language of the screen. They name elements, never people.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from budgets.watching import Watch
from meetings.terms import Element
from villages.models import Village

LANGUAGE = "id"
MOST = 15
"""More in one message nobody reads."""


def pressing(lines: Iterable[Watch], today: date) -> list[Watch]:
    """What is overdue or due within a week, as it stands in ``lines``."""
    return [line for line in lines if line.round.soon(today)]


def for_watchers(village: Village, lines: Iterable[Watch], today: date, *, by: str) -> str:
    """What to look at now; ``""`` where nothing presses."""
    now = pressing(lines, today)
    if not now:
        return ""
    with translation.override(LANGUAGE):
        told = [f"{number}. {_line(line)}" for number, line in enumerate(now[:MOST], start=1)]
    return "\n".join(
        [
            f"Pengawasan Desa {village.name} yang sudah waktunya:",
            *told,
            "Sesudah melihat, mohon hasilnya dicatat di HP pencatat desa: tanggal, temuan, dan tindak lanjut.",
            f"Terima kasih. {by}",
        ]
    )


def _line(line: Watch) -> str:
    action, due = line.action, line.round.next
    day = date_format(due, "j F Y") if due else ""
    when = f"lewat sejak {day}" if line.round.overdue else f"paling lambat {day}"
    who = f", oleh {Element(action.watcher_element).label}" if action.watcher_element else ""
    how = f". Cara: {action.method}" if action.method else ""
    return f"{action.subject} ({when}{who}){how}"
