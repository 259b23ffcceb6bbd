"""Celery: in this process while there is no broker, on Redis or RabbitMQ where there is one."""

from celery.schedules import crontab

from backend.settings import env

CELERY_BROKER_URL = env.secret("CELERY_BROKER_URL")
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BEAT_SCHEDULE = {
    "sweep-uploads": {"task": "sync.tasks.sweep_uploads", "schedule": 3600.0},
    "sweep-parcels": {"task": "sync.tasks.sweep_parcels", "schedule": 3600.0},
    "sweep-rejections": {"task": "sync.tasks.sweep_rejections", "schedule": 86400.0},
    "count-parts": {"task": "sync.tasks.count_parts", "schedule": crontab(hour=3, minute=15)},
    "mail-digests": {"task": "meetings.tasks.mail_digests", "schedule": 1800.0},
    "publish-unreviewed": {"task": "meetings.tasks.publish_unreviewed", "schedule": 300.0},
    "sweep-passages": {"task": "villages.tasks.sweep_passages", "schedule": 3600.0},
    "sweep-photos": {"task": "meetings.tasks.sweep_photos", "schedule": 60.0},
    "sweep-documents": {"task": "villages.tasks.sweep_documents", "schedule": 300.0},
    "sweep-boards": {"task": "villages.tasks.sweep_boards", "schedule": 60.0},
    "sweep-checks": {"task": "meetings.tasks.sweep_checks", "schedule": 60.0},
    "seal-days": {"task": "sync.tasks.seal_days", "schedule": crontab(minute=5)},
    "forget-villagers": {"task": "budgets.tasks.forget_villagers", "schedule": 86400.0},
    "forget-tables": {"task": "budgets.tasks.forget_tables", "schedule": 86400.0},
    "check-every-night": {"task": "meetings.tasks.check_every_night", "schedule": crontab(hour=1, minute=30)},
    "sweep-money": {"task": "budgets.tasks.sweep_money", "schedule": 300.0},
    "watch-every-night": {"task": "budgets.tasks.watch_every_night", "schedule": crontab(hour=1, minute=15)},
    "make-open-data": {"task": "villages.tasks.make_open_data", "schedule": crontab(hour=2, minute=30)},
}
