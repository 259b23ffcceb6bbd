"""Takes in what each source gives the villages in a year; running it again changes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.kernel.actor import Actor
from budgets import ceilings
from budgets.ceilings import Usual
from budgets.intake import columns, sheets
from budgets.intake.looks import HasBad, What
from budgets.terms import FundSource
from villages.models import User


class Command(BaseCommand):
    help = "Loads ceilings from CSV or XLSX (docs/tables.md). --dry-run shows what would change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", type=Path)
        parser.add_argument("--by", required=True, help="the user name of the kabupaten's officer who answers for them")
        parser.add_argument("--year", type=int, help="the fiscal year, where the table has no column for it")
        parser.add_argument("--source", choices=FundSource.values, help="the source, where the table does not say")
        parser.add_argument("--law", default="", help="the legal reference, where the table does not say")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *_args: Any, table: Path, by: str, **options: Any) -> None:
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {by}.")
        actor = Actor(user.pk, user.name)
        source = FundSource(options["source"]) if options["source"] else None
        usual = Usual(options["year"], source, legal_reference=options["law"] or None)
        verb = ceilings.look if options["dry_run"] else ceilings.take
        try:
            found = columns.find(sheets.read(table.read_bytes()), ceilings.FORM)
            done = verb(found, by=actor, usual=usual)
        except (OSError, sheets.NotATable, HasBad) as wrong:
            raise CommandError(str(wrong)) from wrong
        if done.bad:
            raise CommandError("\n".join(map(str, done.bad)))
        told = ", ".join(f"{len(done.of(what))} {word}" for what, word in _WORDS.items())
        self.stdout.write(f"Ceilings{' (dry run)' if options['dry_run'] else ''}: {told}.")


_WORDS = {What.NEW: "added", What.CHANGED: "changed", What.SAME: "unchanged"}
