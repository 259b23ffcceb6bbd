"""Sweeps: rows are the record of work to do, a task is only a nudge."""

from datetime import timedelta

from celery import shared_task

from backend.kernel import clock
from sync import browsers, daily, parcels, partitions, sights, uploads
from sync.models import Rejection

REJECTIONS_KEPT = timedelta(days=90)


@shared_task
def sweep_uploads() -> int:
    """Forgets half uploads past their time; answers how many."""
    return uploads.sweep()


@shared_task
def sweep_parcels() -> int:
    """Forgets carried files that are past their time; answers how many."""
    return parcels.sweep()


@shared_task
def sweep_rejections() -> int:
    """Forgets rejections after 90 days; answers how many."""
    gone, _by_model = Rejection.objects.filter(received_at__lt=clock.now() - REJECTIONS_KEPT).delete()
    return gone


@shared_task
def sweep_sessions() -> int:
    """Forgets desks' sessions past their time; answers how many rows."""
    return browsers.forget_ended()


@shared_task
def sweep_sights() -> int:
    """Forgets who was shown what after two years; answers how many."""
    return sights.forget()


@shared_task
def seal_days() -> int:
    """Makes the digests of the days that ended, also of those that were left out; answers how many."""
    return daily.sweep()


@shared_task
def count_parts() -> int:
    """Has PostgreSQL count its split tables as wholes; answers how many there are."""
    return partitions.count()
