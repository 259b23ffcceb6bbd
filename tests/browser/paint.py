"""When the largest thing of a page stands on the glass, on a slow line and a slow processor."""

from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.browser.conftest import PHONE
from tests.browser.pace import slow_down

LARGEST = """() => new Promise((seen) => {
  new PerformanceObserver((list) => seen(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})"""


@dataclass(frozen=True)
class Pace:
    """What the line carries, how long a word takes there and back, how much slower the processor is."""

    kbit: int
    round_trip_ms: int
    slower: int


SLOW = Pace(kbit=400, round_trip_ms=400, slower=4)


def painted(browser: Browser, address: str, pace: Pace) -> float:
    """Milliseconds from the tap on a link to the largest paint, with nothing in the cache."""
    context = browser.new_context(viewport=PHONE, locale="id-ID", has_touch=True)
    try:
        page = context.new_page()
        network = context.new_cdp_session(page)
        bytes_a_second = pace.kbit * 1000 / 8
        line = {"downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", {"offline": False, "latency": pace.round_trip_ms, **line})
        slow_down(page, pace.slower)
        page.goto(address, wait_until="load")
        return page.evaluate(LARGEST)
    finally:
        context.close()
