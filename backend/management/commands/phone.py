"""``manage.py phone``: a scripted phone that records without signal and then sends, over HTTP like any other."""

import json
import time
from argparse import ArgumentParser
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from backend.demo.cast import FACILITATOR, PASSWORD
from backend.demo.meeting import Written, write
from backend.demo.pen import Change, fixed_uuid
from backend.demo.plan import Place, Plan, place_of
from backend.demo.server import Refused, Server, Unreachable
from backend.demo.story import FIRST_DAY

KINDS = (("musdes_rkp", ""), ("musdesus_blt", ""), ("musdes_apbdes", ""), ("musperempuan", "tally"))
AT_ONCE = 500
MOST = 200


class Command(BaseCommand):
    help = "Records deliberations as a phone without signal, then hands them over. Running it again sends nothing new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--offline-musdes", type=int, required=True, metavar="N", help=f"how many, 1 to {MOST}")
        parser.add_argument("--server", default="http://127.0.0.1:8000")
        parser.add_argument("--user", default=FACILITATOR)
        parser.add_argument("--password", default=PASSWORD)
        parser.add_argument("--village", help="code of the village; the first one of the person where it is left out")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not 1 <= options["offline_musdes"] <= MOST:
            raise CommandError(_("Jumlah musyawarah harus 1 sampai %(most)d.") % {"most": MOST})
        try:
            server = Server(options["server"])
            name = server.sign_in(options["user"], options["password"], device=_device(options["user"]))
            place = _place(server, options["village"])
            self.stdout.write(_("%(name)s mencatat di Desa %(village)s.") % {"name": name, "village": place.name})
            self._work(server, place, options["offline_musdes"])
        except (Refused, Unreachable) as wrong:
            raise CommandError(str(wrong)) from None

    def _work(self, server: Server, place: Place, count: int) -> None:
        bars = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*bars, console=Console(stderr=True)) as bar:
            days = bar.track(range(count), description=_("Mencatat tanpa sinyal"))
            written = [_record(place, day) for day in days]
            self._send(server, [change for one in written for change in one.changes], bar)
            self._send_photos(server, place, {name: shot for one in written for name, shot in one.photos.items()}, bar)

    def _send(self, server: Server, changes: list[Change], bar: Progress) -> None:
        begun, before = time.monotonic(), server.sent
        batches = [changes[start : start + AT_ONCE] for start in range(0, len(changes), AT_ONCE)]
        results = [
            result
            for batch in bar.track(batches, description=_("Mengirim catatan"))
            for result in server.exchange(batch)["results"]
        ]
        self._tell_records(changes, results, server.sent - before, time.monotonic() - begun)

    def _send_photos(self, server: Server, place: Place, photos: dict[str, bytes], bar: Progress) -> None:
        begun, before = time.monotonic(), server.sent
        turns = bar.track(photos.items(), total=len(photos), description=_("Mengirim foto"))
        new = sum(server.upload(str(place.id), sha256, content) for sha256, content in turns)
        seconds, sent = time.monotonic() - begun, (server.sent - before) // 1024
        told = _("%(photos)d foto, %(new)d baru: %(kb)d KB dalam %(seconds).1f detik.")
        self.stdout.write(told % {"photos": len(photos), "new": new, "kb": sent, "seconds": seconds})

    def _tell_records(self, changes: list[Change], results: list[dict[str, Any]], sent: int, seconds: float) -> None:
        facts = {
            "count": len(changes),
            "raw": len(json.dumps(changes)) // 1024,
            "sent": sent // 1024,
            "seconds": seconds,
        }
        told = _("%(count)d catatan: %(raw)d KB, dimampatkan %(sent)d KB, dalam %(seconds).1f detik.")
        self.stdout.write(told % facts)
        for outcome, count in sorted(Counter(one["outcome"] for one in results).items()):
            self.stdout.write(f"  {outcome}: {count}")
        replayed = sum(bool(one.get("replayed")) for one in results)
        if replayed:
            self.stdout.write(_("  %(count)d di antaranya sudah pernah diterima.") % {"count": replayed})
        for one in results:
            for error in one.get("errors", ()):
                self.stdout.write(f"  ! {error['field']}: {error['message']}")


def _record(place: Place, number: int) -> Written:
    kind, quirk = KINDS[number % len(KINDS)]
    start = FIRST_DAY - timedelta(days=number)
    plan = Plan(kind, 2027, start, "held", frozenset({quirk} - {""}))
    return write(place, plan, seed=f"{place.code}/phone/{number}")


def _device(username: str) -> UUID:
    return fixed_uuid(f"phone/{username}", FIRST_DAY)


def _place(server: Server, code: str | None) -> Place:
    """The village that the person records in, as the server's own answer gives it."""
    seats = server.exchange([]).get("access", {}).get("villages", [])
    chosen = [seat for seat in seats if code in (None, seat["code"])]
    if not chosen:
        there = ", ".join(seat["code"] for seat in seats) or "-"
        raise CommandError(_("Orang ini tidak mencatat di desa itu. Desanya: %(codes)s") % {"codes": there})
    seat = chosen[0]
    return place_of(
        village=UUID(seat["village"]),
        code=seat["code"],
        name=seat["name"],
        kecamatan=seat["kecamatan"],
        kabupaten=seat["kabupaten"],
    )
