"""Reckons money and oversight without a broker: what the nightly task does."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from budgets import reckoning
from villages.models import Village


class Command(BaseCommand):
    help = "Reckons every village's plan against reality and looks its money and oversight over (docs/checks.md)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        everybody = Village.objects.select_related("region").filter(pk__in=reckoning.everybody())
        for village in everybody.iterator():
            reckoning.reckon(village)
        self.stdout.write(_("%(count)d desa dihitung.") % {"count": everybody.count()})
