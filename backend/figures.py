"""What Prometheus reads beside the counters of the processes: how things stand now, out of the database and the broker.

Figures are sums and ages; no label names a person, a phone or a village.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db.models import Count, F, Max, Min, Q, Sum
from kombu.exceptions import KombuError
from prometheus_client.core import GaugeMetricFamily, Metric

from backend import sweeps
from backend.kernel import clock
from sync.models import Conflict, Device, Feed, Held
from villages.models import BoardFiles

SILENT_DAYS = (7, 30)


class Standing:
    """A collector: asked once a scrape. Eight queries, and one look into each queue."""

    def collect(self) -> Iterator[Metric]:
        yield from _waiting()
        yield from _phones()
        yield from _boards()
        yield from _sweeps()
        yield from _queues()


def _waiting() -> Iterator[Metric]:
    yield _gauge("rembuk_conflicts_open", "Differences that wait for a human", Conflict.objects.filter(settled_at=None))
    yield _gauge("rembuk_held_open", "Changes that wait for a reviewer", Held.objects.filter(decision=""))
    entries = Feed.objects.aggregate(total=Sum("head"))["total"] or 0
    yield GaugeMetricFamily("rembuk_ledger_entries", "Entries of all ledgers", value=entries)


def _gauge(name: str, told: str, rows: object) -> Metric:
    return GaugeMetricFamily(name, told, value=rows.count())  # type: ignore[attr-defined]


def _phones() -> Iterator[Metric]:
    now = clock.now()
    in_use = Device.objects.filter(revoked_at=None)
    silent = {f"silent_{days}": Count("pk", filter=Q(seen_at__lt=now - timedelta(days=days))) for days in SILENT_DAYS}
    told = in_use.aggregate(phones=Count("pk"), changes=Sum("unsent_changes"), files=Sum("unsent_files"), **silent)
    yield GaugeMetricFamily("rembuk_phones", "Phones that are not cut off", value=told["phones"])
    unsent = GaugeMetricFamily("rembuk_unsent", "What phones said they still hold", labels=["what"])
    unsent.add_metric(["changes"], told["changes"] or 0)
    unsent.add_metric(["files"], told["files"] or 0)
    yield unsent
    quiet = GaugeMetricFamily("rembuk_phones_silent", "Phones not seen for so many days", labels=["days"])
    for days in SILENT_DAYS:
        quiet.add_metric([str(days)], told[f"silent_{days}"])
    yield quiet
    refused = GaugeMetricFamily("rembuk_phones_refused", "Phones whose last try was refused", labels=["code"])
    codes = in_use.exclude(refused_code="").values_list("refused_code").annotate(count=Count("pk")).order_by()
    for code, count in codes:
        refused.add_metric([code], count)
    yield refused


def _boards() -> Iterator[Metric]:
    """A board's age is counted from the newest thing that was published there and is not in its files yet."""
    behind = BoardFiles.objects.filter(wanted__gt=F("made"))
    newest = behind.annotate(since=Max("village__publications__published_at")).aggregate(oldest=Min("since"))["oldest"]
    age = (clock.now() - newest).total_seconds() if newest else 0.0
    yield GaugeMetricFamily("rembuk_boards_behind", "Boards whose files are older than a change", value=behind.count())
    yield GaugeMetricFamily("rembuk_board_age_seconds", "How long the oldest of them has waited", value=age)


def _sweeps() -> Iterator[Metric]:
    lag = GaugeMetricFamily("rembuk_sweep_lag_seconds", "By how much a sweep is overdue", labels=["task"])
    failed = GaugeMetricFamily("rembuk_sweep_failed", "Whether its last run ended with an error", labels=["task"])
    for sweep in sweeps.every():
        lag.add_metric([sweep.task], sweep.lag)
        failed.add_metric([sweep.task], float(bool(sweep.failure)))
    yield from (lag, failed)


def _queues() -> Iterator[Metric]:
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return
    length = GaugeMetricFamily("rembuk_queue_length", "Messages that no worker took yet", labels=["queue"])
    connection: Any = current_app.connection_for_read(connect_timeout=settings.BROKER_PATIENCE)
    up = 1.0
    try:
        connection.ensure_connection(max_retries=1, timeout=settings.BROKER_PATIENCE)
        for queue in settings.QUEUES:
            declared = connection.default_channel.queue_declare(queue, durable=True, auto_delete=False)
            length.add_metric([queue], declared.message_count)
    except (OSError, KombuError, *connection.connection_errors):
        up = 0.0
    finally:
        connection.release()
    yield length
    yield GaugeMetricFamily("rembuk_broker_up", "Whether the broker answers", value=up)
