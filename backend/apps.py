"""The assembly."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import autodiscover_modules


class BackendConfig(AppConfig):
    name = "backend"

    def ready(self) -> None:
        import backend.celery  # noqa: PLC0415 -- app ready
        import backend.checks  # noqa: PLC0415 -- app ready
        import backend.connections  # noqa: PLC0415 -- app ready
        import backend.sittings  # noqa: PLC0415 -- app ready
        import backend.sweeps  # noqa: F401, PLC0415 -- app ready

        autodiscover_modules("tasks")  # a page or a command that sends a task has to know it, not only a worker


class OfficeAdminConfig(AdminConfig):
    """Django's administration with the site of ``backend.admin_site``."""

    default_site = "backend.admin_site.OfficeSite"
