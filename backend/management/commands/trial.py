"""``make run``: everything ready, then serve on this machine; the terminal tells where, who, and what goes wrong."""

import logging
import os
import socket
import sys
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

QUIET = "WARNING"


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            message = _("Port %(port)d tidak bisa dipakai. Pilih yang lain, misalnya: PORT=9000 make run")
            raise CommandError(message % {"port": port}) from None


def be_quiet() -> None:
    """Logs no line a request or a task, here and in the server that this becomes, unless one asked for it."""
    os.environ.setdefault("LOG_LEVEL", QUIET)
    logging.getLogger().setLevel(os.environ["LOG_LEVEL"])


class Command(BaseCommand):
    help = "Migrates, loads regions and codes, fills in the demonstration and serves it on 127.0.0.1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(_("Hanya untuk percobaan: jalankan dengan DEBUG=1."))
        _refuse_taken(options["port"])
        be_quiet()
        self.stdout.write(_("Menyiapkan percobaan. Pertama kali perlu beberapa menit."))
        self.stdout.flush()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_regions", stdout=StringIO())
        call_command("load_account_codes", stdout=StringIO())
        call_command("demo", stdout=self.stdout)
        self.serve(options["port"])

    def serve(self, port: int) -> None:
        """Tells where, and becomes the server."""
        address = f"127.0.0.1:{port}"
        self.stdout.write(
            f"\n  Papan publik  http://{address}/\n  Aplikasi HP   http://{address}/app/\n"
            f"  Meja petugas  http://{address}/petugas/\n\n  Ctrl+C: berhenti\n"
        )
        self.stdout.flush()
        arguments = ["--bind", address, "--threads", "4", "--worker-class", "gthread", "--log-level", "warning"]
        os.execv(  # noqa: S606 -- this process becomes the server
            sys.executable, [sys.executable, "-m", "gunicorn", "backend.wsgi:application", *arguments]
        )
