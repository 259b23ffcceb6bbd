"""Logs: one line of JSON an event on standard error, without personal data (``backend.kernel.logs``)."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from backend.kernel.logs import discreet
from backend.settings import env
from backend.settings.core import DEBUG

_FORMAT = env.text("LOG_FORMAT", "line" if DEBUG else "json")
if _FORMAT not in ("json", "line"):
    raise ImproperlyConfigured("LOG_FORMAT must be json or line.")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": discreet(_FORMAT)},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True, "level": "WARNING"},
        # at DEBUG these would tell what is in queries, requests to the store, and messages
        "django.db.backends": {"level": "WARNING"},
        "django.template": {"level": "WARNING"},
        "botocore": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
        "amqp": {"level": "WARNING"},
        "kombu": {"level": "INFO"},
        # without a broker it warns of the one that nobody asks
        "kombu.connection": {"level": "ERROR"},
        "PIL": {"level": "WARNING"},
        "gunicorn.error": {"handlers": [], "propagate": True},
    },
}
