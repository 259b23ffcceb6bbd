"""A whole musdes over a village's line: 40 kbit/s, 600 ms there and back, 2 % loss, and a cut in the middle.

``python -m bench.slow_link [photos]`` (as root): a real server and a real Chromium in a network namespace each, with
the line of ``bench.link`` between them. The phone is the built app with one line more, which lets the bench record the
workload through the app's own store.
"""

import base64
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFilter
from playwright.sync_api import Page, sync_playwright

from bench.figures import Figure, show
from bench.link import FAR, Link, Quality, inside, link
from bench.workload import RECORDS, musdes
from tests.browser.available import chromium
from tests.browser.builds import build, copy_of_the_source
from tests.browser.conftest import QUIET, phone_at
from tests.browser.server import ROOT, SEED
from tests.browser.steps import sign_in

GOOD = Quality(delay_ms=1, loss_percent=0, kbit=50_000)
FIRST_LINE = Quality(delay_ms=300, loss_percent=0, kbit=50)
VILLAGE_LINE = Quality(delay_ms=300, loss_percent=2, kbit=40)
PHOTOS, PHOTO_BYTES = 10, 95_000
CUT_SECONDS = 20
PATIENCE = 1_200
KB = 1024

WHOLE = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.active))"
RECORD = """async ([rows, photos]) => {
  const { store } = globalThis;
  const { villages: [{ village }] } = await store.session();
  const known = new Map();
  for (const { kind, record, set } of rows) {
    const fields = known.has(set.meeting) ? { ...set, meeting: known.get(set.meeting) } : set;
    known.set(record, (await store.save(kind, village, null, fields)).id);
  }
  const [meeting] = known.values();
  for (const photo of photos) {
    const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
    const set = { meeting, purpose: 'documentation', taken_at: '2026-09-14T04:00:07Z' };
    await store.addPhoto(village, set, new Blob([bytes], { type: 'image/jpeg' }));
  }
}"""


def measure(photos: int) -> list[Figure]:
    """One run; ``photos`` on the phone, beside the records."""
    with (
        tempfile.TemporaryDirectory() as folder,
        link() as line,
        _server(Path(folder), line.far) as records,
        _phone(Path(folder), line) as page,
    ):
        visit = _first_visit(page, line)
        line.open(GOOD)
        sign_in(page)
        line.cut()
        pictures = [_picture(seed) for seed in range(photos)]
        page.evaluate(RECORD, [musdes(1), [base64.b64encode(each).decode() for each in pictures]])
        return visit + (_send(page, line, records, pictures) if photos else [])


def _first_visit(page: Page, line: Link) -> list[Figure]:
    line.open(FIRST_LINE)
    begun = time.monotonic()
    page.goto("/app/", timeout=PATIENCE * 1000, wait_until="commit")
    page.get_by_role("button", name="Masuk", exact=True).wait_for(timeout=PATIENCE * 1000)
    seen = time.monotonic() - begun
    _until(lambda: page.evaluate(WHOLE))
    return [
        Figure("first visit, 50 kbit/s and 600 ms: sign-in on the glass after", seen, unit="s"),
        Figure("the whole app on the phone after", time.monotonic() - begun, goal=30, unit="s"),
        Figure("sent by the phone for it, with TCP and IP", line.sent() / KB, unit="KB"),
    ]


def _send(page: Page, line: Link, records: "Records", pictures: list[bytes]) -> list[Figure]:
    begun, before = time.monotonic(), line.sent()
    line.open(VILLAGE_LINE)
    page.evaluate("dispatchEvent(new Event('online'))")
    _until(lambda: records.arrived() == RECORDS)
    text, text_bytes, early = time.monotonic() - begun, line.sent() - before, records.photos()
    _until(lambda: records.photos() >= len(pictures) / 3)
    time.sleep(8)  # into the middle of the next one
    line.cut()
    time.sleep(CUT_SECONDS)
    line.open(VILLAGE_LINE)
    page.evaluate("dispatchEvent(new Event('online'))")
    _until(lambda: records.photos() == len(pictures))
    total, weight = time.monotonic() - begun, sum(map(len, pictures))
    return [
        Figure("records on the server after", text, goal=20, unit="s"),
        Figure("photos there by then", early, goal=0, unit=""),
        Figure("sent by then, with TCP and IP", text_bytes / KB, unit="KB"),
        Figure(f"{len(pictures)} photos on the server after, a cut of {CUT_SECONDS} s in it", total, unit="s"),
        Figure("bytes of the photos", weight / KB, unit="KB"),
        Figure("sent for them, with TCP and IP and what was lost", (line.sent() - before - text_bytes) / KB, unit="KB"),
    ]


class Records:
    """What has arrived, out of the server's database."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def arrived(self) -> int:
        """Records of the musdes."""
        tables = ("meetings_meeting", "meetings_agendaitem", "meetings_attendance", "budgets_budgetitem")
        return sum(self._count(f"SELECT count(*) FROM {table}") for table in tables)  # noqa: S608 -- our own names

    def photos(self) -> int:
        """Photographs whose bytes were verified."""
        return self._count("SELECT count(*) FROM sync_blob")

    def _count(self, question: str) -> int:
        with sqlite3.connect(self.database) as connection:
            return int(connection.execute(question).fetchone()[0])


@contextmanager
def _server(folder: Path, namespace: str) -> Iterator[Records]:
    source = copy_of_the_source(folder)
    start = source / "src/ui/main.tsx"
    start.write_text(
        start.read_text().replace("provide(store);", "provide(store);\n  Object.assign(globalThis, { store });")
    )
    build(source)
    data = folder / "data"
    world = {**os.environ, "DEBUG": "1", "DATA_DIR": str(data), "PHONE_ROOT": str(source / "dist")}
    world |= {"DJANGO_SETTINGS_MODULE": "tests.browser.other_build", "ALLOWED_HOSTS": FAR}
    world.pop("DATABASE_URL", None)
    for command in (("migrate", "--verbosity", "0"), SEED):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=world, check=True, capture_output=True)
    words = ["-m", "gunicorn", "backend.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--log-level", "warning"]
    server = subprocess.Popen([*inside(namespace), sys.executable, *words], cwd=ROOT, env=world)
    try:
        yield Records(data / "rembuk.sqlite3")
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def _phone(folder: Path, line: Link) -> Iterator[Page]:
    # Chromium talks to us through pipes, so that it may live in another network.
    wrapper = folder / "chromium"
    wrapper.write_text(f'#!/bin/sh\nexec {" ".join(inside(line.near))} {chromium()} "$@"\n')
    wrapper.chmod(0o755)
    address = f"http://{FAR}:8000"
    trusted = f"--unsafely-treat-insecure-origin-as-secure={address}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(wrapper), args=[*QUIET, trusted])
        with phone_at(browser, address) as page:
            yield page
        browser.close()


def _picture(seed: int) -> bytes:
    noise = Image.effect_noise((1024, 768), 60 + seed).convert("RGB").filter(ImageFilter.GaussianBlur(1.2))
    sizes = []
    for quality in range(20, 96, 5):
        out = BytesIO()
        noise.save(out, "JPEG", quality=quality)
        sizes.append(out.getvalue())
    return min(sizes, key=lambda data: abs(len(data) - PHOTO_BYTES))


def _until(come: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not come():
        if time.monotonic() > deadline:
            raise TimeoutError("it never arrived")
        time.sleep(0.2)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PHOTOS
    show("a musdes over 40 kbit/s, 600 ms, 2 % loss", measure(count))
