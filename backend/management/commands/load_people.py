"""Takes in people and what they are assigned to; running it again changes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from backend.onboarding import renewal, roster
from backend.onboarding.form import FORM
from backend.onboarding.slips import as_pdf, slips_of
from budgets.intake import columns, sheets
from budgets.intake.looks import HasBad, Look, What
from villages.models import User

EVERY = 100
"""Rows between two words about how far it is."""


class Command(BaseCommand):
    help = (
        "Loads people and their assignments from CSV or XLSX (docs/onboarding.md). --dry-run shows what would change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", type=Path)
        parser.add_argument("--by", required=True, help="the user name of the administrator who answers for them")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--slips", type=Path, help="writes sign-in slips of the new people to this PDF")

    def handle(self, *_args: Any, table: Path, by: str, **options: Any) -> None:
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {by}.")
        actor = Actor(user.pk, user.name)
        try:
            with override("id"):
                found = columns.find(sheets.read(table.read_bytes()), FORM)
                done = (
                    roster.look(found, by=actor)
                    if options["dry_run"]
                    else roster.take(found, by=actor, told=self._progress)
                )
        except (OSError, sheets.NotATable, HasBad) as wrong:
            raise CommandError(str(wrong)) from wrong
        except Problem as refusal:
            raise CommandError(str(refusal.title)) from refusal
        if done.bad:
            raise CommandError("\n".join(map(str, done.bad)))
        if options["slips"] and not options["dry_run"]:
            self._print(done, actor, options["slips"])
        told = ", ".join(f"{len(done.of(what))} {word}" for what, word in _WORDS.items())
        self.stdout.write(f"People{' (dry run)' if options['dry_run'] else ''}: {told}.")

    def _print(self, done: Look, actor: Actor, path: Path) -> None:
        """Slips of the new people, readable by who runs this alone: each code opens a door."""
        names = sorted({step.fields["username"] for step in done.of(What.NEW)})
        made: list[tuple[User, str]] = []
        for at in range(0, len(names), renewal.MOST_SLIPS):
            some = User.objects.filter(username__in=names[at : at + renewal.MOST_SLIPS])
            made += renewal.welcome(some, by=actor)
        if made:
            with override("id"):
                content = as_pdf(slips_of(made))
            path.touch(mode=0o600)
            path.write_bytes(content)
            self.stderr.write(f"{len(made)} slips in {path}")

    def _progress(self, done: int, of: int) -> None:
        if done % EVERY == 0 or done == of:
            self.stderr.write(f"{done} of {of} rows")


_WORDS = {What.NEW: "new", What.CHANGED: "changed", What.SAME: "unchanged"}
