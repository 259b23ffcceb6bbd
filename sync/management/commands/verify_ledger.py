"""``manage.py verify_ledger [VILLAGE]``: is every entry, and every record, what was recorded?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sync.management.feeds import feeds_named
from sync.verify import Fault, verify


class Command(BaseCommand):
    help = "Replays ledgers from their first entry; names every entry or record that does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("village", nargs="?", help="UUID or present code; all villages where it is left out")

    def handle(self, *_args: Any, **options: Any) -> None:
        feeds = list(feeds_named(options["village"]))
        bars = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        faults: list[Fault] = []
        with Progress(*bars, console=Console(stderr=True)) as progress:
            task = progress.add_task(_("Memeriksa buku besar"), total=sum(feed.head for feed in feeds))
            for feed in feeds:
                faults += verify(feed.pk, tick=lambda: progress.advance(task))
        for fault in faults:
            self.stdout.write(f"{fault.place}: {fault.what}")
        if faults:
            raise CommandError(_("%(count)d kesalahan ditemukan.") % {"count": len(faults)})
        self.stdout.write(_("%(count)d desa, semua utuh.") % {"count": len(feeds)})
