"""``manage.py backup FOLDER``: database and files of the embedded default, while the server goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from backend.backups import folder, taking
from backend.kernel.problems import Problem
from backend.management.backups import bars, refusal_of


class Command(BaseCommand):
    help = "Copies database and files into FOLDER while the server goes on; only what changed takes room."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, default=0, help="lets go of all but so many backups; 0: of none")
        parser.add_argument(
            "--despite-missing", action="store_true", help="also where files that the database names are gone"
        )

        parser.add_argument(
            "--check", action="store_true", help="reads again what earlier backups kept; copies anew what was harmed"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        place: Path = options["folder"]
        try:
            with bars() as progress:
                made, manifest = taking.take(
                    place, despite_missing=options["despite_missing"], check=options["check"], progress=progress
                )
            with folder.alone_in(place):
                gone = folder.prune(place, keep=options["keep"]) if options["keep"] > 0 else 0
        except (Problem, OSError) as refusal:
            raise CommandError(refusal_of(refusal)) from None
        files = manifest["files"]
        told = _("Cadangan %(place)s: %(rows)d baris, %(files)d berkas (%(megabytes).1f MB).")
        self.stdout.write(
            told
            % {
                "place": made,
                "rows": sum(manifest["rows"].values()),
                "files": files["count"],
                "megabytes": files["bytes"] / 1e6,
            }
        )
        if files["missing"]:
            self.stdout.write(_("%(count)d berkas tidak ada di penyimpanan.") % {"count": len(files["missing"])})
        if gone:
            self.stdout.write(_("%(count)d cadangan lama dihapus.") % {"count": gone})
