"""Money and oversight."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = _("Anggaran dan pengawasan")

    def ready(self) -> None:
        import budgets.kinds  # noqa: PLC0415 -- app ready
        import budgets.sections  # noqa: F401, PLC0415 -- app ready
