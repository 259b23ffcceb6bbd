"""A real server in a process of its own, and a real Chromium with a phone-sized window."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.available import chromium

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "artifacts" / "screens"
PHONE = ViewportSize(width=360, height=640)
DESK = ViewportSize(width=1280, height=800)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError("the server ended")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The address of a running server with Cangkuang in it."""
    data = tmp_path_factory.mktemp("data")
    world = {**os.environ, "DEBUG": "1", "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "backend.settings"}
    world.pop("DATABASE_URL", None)

    def manage(*words: str) -> None:
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=world, check=True, capture_output=True)

    manage("migrate", "--verbosity", "0")
    manage("shell", "--command", "from tests.browser.seed import seed; seed()")
    port = _free_port()
    words = [
        "-m",
        "gunicorn",
        "backend.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=world)
    try:
        _wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield started
        started.close()


@pytest.fixture
def phone(browser: Browser, address: str):
    """A phone-sized page at the app; what goes wrong in the page fails the test."""
    context = browser.new_context(viewport=PHONE, base_url=address, locale="id-ID", has_touch=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def desk(browser: Browser, address: str):
    """A desk-sized page."""
    context = browser.new_context(viewport=DESK, base_url=address, locale="id-ID")
    yield context.new_page()
    context.close()


@pytest.fixture
def shot():
    """Keeps a picture of a page as an artefact of the test."""
    SCREENS.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

    return keep
