"""Builds of the phone app with something changed in its source, and a server that serves them."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import ROOT, SEED, served

PHONE = ROOT / "mobile"


def copy_of_the_source(place: Path) -> Path:
    """The phone app's source in ``place``, to be changed and built there."""
    source = place / "mobile"
    shutil.copytree(PHONE, source, ignore=shutil.ignore_patterns("node_modules", "dist", ".types"))
    (source / "node_modules").symlink_to(PHONE / "node_modules")
    return source


def build(source: Path) -> None:
    """Builds what stands in ``source``."""
    world = {**os.environ, "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}"}
    subprocess.run(["npx", "vite", "build"], cwd=source, env=world, check=True, capture_output=True)


@contextmanager
def serving(source: Path, data: Path) -> Iterator[str]:
    """The address of a server whose phone app is the build of ``source``."""
    with served(data, SEED, DJANGO_SETTINGS_MODULE="tests.browser.other_build", PHONE_ROOT=str(source / "dist")) as at:
        yield at
