"""``manage.py import_changes FILE``: takes in a phone's unsent work that was carried here by hand."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from backend.kernel.problems import Problem
from sync import bundles
from sync.terms import Outcome


class Command(BaseCommand):
    help = "Imports a file of a phone's unsent changes and photographs; importing it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file, override("id"), bundles.checked(file) as bundle:
                brought = bundles.take(bundle)
        except OSError as wrong:
            raise CommandError(str(wrong)) from None
        except Problem as refusal:
            raise CommandError(str(refusal.title)) from None
        self.stdout.write(_("Berkas dari %(name)s diterima.") % {"name": brought.by})
        for outcome in Outcome:
            self.stdout.write(f"  {outcome.value}: {brought.outcomes[outcome]}")
        self.stdout.write(f"  replayed: {brought.replayed}")
        self.stdout.write(
            f"  files: {brought.files_new} new, {brought.files_known} known, {brought.files_refused} refused"
        )
