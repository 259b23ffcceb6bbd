"""Finds a Chromium to drive. In CI a missing one fails; elsewhere the browser tests are left out, loudly."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LEFT_OUT = 75


def chromium() -> str | None:
    """The path of a Chromium on this machine: ``CHROMIUM``, then the usual names, then Playwright's own."""
    said = os.environ.get("CHROMIUM")
    if said:
        return said if Path(said).exists() else None
    for name in NAMES:
        if found := shutil.which(name):
            return found
    own = sorted(Path.home().glob(".cache/ms-playwright/chromium*/**/chrome"))
    return str(own[-1]) if own else None


def main() -> int:
    if chromium():
        return 0
    message = "No Chromium found: install one (Debian: chromium), or set CHROMIUM=/path/to/it."
    if os.environ.get("CI"):
        sys.stderr.write(f"{message} CI does not run without it.\n")
        return 1
    sys.stderr.write(f"{message} The browser tests were LEFT OUT.\n")
    return LEFT_OUT


if __name__ == "__main__":
    sys.exit(main())
