"""Work for later; each task only calls one verb."""

from uuid import UUID

from celery import shared_task

from budgets import reckoning, tables, voices
from villages.models import Village

AT_ONCE = 200
SWEPT_EVERY = 180
"""Seconds, after which the next sweep sends the same again (``backend/settings/tasks.py``)."""


@shared_task
def forget_villagers() -> int:
    """Forgets names and numbers of villagers whose proposal or question was decided long ago, and old spam."""
    return voices.forget()


@shared_task
def forget_tables() -> int:
    """Forgets tables that were brought and never decided on."""
    return tables.forget_old()


@shared_task
def reckon(village: str) -> None:
    """Reckons one village's money and oversight and stores what is found; nothing where the village is gone."""
    found = Village.objects.select_related("region").filter(pk=UUID(village)).first()
    if found is not None:
        reckoning.reckon(found)


@shared_task
def sweep_money() -> int:
    """Reckons villages whose ledger went on, at most ``AT_ONCE``; answers how many."""
    due = reckoning.due(Village.objects.all(), most=AT_ONCE)
    for village in due:
        reckon.apply_async((str(village.pk),), expires=SWEPT_EVERY)
    return len(due)


@shared_task
def watch_every_night() -> int:
    """Reckons every village, since a day that passes makes things late; answers how many."""
    everybody = reckoning.everybody()
    for village in everybody:
        reckon.delay(str(village))
    return len(everybody)
