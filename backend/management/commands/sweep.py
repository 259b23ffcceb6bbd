"""``manage.py sweep``: runs the sweeps that are due, for a server without a broker; a timer calls it every minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from backend import sweeps


class Command(BaseCommand):
    help = "Runs the scheduled sweeps that are due, in this process; without a broker a timer calls it every minute."

    def handle(self, *_args: Any, **_options: Any) -> None:
        failed = 0
        for task, failure in sweeps.run_due():
            failed += bool(failure)
            self.stdout.write(f"{task}: {failure or 'ok'}")
        if failed:
            raise CommandError(_("%(count)d pekerjaan gagal; dicoba lagi pada giliran berikutnya.") % {"count": failed})
