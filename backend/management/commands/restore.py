"""``manage.py restore FOLDER``: a backup in place of this server's database; phones then send what it forgot."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from backend.backups import restoring
from backend.kernel.problems import Problem
from backend.management.backups import bars, refusal_of


class Command(BaseCommand):
    help = "Puts back the backup FOLDER, or the newest one in it; everything is checked before anything changes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--over", action="store_true", help="in place of a database, which is kept beside it")
        parser.add_argument("--despite-faults", action="store_true", help="also where ledgers in it do not hold")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            with bars() as progress:
                found = restoring.restore(
                    options["folder"],
                    over=options["over"],
                    despite_faults=options["despite_faults"],
                    progress=progress,
                )
        except (Problem, OSError) as refusal:
            raise CommandError(refusal_of(refusal)) from None
        told = _("Cadangan %(moment)s dipulihkan: %(villages)d desa, %(entries)d entri buku besar, %(files)d berkas.")
        facts = {"moment": found.manifest["moment"], "villages": found.villages, "entries": found.entries}
        self.stdout.write(told % (facts | {"files": found.manifest["files"]["count"]}))
        for fault in found.faults:
            self.stdout.write(f"{fault.place}: {fault.what}")
        if found.before is not None:
            self.stdout.write(_("Basis data lama: %(place)s") % {"place": found.before})
        if found.other_key:
            self.stderr.write(
                _("SECRET_KEY berbeda dari saat cadangan dibuat. Pasang kunci lama di SECRET_KEY_FALLBACKS.")
            )
        self.stdout.write(_("Masa baru sudah diberikan; HP membaca dan mengirim ulang dengan sendirinya."))
