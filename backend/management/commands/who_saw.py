"""``manage.py who_saw VILLAGE --since DAY --until DAY``: who could read and who read what is not public."""

import csv
import io
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from backend.breach import told
from backend.breach.notice import notice
from backend.breach.report import Seen, Span, who_saw
from backend.kernel import clock
from villages.board.spreadsheet import disarmed
from villages.board.word import as_docx
from villages.board.writing import as_pdf
from villages.models import Village


class Command(BaseCommand):
    help = "After a breach: who could read, and who read, a village's restricted data (docs/operations.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("village", help="UUID or present code")
        parser.add_argument("--since", required=True, type=date.fromisoformat, help="first day, 2026-11-01")
        parser.add_argument("--until", required=True, type=date.fromisoformat, help="last day")
        parser.add_argument("--csv", type=Path, help="writes every trace to this file")
        parser.add_argument("--letter", type=Path, help="writes the notice (UU 27/2022 Pasal 46) to this .pdf or .docx")
        parser.add_argument("--known", type=datetime.fromisoformat, help="when the office learnt of it: 72 hours run")

    def handle(self, *_args: Any, village: str, since: date, until: date, **options: Any) -> None:
        if until < since:
            raise CommandError("--until is before --since.")
        letter = options["letter"]
        if letter and letter.suffix not in _LETTERS:
            raise CommandError("The letter is a .pdf or a .docx.")
        seen = who_saw(_village(village), Span(since, until))
        for line in told.lines(seen):
            self.stdout.write(line)
        if options["csv"]:
            _write(options["csv"], _csv(seen))
        if letter:
            known: datetime | None = options["known"]
            if known and known.tzinfo is None:
                known = known.replace(tzinfo=clock.office_zone())
            _write(letter, _LETTERS[letter.suffix](notice(seen, known_at=known)))


_LETTERS = {".pdf": as_pdf, ".docx": as_docx}


def _village(key: str) -> Village:
    found = Village.objects.select_related("region")
    try:
        return found.get(region_id=key) if "." in key else found.get(pk=UUID(key))
    except (ValueError, Village.DoesNotExist):
        raise CommandError(f"No village {key}.") from None


def _csv(seen: Seen) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(told.HEAD)
    writer.writerows([disarmed(cell) for cell in row] for row in told.rows(seen))
    return out.getvalue().encode("utf-8-sig")


def _write(path: Path, content: bytes) -> None:
    """Readable by whoever runs this alone: it names people."""
    path.touch(mode=0o600)
    path.write_bytes(content)
