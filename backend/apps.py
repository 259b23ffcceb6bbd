"""The assembly."""

from django.apps import AppConfig


class BackendConfig(AppConfig):
    name = "backend"

    def ready(self) -> None:
        import backend.celery  # noqa: PLC0415 -- app ready
        import backend.checks  # noqa: F401, PLC0415 -- app ready
