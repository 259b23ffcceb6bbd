"""How fast the app answers, measured inside the page of a slowed-down Chromium: from the finger to the glass."""

import re
from math import ceil
from statistics import median

from playwright.sync_api import Page, expect

from tests.browser.full_village import NEWCOMER
from tests.browser.steps import SOON, until

SLOWER = 4
"""A cheap phone's processor, as Lighthouse takes it."""

WATCH_THE_START = """
const look = () => {
  const open = document.querySelector('a[href="#/baru"]') && document.querySelector('a[href^="#/m/"]');
  if (open) globalThis.usable = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

WATCH_A_TAP = """(name) => new Promise((seen) => {
  const line = () => [...document.querySelectorAll('li.person button.line')]
    .find((each) => each.querySelector('strong').textContent === name);
  addEventListener('pointerdown', ({ timeStamp }) => {
    const look = () => {
      if (line()?.getAttribute('aria-pressed') === 'true') seen(performance.now() - timeStamp);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
})"""

WATCH_A_LETTER = """() => new Promise((seen) => {
  const names = () => [...document.querySelectorAll('main strong')].map((each) => each.textContent).join();
  const before = names();
  addEventListener('keydown', ({ timeStamp }) => {
    const look = () => {
      if (names() !== before) seen(performance.now() - timeStamp);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
})"""


WORK = """() => {
  const begun = performance.now();
  const numbers = Array.from({ length: 200_000 }, (_, place) => (place * 7919) % 200_003);
  numbers.sort((one, other) => one - other);
  numbers.map((one) => `${one}`).join();
  return performance.now() - begun;
}"""
USUAL = 48.0
"""Milliseconds of that work on the machine on which the limits were set, when it has itself to itself."""


def slow_down(page: Page, times: int = SLOWER) -> None:
    """Gives the page a processor that is so many times slower than the usual machine's.

    A machine whose neighbours make it slower for minutes is slowed down by as much less: the phone stays the same one.
    """
    chrome = page.context.new_cdp_session(page)
    chrome.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    now = min(page.evaluate(WORK) for _run in range(5))
    rate = max(1.0, min(float(times), times * USUAL / now))
    chrome.send("Emulation.setCPUThrottlingRate", {"rate": rate})


PLAIN = """<!doctype html><meta name="viewport" content="width=device-width">
<style>li { padding: 12px; border-bottom: 1px solid; border-radius: 8px } small { display: block }</style>
<main><label>Cari nama <input></label><ul></ul></main>
<script>
  const names = Array.from({ length: 20000 }, (_, at) => `${'abcdefghijklmnopqrs'[at % 19]}${at} si so su`);
  const list = document.querySelector('ul');
  const show = (wanted) => {
    const found = names.filter((name) => name.normalize('NFD').toLowerCase().split(' ')
      .some((word) => word.startsWith(wanted)));
    list.innerHTML = found.slice(wanted.length, wanted.length + 100)
      .map((name) => `<li><strong>${name}</strong><small>Dusun</small></li>`).join('');
  };
  document.querySelector('input').addEventListener('input', ({ target }) => show(target.value));
  show('');
</script>"""
PLAIN_TAKES = 50.0
"""Milliseconds from a letter to the list on that page, slowed down, on the usual machine with nothing else to do."""


def busy(page: Page) -> float:
    """How many times longer than usual a page without a framework takes to answer a letter just now; 1 or more.

    What a neighbour takes away from drawing, no slower processor tells; a list of the same length does.
    """
    other = page.context.new_page()
    try:
        slow_down(other)
        other.set_content(PLAIN)
        times = []
        for typed in ("si", "so", "su"):
            other.get_by_label("Cari nama").fill("")
            times += [_letter(other, letter) for letter in typed]
        return max(1.0, median(times) / PLAIN_TAKES)
    finally:
        other.close()


def p95(times: list[float]) -> float:
    """What 95 of a hundred stay below."""
    return sorted(times)[ceil(len(times) * 0.95) - 1]


def milliseconds_to_start(page: Page) -> float:
    """From opening the app without a signal until a meeting can be opened or made."""
    page.add_init_script(WATCH_THE_START)
    page.goto("about:blank")
    page.goto("/app/#/")
    until(page, "globalThis.usable !== undefined")
    return page.evaluate("usable")


def milliseconds_to_present(page: Page, meeting: str, taps: int = 20) -> list[float]:
    """From the finger on a name of today's list until its line says that the person is here."""
    _at_the_door(page, meeting)
    found = [_tap(page, at) for at in range(taps)]
    here = page.locator("li.person button.line[aria-pressed=true]")
    for left in range(here.count(), 0, -1):
        here.first.tap()
        expect(here).to_have_count(left - 1)
    return found


def milliseconds_to_found(page: Page, meeting: str, typed: str = "si") -> list[float]:
    """From each letter until the list shows who begins so."""
    _at_the_door(page, meeting)
    field = page.get_by_label("Cari nama")
    field.focus()
    return [_letter(page, letter) for letter in typed[:2]]


def present(page: Page, meeting: str) -> int:
    """The counter at the door."""
    _at_the_door(page, meeting)
    return int(page.get_by_test_id("count-present").inner_text())


def greet(page: Page) -> float:
    """Two letters and one tap for somebody of an earlier year; milliseconds from the tap to the glass."""
    page.get_by_label("Cari nama").fill("zu")
    known = page.get_by_role("button", name=NEWCOMER)
    expect(known).to_be_visible()
    took = _measured(page, WATCH_A_TAP, NEWCOMER, known.tap)
    page.get_by_label("Cari nama").fill("")
    return took


def name_at_the_end(page: Page, meeting: str) -> str:
    """Who stands last on the list, for somebody who asks for all of it."""
    _at_the_door(page, meeting)
    while (rest := page.get_by_role("button", name=re.compile("nama lagi"))).count():
        rest.first.click()
    last = page.locator("li.person strong").last.inner_text()
    page.goto("about:blank")  # who opens the app anew finds the list folded
    page.goto("/app/#/")
    return last


def _at_the_door(page: Page, meeting: str) -> None:
    page.goto("/app/#/")
    page.goto(f"/app/#/m/{meeting}/hadir")
    expect(page.locator("li.person").first).to_be_visible(timeout=SOON)
    page.wait_for_timeout(1_500)


def _tap(page: Page, at: int) -> float:
    lines = page.locator("li.person button.line[aria-pressed=false]")
    line = lines.nth(at % 3)
    name = line.locator("strong").inner_text()
    return _measured(page, WATCH_A_TAP, name, line.tap)


def _letter(page: Page, letter: str) -> float:
    return _measured(page, WATCH_A_LETTER, None, lambda: page.keyboard.press(letter))


def _measured(page: Page, watch: str, about: str | None, act) -> float:
    page.evaluate(f"(about) => {{ globalThis.seen = ({watch})(about) }}", about)
    act()
    return page.evaluate("seen")
