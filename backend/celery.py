"""The Celery app; without ``CELERY_BROKER_URL`` every task runs at once in the calling process."""

from celery import Celery

app = Celery("rembuk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()
app.autodiscover_tasks()
