"""``manage.py render_boards``: the public site as files; again and again without harm, and from where it stopped."""

import os
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import django
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from villages.board import places
from villages.board.site import due, rendering
from villages.models import BoardFiles

AT_A_TIME = 8
"""Villages that a process is handed at once."""


class Command(BaseCommand):
    help = "Writes the board's pages as files, packed too: those whose content changed, or --anew all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--village", action="append", metavar="CODE", help="only this one; may be repeated")
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes; one a processor")
        parser.add_argument("--anew", action="store_true", help="write every page, as after the store lost some")

    def handle(self, *_args: Any, **options: Any) -> None:
        due.enrol()
        villages = _named(options["village"]) if options["village"] else _everywhere()
        done: Counter[str] = Counter()
        bars = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*bars, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(_("Menulis papan"), total=len(villages))
            for one in _rendered(villages, jobs=options["jobs"], anew=options["anew"]):
                done += one
                bar.update(task, advance=1)
        done["written"] += rendering.front()
        facts = {"villages": len(villages), **{name: done[name] for name in COUNTED}}
        self.stdout.write(
            _(
                "%(villages)d desa: %(written)d halaman ditulis, %(same)d tetap, %(removed)d dihapus,"
                " %(busy)d desa sedang dikerjakan proses lain."
            )
            % facts
        )


COUNTED = ("written", "same", "removed", "busy")


def _named(codes: Iterable[str]) -> list[UUID]:
    found = {code: places.village_of(code) for code in codes}
    unknown = [code for code, village in found.items() if village is None]
    if unknown:
        raise CommandError(_("Tidak ada desa dengan kode %(codes)s.") % {"codes": ", ".join(unknown)})
    return [village.pk for village in found.values() if village is not None]


def _everywhere() -> list[UUID]:
    return list(BoardFiles.objects.order_by("village__region_id").values_list("village_id", flat=True))


def _rendered(villages: list[UUID], *, jobs: int, anew: bool) -> Iterator[Counter[str]]:
    """What was done for each village, as it is done; in this process where one is enough."""
    work = [(village, anew) for village in villages]
    if jobs <= 1 or len(work) <= AT_A_TIME:
        yield from map(_one, work)
        return
    connection.close()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield from pool.map(_one, work, chunksize=AT_A_TIME)


def _one(work: tuple[UUID, bool]) -> Counter[str]:
    village, anew = work
    done = rendering.bring_up_to_date(village, anew=anew)
    return Counter(busy=1) if done is None else done
