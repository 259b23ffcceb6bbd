"""A server of its own with a build of the app of its own, so that a test can release the next one."""

import base64
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.server import ROOT, SEED, served

THROWS = "throw new Error('a bad build');\n"


@dataclass(frozen=True)
class Release:
    """What the server hands out under ``/app/``."""

    address: str
    folder: Path

    def first(self) -> None:
        """The app as it was built."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(ROOT / "mobile" / "dist", self.folder)

    def next(self, number: int) -> None:
        """The same app again, but another version: its page says which, and the worker's list knows it."""
        page = self.folder / "index.html"
        before = page.read_bytes()
        page.write_bytes(before.replace(b'<html lang="id"', f'<html data-build="{number}" lang="id"'.encode(), 1))
        worker = self.folder / "sw.js"
        worker.write_text(worker.read_text().replace(_fingerprint(before), _fingerprint(page.read_bytes())))
        self._unpack(page, worker)

    def broken(self) -> None:
        """A worker that throws as soon as it is read."""
        worker = self.folder / "sw.js"
        worker.write_text(THROWS + worker.read_text())
        self._unpack(worker)

    def _unpack(self, *changed: Path) -> None:
        """What the build had packed of these files is out of date."""
        for one in changed:
            for kind in (".br", ".gz"):
                one.with_name(one.name + kind).unlink(missing_ok=True)


@contextmanager
def releasing(data: Path) -> Iterator[Release]:
    """A server whose build may change while phones use it."""
    folder = data / "phone"
    folder.mkdir()
    settings = "tests.browser.release_settings"
    with served(data, SEED, PHONE_ROOT=str(folder), DJANGO_SETTINGS_MODULE=settings) as address:
        yield Release(address, folder)


def _fingerprint(content: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"
