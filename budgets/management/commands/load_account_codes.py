"""Loads the national account codes; running it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from budgets import codes


class Command(BaseCommand):
    help = "Loads the national account codes (Permendagri 20/2018)."

    def handle(self, **_: Any) -> None:
        added, mended = codes.load()
        self.stdout.write(f"Account codes: {added} added, {mended} mended.")
