"""``manage.py check_integrity [VILLAGE]``: has everything come that belongs together?"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from backend.kernel import clock
from sync.fields import utc_text
from sync.integrity import Gap, gaps
from sync.management.feeds import feeds_named


class Command(BaseCommand):
    help = "Lists records whose parent never came, photographs without their bytes, and files that no record names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("village", nargs="?", help="UUID or present code; all villages where it is left out")
        parser.add_argument("--days", type=int, default=0, help="only what has waited so many days; 0: everything")

    def handle(self, *_args: Any, **options: Any) -> None:
        villages = list(feeds_named(options["village"]).values_list("pk", flat=True))
        before = clock.now() - timedelta(days=options["days"]) if options["days"] > 0 else None
        bars = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        found = 0
        with Progress(*bars, console=Console(stderr=True)) as progress:
            for village in progress.track(villages, description=_("Memeriksa kelengkapan")):
                for gap in gaps(village, before=before):
                    found += 1
                    self.stdout.write(_line(gap))
        if found:
            raise CommandError(_("%(count)d hal belum lengkap.") % {"count": found})
        self.stdout.write(_("%(count)d desa, semua lengkap.") % {"count": len(villages)})


def _line(gap: Gap) -> str:
    since = utc_text(gap.since) if gap.since else "-"
    return f"{gap.village} {gap.place} {since}: {gap.what}"
