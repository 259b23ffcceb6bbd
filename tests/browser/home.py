"""A browser with a home of its own on the disk: it can be killed without a warning, and started again on the rest."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.browser.available import chromium
from tests.browser.conftest import PHONE, QUIET


class Home:
    """One phone's browser; ``page`` is what is on its glass."""

    def __init__(self, playwright: Playwright, folder: Path, address: str) -> None:
        self._playwright = playwright
        self._folder = folder
        self._address = address
        self._context: BrowserContext | None = None
        self.page = self.start()

    def start(self) -> Page:
        """Opens the browser on what the folder holds."""
        self._context = self._playwright.chromium.launch_persistent_context(
            self._folder,
            executable_path=chromium(),
            args=QUIET,
            viewport=PHONE,
            base_url=self._address,
            locale="id-ID",
        )
        self.page = self._context.pages[0]
        return self.page

    def kill(self) -> None:
        """SIGKILL to every process of this browser, and to no other: nothing gets to write anything more."""
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """Ends the browser; of a killed one this only tells the driver."""
        with suppress(Error):
            if self._context:
                self._context.close()
        self._context = None

    def _processes(self) -> list[int]:
        mark = f"--user-data-dir={self._folder}".encode()
        words, parents = {}, {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with suppress(OSError):
                words[int(entry.name)] = (entry / "cmdline").read_bytes().split(b"\0")
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        found = [pid for pid, said in words.items() if mark in said]
        for pid in found:  # grows while it is read: the children's children too
            found += [child for child, parent in parents.items() if parent == pid and child not in found]
        return found
