"""Celery: in this process while there is no broker, on Redis or RabbitMQ where there is one.

Rows are the record of work to do and a message is only a nudge: every task is a sweep, or sent by one.
"""

from typing import Any

from celery.schedules import crontab

from backend.settings import env

CELERY_BROKER_URL = env.secret("CELERY_BROKER_URL")
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
"""A worker holds one message beside the one it works on: what it holds when it is killed waits for the next sweep."""
CELERY_TIMEZONE = "Asia/Jakarta"

BROKER_PATIENCE = 2.0
"""Seconds that whoever sends a message waits for the broker; a phone waits for its answer behind it."""
CELERY_BROKER_CONNECTION_TIMEOUT = BROKER_PATIENCE
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {"socket_connect_timeout": BROKER_PATIENCE} if CELERY_BROKER_URL.startswith(("redis", "rediss", "sentinel")) else {}
)
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}

UPLOADS, DOCUMENTS, CHECKS, MAIL, BOARDS = "uploads", "documents", "checks", "mail", "boards"
QUEUES = (UPLOADS, DOCUMENTS, CHECKS, MAIL, BOARDS)
CELERY_TASK_DEFAULT_QUEUE = CHECKS
CELERY_TASK_ROUTES = {
    "sync.tasks.sweep_uploads": {"queue": UPLOADS},
    "sync.tasks.sweep_parcels": {"queue": UPLOADS},
    "sync.tasks.sweep_rejections": {"queue": UPLOADS},
    "sync.tasks.sweep_sessions": {"queue": CHECKS},
    "sync.tasks.sweep_sights": {"queue": UPLOADS},
    "sync.tasks.seal_days": {"queue": CHECKS},
    "sync.tasks.count_parts": {"queue": CHECKS},
    "meetings.tasks.make_sizes": {"queue": UPLOADS},
    "meetings.tasks.sweep_photos": {"queue": UPLOADS},
    "meetings.tasks.mail_digests": {"queue": MAIL},
    "meetings.tasks.publish_unreviewed": {"queue": CHECKS},
    "meetings.tasks.check_meeting": {"queue": CHECKS},
    "meetings.tasks.sweep_checks": {"queue": CHECKS},
    "meetings.tasks.check_every_night": {"queue": CHECKS},
    "budgets.tasks.forget_villagers": {"queue": CHECKS},
    "budgets.tasks.forget_tables": {"queue": CHECKS},
    "budgets.tasks.reckon": {"queue": CHECKS},
    "budgets.tasks.sweep_money": {"queue": CHECKS},
    "budgets.tasks.watch_every_night": {"queue": CHECKS},
    "villages.tasks.make_documents": {"queue": DOCUMENTS},
    "villages.tasks.sweep_documents": {"queue": DOCUMENTS},
    "villages.tasks.make_open_data": {"queue": DOCUMENTS},
    "villages.tasks.make_open_data_of": {"queue": DOCUMENTS},
    "villages.tasks.sweep_passages": {"queue": BOARDS},
    "villages.tasks.render_board": {"queue": BOARDS},
    "villages.tasks.sweep_boards": {"queue": BOARDS},
}


def _every(seconds: float, task: str) -> dict[str, Any]:
    """A sweep, whose message is worth nothing once the next is sent: a worker that comes back finds one, not many."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep-uploads": _every(3600.0, "sync.tasks.sweep_uploads"),
    "sweep-parcels": _every(3600.0, "sync.tasks.sweep_parcels"),
    "sweep-rejections": _every(86400.0, "sync.tasks.sweep_rejections"),
    "sweep-sessions": _every(86400.0, "sync.tasks.sweep_sessions"),
    "sweep-sights": _every(86400.0, "sync.tasks.sweep_sights"),
    "count-parts": {"task": "sync.tasks.count_parts", "schedule": crontab(hour=3, minute=15)},
    "mail-digests": _every(1800.0, "meetings.tasks.mail_digests"),
    "publish-unreviewed": _every(300.0, "meetings.tasks.publish_unreviewed"),
    "sweep-passages": _every(3600.0, "villages.tasks.sweep_passages"),
    "sweep-photos": _every(60.0, "meetings.tasks.sweep_photos"),
    "sweep-documents": _every(180.0, "villages.tasks.sweep_documents"),
    "sweep-boards": _every(60.0, "villages.tasks.sweep_boards"),
    "sweep-checks": _every(60.0, "meetings.tasks.sweep_checks"),
    "seal-days": {"task": "sync.tasks.seal_days", "schedule": crontab(minute=5)},
    "forget-villagers": _every(86400.0, "budgets.tasks.forget_villagers"),
    "forget-tables": _every(86400.0, "budgets.tasks.forget_tables"),
    "check-every-night": {"task": "meetings.tasks.check_every_night", "schedule": crontab(hour=1, minute=30)},
    "sweep-money": _every(180.0, "budgets.tasks.sweep_money"),
    "watch-every-night": {"task": "budgets.tasks.watch_every_night", "schedule": crontab(hour=1, minute=15)},
    "make-open-data": {"task": "villages.tasks.make_open_data", "schedule": crontab(hour=2, minute=30)},
}
