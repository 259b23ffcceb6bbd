"""``manage.py new_epoch [VILLAGE]``: after a restore, phones are told to send again what the backup forgot."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sync import ledger
from sync.management.feeds import feeds_named

AT_ONCE = 200
"""Ledgers renewed in one transaction: phones of other villages wait no longer than that."""


class Command(BaseCommand):
    help = "Gives ledgers a new epoch after a restore: phones read them anew and send again what they kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("village", nargs="?", help="UUID or present code; all villages where it is left out")

    def handle(self, *_args: Any, **options: Any) -> None:
        villages = list(feeds_named(options["village"]).values_list("pk", flat=True))
        bars = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*bars, console=Console(stderr=True)) as progress:
            task = progress.add_task(_("Memberi masa baru"), total=len(villages))
            for start in range(0, len(villages), AT_ONCE):
                batch = villages[start : start + AT_ONCE]
                with transaction.atomic():
                    ledger.renew_epochs(batch)
                progress.advance(task, len(batch))
        told = _("%(count)d desa bermasa baru; HP membaca dan mengirim ulang dengan sendirinya.")
        self.stdout.write(told % {"count": len(villages)})
