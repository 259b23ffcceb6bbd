"""``manage.py demo``: twelve villages with two years of deliberations, invented and always the same."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from backend.demo import cast, play
from backend.demo.story import TALES
from meetings.review import SUBJECT
from sync.models import Conflict, Feed, Held
from villages.models import Publication

SIGN_INS = {
    cast.FACILITATOR: "pendamping empat desa di Kecamatan Leles",
    cast.SECRETARY: "sekretaris Desa Cangkuang",
    cast.CAMAT: "petugas Kecamatan Leles",
    cast.KASI: "rekannya di Kecamatan Leles",
    cast.DPMD: "petugas Kabupaten Garut",
    cast.AUDITOR: "inspektorat Kabupaten Garut, hanya melihat",
    cast.ADMIN: "administrator",
}


class Command(BaseCommand):
    help = "Fills one kabupaten with invented deliberations. Only with DEBUG; running it again changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(_("Data contoh hanya untuk percobaan. Jalankan dengan DEBUG=1, jangan di server."))
        if play.is_there():
            self.stdout.write(_("Data contoh sudah ada; tidak ada yang diubah."))
        else:
            self._fill()
        self._tell()

    def _fill(self) -> None:
        bars = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*bars, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(_("Memuat wilayah"), total=sum(len(tale.chapters) for tale in TALES))
            villages = play.prepare()
            play.play(villages, tell=lambda what: bar.update(task, advance=1, description=what))

    def _tell(self) -> None:
        facts = {
            "villages": len(TALES),
            "entries": sum(Feed.objects.values_list("head", flat=True)),
            "published": Publication.objects.filter(subject_kind=SUBJECT).count(),
            "conflicts": Conflict.objects.filter(settled_at__isnull=True).count(),
            "held": Held.objects.filter(decision="").count(),
        }
        self.stdout.write(
            _(
                "%(villages)d desa, %(entries)d catatan di buku besar, %(published)d musyawarah terbit,"
                " %(conflicts)d isian berbeda, %(held)d perubahan menunggu."
            )
            % facts
        )
        self.stdout.write(_("Kata sandi semua orang: %(password)s") % {"password": cast.PASSWORD})
        for username, who in SIGN_INS.items():
            self.stdout.write(f"  {username:<12} {who}")
