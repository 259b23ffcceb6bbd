"""The engine."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyncConfig(AppConfig):
    name = "sync"
    verbose_name = _("Kiriman dan buku besar")

    def ready(self) -> None:
        import sync.checks  # noqa: F401, PLC0415 -- app ready
