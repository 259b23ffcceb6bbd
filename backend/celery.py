"""The Celery app; without ``CELERY_BROKER_URL`` every task runs at once in the calling process."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
app = Celery("rembuk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()
app.autodiscover_tasks()


@setup_logging.connect(dispatch_uid="backend.celery")
def _log_as_everybody(**_: Any) -> None:
    """Workers log as the web processes do: Celery's own lines would tell what a failed task was about."""
    dictConfig(settings.LOGGING)
