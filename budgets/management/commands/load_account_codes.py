"""Loads the national account codes, or a newer edition of them; running it again changes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgets import codes


class Command(BaseCommand):
    help = "Loads the national account codes, or an edition in force from --year (docs/tables.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", type=Path, nargs="?", default=codes.TABLE)
        parser.add_argument("--year", type=int, default=codes.FIRST_YEAR, help="the first fiscal year of the edition")
        parser.add_argument("--whole", action="store_true", help="end the codes that the edition leaves out")

    def handle(self, *_args: Any, table: Path, year: int, whole: bool, **_options: Any) -> None:
        try:
            done = codes.load(table, year=year, whole=whole)
        except (OSError, UnicodeDecodeError, KeyError, ValueError) as wrong:
            raise CommandError(f"Not a table of account codes: {wrong}") from wrong
        self.stdout.write(f"Account codes: {done.added} added, {done.mended} mended, {done.ended} ended.")
