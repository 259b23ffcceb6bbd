"""Looks meetings over without a broker: what the nightly task does, or everything that was ever held."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from meetings import findings


class Command(BaseCommand):
    help = "Runs the checks of docs/checks.md on every meeting that waits; --all: on every meeting that was handed in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="published ones too, so that later copies are found")

    def handle(self, *_args: Any, **options: Any) -> None:
        keys = findings.handed_in() if options["all"] else findings.waiting()
        for village, meeting in keys:
            findings.look_over(village, meeting)
        self.stdout.write(_("%(count)d musyawarah diperiksa.") % {"count": len(keys)})
