"""gunicorn over any database, in processes of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.line import ask
from tests.faults.place import ROOT, World, around, free_port

PATIENCE = 60
OPTIONS = ("--worker-class", "gthread", "--workers", "2", "--threads", "4")


class Server:
    """Two workers of four threads, as in ``docs/operations.md``."""

    def __init__(
        self, database: str, log: Path, world: World | None = None, options: tuple[str, ...] = OPTIONS
    ) -> None:
        self.database, self.log, self.world, self.options = database, log, world or {}, options
        self.address = ""
        self.master: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers; raises ``TimeoutError``."""
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        world = {**os.environ, **around(self.database), **self.world}
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "backend.wsgi:application",
            "--bind",
            f"127.0.0.1:{port}",
            *self.options,
        ]
        with self.log.open("ab") as log:
            self.master = subprocess.Popen(command, cwd=ROOT, env=world, stdout=log, stderr=log)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > until:
                raise TimeoutError(f"gunicorn does not answer: {self.log.read_text()[-2000:]}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return ask(self.address, "/api/auth/login", {}).status == 400
        except OSError:
            return False

    def stop(self) -> None:
        """Ends it in peace."""
        if self.master is not None and self.master.poll() is None:
            self.master.terminate()
            self.master.wait(PATIENCE)
