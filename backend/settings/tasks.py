"""Celery: in this process while there is no broker, on Redis or RabbitMQ where there is one."""

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
    "sweep-photos": {"task": "meetings.tasks.sweep_photos", "schedule": 60.0},
}
