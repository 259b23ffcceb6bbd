"""What ``deploy/`` and ``docs/operations.md`` say of a server, in a folder of the test's own."""

import configparser
import os
import re
import shlex
import socket
import subprocess
import sys
from pathlib import Path

from bench.victims import Process
from tests.faults.place import ROOT, World

DATA = "/srv/rembuk/var"
PROGRAMS = "/srv/rembuk/app/.venv/bin/"
READER = "www-data"
"""Whom Debian runs nginx as."""


def example() -> World:
    """``deploy/env.example`` as systemd reads it."""
    lines = (ROOT / "deploy" / "env.example").read_text().splitlines()
    words = [shlex.split(line)[0] for line in lines if line and not line.startswith("#")]
    return dict(word.split("=", 1) for word in words)


def make_folders(data: Path) -> None:
    """By the very lines of the docs; only root may give folders to other accounts."""
    page = (ROOT / "docs" / "operations.md").read_text()
    for line in re.findall(rf"^ *# (install -d .*{DATA}.*)$", page, re.MULTILINE):
        command = line.replace("-o rembuk ", "").replace("-g rembuk ", "").replace(DATA, str(data))
        if os.geteuid() != 0:
            command = command.replace(f"-g {READER} ", "")
        subprocess.run(shlex.split(command), check=True)


def unit(name: str, world: World, folder: Path) -> Process:
    """The process that a unit starts, in this environment, as guarded about its files as there."""
    read = configparser.RawConfigParser(strict=False, interpolation=None)
    read.read(ROOT / "deploy" / f"{name}.service")
    service = read["Service"]
    said = service["ExecStart"].replace(PROGRAMS, f"{Path(sys.executable).parent}/").replace(DATA, world["DATA_DIR"])
    said = said.replace("%H", socket.gethostname())  # as systemd does
    command = ["sh", "-c", 'umask "$0" && exec "$@"', service["UMask"], *shlex.split(said)]
    return Process(command, world, folder / f"{name}.log")
