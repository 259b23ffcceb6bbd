"""Work for later; each task only fetches and calls one verb."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task

from backend.kernel import clock
from meetings import findings, notices, photos, prints, review
from sync.models import Blob

LOOK_BACK = timedelta(days=2)
"""How far back the sweep looks; an older photograph is drawn when somebody asks for it."""
AT_ONCE = 200
SWEPT_EVERY = 60
"""Seconds, after which the next sweep sends the same again (``backend/settings/tasks.py``)."""


@shared_task
def make_sizes(village: str, sha256: str) -> None:
    """Draws the public copies of one photograph and keeps its print; a broken one is marked by the verb and left.

    Meetings that wait and show it are looked over again: their photographs may come long after them.
    """
    try:
        photos.make_sizes(UUID(village), sha256)
    except photos.PhotoUnusable:
        return
    made = prints.keep_photo(UUID(village), sha256)
    if made is not None:
        prints.look_closely(made, photos.purposes_of(UUID(village), sha256))
    for meeting in findings.waiting_with_photo(UUID(village), sha256):
        check_meeting.delay(village, str(meeting))


@shared_task
def sweep_photos() -> int:
    """Draws the copies of new photographs that have none yet, at most ``AT_ONCE``; answers how many it tried."""
    recent = Blob.objects.filter(received_at__gte=clock.now() - LOOK_BACK).order_by("received_at")
    tried = 0
    for village, sha256 in recent.values_list("village_id", "sha256").iterator():
        if photos.is_settled(village, sha256) or photos.is_only_original(village, sha256):
            continue
        make_sizes.apply_async((str(village), sha256), expires=SWEPT_EVERY)
        tried += 1
        if tried == AT_ONCE:
            break
    return tried


@shared_task
def mail_digests() -> int:
    """Sends the daily digests that are due; answers how many went out. One that fails is tried at the next run."""
    sent = 0
    for choice in notices.due_choices():
        try:
            sent += notices.mail_digest(choice)
        except OSError:
            continue
    return sent


@shared_task
def publish_unreviewed() -> int:
    """Publishes what was handed in and nobody reviews by the kabupaten's rules; answers how many."""
    return review.publish_all_unreviewed()


@shared_task
def check_meeting(village: str, meeting: str) -> None:
    """Looks one meeting over and stores what is found."""
    findings.look_over(UUID(village), UUID(meeting))


@shared_task
def sweep_checks() -> int:
    """Looks over what was handed in and not yet checked, at most ``AT_ONCE``; answers how many."""
    due = findings.due(most=AT_ONCE)
    for village, meeting in due:
        check_meeting.apply_async((str(village), str(meeting)), expires=SWEPT_EVERY)
    return len(due)


@shared_task
def check_every_night() -> int:
    """Looks over everything that waits, since other meetings may have changed what it means; answers how many."""
    waiting = findings.waiting()
    for village, meeting in waiting:
        check_meeting.delay(str(village), str(meeting))
    return len(waiting)
