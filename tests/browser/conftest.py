"""A real server, a line to it that can be cut, and a real Chromium with a phone-sized window."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.browser.available import chromium
from tests.browser.line import Line
from tests.browser.server import DEMONSTRATION, ROOT, SEED, served
from tests.browser.steps import sign_in
from tests.browser.tour import PASSWORD, VILLAGE_NAME

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


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> Iterator[str]:
    """The address of a running server with Cangkuang in it."""
    with served(tmp_path_factory.mktemp("data"), SEED) as found:
        yield found


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Iterator[str]:
    """The address of a running server with the whole demonstration."""
    with served(tmp_path_factory.mktemp("demo"), DEMONSTRATION) as found:
        yield found


@pytest.fixture(scope="session")
def worked(tmp_path_factory) -> Iterator[str]:
    """The address of a demonstration of its own, in which the tests of the desk decide things."""
    with served(tmp_path_factory.mktemp("worked"), DEMONSTRATION) as found:
        yield found


@pytest.fixture
def line(address: str) -> Iterator[Line]:
    """A line of its own to the server."""
    made = Line(address)
    yield made
    made.close()


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
    yield started
    started.close()


@contextmanager
def phone_at(browser: Browser, address: str) -> Iterator[Page]:
    """A phone-sized page at the app; what goes wrong in the page fails the test."""
    context = browser.new_context(viewport=PHONE, base_url=address, locale="id-ID", has_touch=True)
    faults: list[str] = []
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    yield context.new_page()
    context.close()
    assert faults == []


@contextmanager
def in_the_village(browser: Browser, address: str) -> Iterator[Page]:
    """The same, at the village of the demonstration in which most was recorded, as its facilitator."""
    with phone_at(browser, address) as page:
        sign_in(page, "fasilitator", PASSWORD)
        page.get_by_label("Pilih desa").select_option(label=VILLAGE_NAME)
        yield page


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A phone on a line that holds."""
    with phone_at(browser, address) as page:
        yield page


@pytest.fixture
def demo_line(demonstration: str) -> Iterator[Line]:
    """A line to the demonstration that the test may cut."""
    line = Line(demonstration)
    yield line
    line.close()


@pytest.fixture
def field_phone(browser: Browser, line: Line) -> Iterator[Page]:
    """A phone on the line that the test may cut."""
    with phone_at(browser, line.address) as page:
        yield page


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    """A desk-sized page."""
    context = browser.new_context(viewport=DESK, base_url=address, locale="id-ID")
    yield context.new_page()
    context.close()


@pytest.fixture
def desk_of(browser: Browser):
    """Makes further desk-sized contexts."""
    made: list[BrowserContext] = []

    def make(address: str, viewport: ViewportSize = DESK) -> Page:
        context = browser.new_context(viewport=viewport, base_url=address, locale="id-ID")
        made.append(context)
        return context.new_page()

    yield make
    for context in made:
        context.close()


@pytest.fixture
def shot():
    """Keeps a picture of a page as an artefact of the test."""
    SCREENS.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

    return keep
