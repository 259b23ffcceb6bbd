"""``manage.py verify_digests [KABUPATEN] [--copy FILE]``: do ledgers and publications still say what was sealed?"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sync.daily import faults


class Command(BaseCommand):
    help = "Compares ledgers and publications with every daily digest; names the village and the day that do not agree."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kabupaten", nargs="?", help="code such as 32.05; all where it is left out")
        parser.add_argument("--copy", type=Path, help="the file /sidik/<code>.json as somebody kept it outside")

    def handle(self, *_args: Any, **options: Any) -> None:
        kabupaten, copy = _noted(options["copy"]) if options["copy"] else (options["kabupaten"], {})
        found = list(faults(kabupaten, copy=copy))
        for fault in found:
            self.stdout.write(f"{fault.place}: {fault.what}")
        if found:
            raise CommandError(_("%(count)d kesalahan ditemukan.") % {"count": len(found)})
        self.stdout.write(_("Semua sidik harian cocok dengan catatan dan terbitan."))


def _noted(path: Path) -> tuple[str, dict[str, str]]:
    try:
        kept = json.loads(path.read_text())
        return kept["kabupaten"]["code"], {one["day"]: one["value"] for one in kept["days"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(_("Salinan ini tidak dapat dibaca: %(path)s") % {"path": path}) from error
