"""Work for later; each task only fetches and calls one verb."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

from backend.kernel import clock
from villages.board import areas, papers, passages
from villages.board.opendata import making
from villages.board.site import due, rendering
from villages.models import Publication

LOOK_BACK = timedelta(days=2)
"""How far back the sweep looks; an older document is made when somebody asks for it."""
AT_ONCE = 100
LONGEST_MAKING = 12 * 60 * 60
"""Seconds, after which a making of open data counts as broken off."""
BOARDS_AT_ONCE = 1_000
DOCUMENTS_SWEPT_EVERY = 180
SWEPT_EVERY = 60
"""Seconds between two looks for boards that are behind (``backend/settings/tasks.py``)."""


@shared_task
def make_documents(publication: str) -> int:
    """Makes the public documents of a publication that are not kept yet; answers how many."""
    found = Publication.objects.get(pk=UUID(publication))
    made = papers.make_all(found)
    if made:
        due.mark(found.village_id)
    return made


@shared_task
def sweep_documents() -> int:
    """Has the documents made that a lost message left out, of at most ``AT_ONCE`` publications; answers how many."""
    lacking = papers.incomplete(since=clock.now() - LOOK_BACK, most=AT_ONCE)
    for publication in lacking:
        make_documents.apply_async((str(publication),), expires=DOCUMENTS_SWEPT_EVERY)
    return len(lacking)


@shared_task
def sweep_passages() -> int:
    """Makes current publications findable that are not yet; answers how many."""
    return passages.sweep()


@shared_task
def make_open_data() -> int:
    """Has the open data of every area above the village made; answers of how many areas."""
    codes = list(areas.with_publications())
    for code in codes:
        make_open_data_of.delay(code)
    return len(codes)


@shared_task
def make_open_data_of(code: str) -> bool:
    """Makes the open data of an area where its publications changed; answers whether it did.

    The country takes long, and a broker sends again what is not done within its patience: two never make it at a time.
    """
    area, mine = areas.area_of(code), f"open-data:{code}"
    if area is None or not cache.add(mine, 1, timeout=LONGEST_MAKING):
        return False
    try:
        return making.renew(area)
    finally:
        cache.delete(mine)


@shared_task
def render_board(village: str) -> None:
    """Brings the files of a village's board up to date, and the front page; again where something changed meanwhile."""
    key = UUID(village)
    done = rendering.bring_up_to_date(key)
    if done is None:
        return
    if done["written"] or done["removed"]:
        rendering.front()
    if due.is_behind(key):
        render_board.delay(village)


@shared_task
def sweep_boards() -> int:
    """Has the boards rendered that are older than their last change, or were not looked at today; answers how many."""
    if not settings.STATIC_BOARDS:
        return 0
    rendering.front()
    behind = due.behind(most=BOARDS_AT_ONCE)
    for village in behind:
        render_board.apply_async((str(village),), expires=SWEPT_EVERY)  # the next sweep sends it again
    return len(behind)
