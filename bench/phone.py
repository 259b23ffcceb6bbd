"""How fast the phone app is: 3,000 rows, a meeting of 1,000 people, Chromium four times slowed down, no network.

``python -m bench.phone`` prints the figures of one run, and how large the app is on the wire.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.figures import Figure, show
from tests.browser import pace
from tests.browser.available import chromium
from tests.browser.conftest import QUIET, phone_at
from tests.browser.full_village import fill
from tests.browser.server import ROOT, SEED, served
from tests.browser.steps import Api, sign_in

STARTS = 5
KB = 1024


def measure() -> list[Figure]:
    """One run."""
    with _phone() as (page, meeting):
        starts = [pace.milliseconds_to_start(page) for _ in range(STARTS)]
        taps = pace.milliseconds_to_present(page, meeting)
        letters = pace.milliseconds_to_found(page, meeting)
        pace.present(page, meeting)
        greeting = pace.greet(page)
    return [
        Figure("first download, gzip", _first_download(".gz") / KB, goal=120, unit="KB"),
        Figure("first download, brotli", _first_download(".br") / KB, goal=120, unit="KB"),
        Figure("start to usable, offline (median of 5)", median(starts), goal=1_500),
        Figure("tap to presence marked (median of 20)", median(taps), goal=100),
        Figure("tap to presence marked (p95 of 20)", pace.p95(taps), goal=100),
        Figure("letter to list shown (slower of two)", max(letters), goal=100),
        Figure("tap to a known villager's presence", greeting, goal=100),
        Figure("taps for it, after two letters", 1, goal=1, unit="tap"),
    ]


@contextmanager
def _phone() -> Iterator[tuple[Page, str]]:
    with tempfile.TemporaryDirectory() as data, served(Path(data), SEED) as address, sync_playwright() as playwright:
        village = fill(Api(address, "sekdes"))
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        with phone_at(browser, address) as page:
            sign_in(page)
            page.context.set_offline(True)
            pace.slow_down(page)
            yield page, village.meeting
        browser.close()


def _first_download(packed: str) -> int:
    """Bytes of all that a first visit fetches, as the server sends it."""
    files = [each for each in (ROOT / "mobile/dist").rglob("*") if each.is_file() and each.suffix not in {".br", ".gz"}]
    first = [each for each in files if not each.name.startswith(("language-", "."))]
    sent = (each.with_name(each.name + packed) for each in first)
    return sum((small if small.is_file() else plain).stat().st_size for plain, small in zip(first, sent, strict=True))


if __name__ == "__main__":
    show("the phone app, processor 4x slower, no network", measure())
