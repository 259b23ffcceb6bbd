"""Work for later; each task only fetches and calls one verb."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task

from backend.kernel import clock
from meetings import photos
from sync.models import Blob

LOOK_BACK = timedelta(days=2)
"""How far back the sweep looks; an older photograph is drawn when somebody asks for it."""
AT_ONCE = 200


@shared_task
def make_sizes(village: str, sha256: str) -> None:
    """Draws the public copies of one photograph; a broken one is marked by the verb and left."""
    try:
        photos.make_sizes(UUID(village), sha256)
    except photos.PhotoUnusable:
        return


@shared_task
def sweep_photos() -> int:
    """Draws the copies of new photographs that have none yet, at most ``AT_ONCE``; answers how many it tried."""
    recent = Blob.objects.filter(received_at__gte=clock.now() - LOOK_BACK).order_by("received_at")
    tried = 0
    for village, sha256 in recent.values_list("village_id", "sha256").iterator():
        if photos.is_settled(village, sha256):
            continue
        make_sizes.delay(str(village), sha256)
        tried += 1
        if tried == AT_ONCE:
            break
    return tried
