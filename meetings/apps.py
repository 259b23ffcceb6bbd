"""The deliberation and its review."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Musyawarah")

    def ready(self) -> None:
        import meetings.kinds  # noqa: PLC0415 -- app ready
        import meetings.sections  # noqa: PLC0415 -- app ready
        import meetings.tasks  # noqa: F401, PLC0415 -- a web process nudges them by name
