"""``make run``: everything ready, then serve on this machine."""

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            message = _("Port %(port)d tidak bisa dipakai. Pilih yang lain, misalnya: PORT=9000 make run")
            raise CommandError(message % {"port": port}) from None


class Command(BaseCommand):
    help = "Migrates, loads regions and codes, fills in the demonstration and serves it on 127.0.0.1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(_("Hanya untuk percobaan: jalankan dengan DEBUG=1."))
        _refuse_taken(options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_regions")
        call_command("load_account_codes")
        call_command("demo")
        self._serve(options["port"])

    def _serve(self, port: int) -> None:
        address = f"127.0.0.1:{port}"
        self.stdout.write(
            f"\n  Papan publik  http://{address}/\n  Aplikasi HP   http://{address}/app/\n"
            f"  Meja petugas  http://{address}/petugas/\n\n"
            "  fasilitator, sekdes, camat, dpmd, admin: musyawarah-demo\n\n  Ctrl+C: berhenti\n"
        )
        self.stdout.flush()
        arguments = ["--bind", address, "--threads", "4", "--worker-class", "gthread", "--log-level", "warning"]
        os.execv(  # noqa: S606 -- this process becomes the server
            sys.executable, [sys.executable, "-m", "gunicorn", "backend.wsgi:application", *arguments]
        )
