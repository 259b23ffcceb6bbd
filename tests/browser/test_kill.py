"""kill -9 in bursts of saves and of sending, a page that crashes: what was said to be saved is there, and whole."""

import random
import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.home import Home
from tests.browser.line import Line
from tests.browser.steps import Api, new_meeting, section, send_now, sign_in

pytestmark = pytest.mark.browser
KILLS = 20
SAVES = 2_000
MEETINGS = 5
PATIENCE = 60

BURST = """async () => {
  const form = document.querySelector('form');
  const field = form.querySelector('input');
  const woman = form.querySelector('input[type=radio][value=P]');
  const key = [...form.querySelectorAll('button')].find((each) => each.type === 'button' && !each.closest('.note'));
  const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const drawn = () => new Promise((done) => setTimeout(done));
  for (let number = 1; ; number += 1) {
    const name = `${window.burst} ${number}`;
    put.call(field, name);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await drawn();
    woman.click();
    await drawn();
    key.click();
    while (!document.querySelector('.toast')?.textContent.includes(`${name} hadir.`)) await drawn();
    window.saidToBeSaved(name);
  }
}"""
"""Saves people as fast as the screen says that they are saved; a name counts once its sentence is on the glass."""


@pytest.fixture
def home(playwright, line: Line, tmp_path) -> Iterator[Home]:
    made = Home(playwright, tmp_path / "phone", line.address)
    yield made
    made.close()


@pytest.mark.slow  # twenty-one starts of a browser, two thousand saves
def test_twenty_kills_amid_two_thousand_saves_lose_none_and_halve_none(home: Home, line: Line, address: str):
    sign_in(home.page)
    hubs = [new_meeting(home.page, Tempat=f"Balai Dibunuh {number}") for number in range(MEETINGS)]
    said: list[str] = []
    kept: dict[str, set[str]] = {}
    for kill in range(KILLS):
        hub = hubs[kill % MEETINGS]
        before = len(said)
        # Every other time there is a signal, and the kill hits what is being sent as well.
        line.cut() if kill % 2 else line.mend()
        _burst(home.page, hub, f"Warga {chr(ord('A') + kill)}", said)
        _until(home.page, said, before + SAVES // KILLS)
        home.page.wait_for_timeout(random.Random(kill).uniform(0, 60))  # anywhere within a save
        home.kill()
        page = home.start()
        page.goto(f"{hub}/hadir")
        page.get_by_role("heading", name="Di daftar ini").wait_for(timeout=PATIENCE * 1_000)
        while (rest := page.get_by_role("button", name=re.compile("nama lagi"))).count():
            rest.first.click()
        names = page.locator(".person strong").all_inner_texts()
        assert len(names) == len(set(names))
        kept[hub] = set(names)
        assert set(said) - set().union(*kept.values()) == set()
    assert len(said) >= SAVES

    line.mend()
    send_now(home.page)
    arrived = [doc for doc in Api(address, "sekdes").records("attendance").values() if doc["name"].startswith("Warga ")]
    names = [doc["name"] for doc in arrived]
    assert set(said) - set(names) == set()
    # At most the one that was being written is there without having been announced, and none is there twice.
    assert len(names) == len(set(names)) <= len(said) + KILLS
    assert {(doc["gender"], doc["status"]) for doc in arrived} == {("P", "present")}
    assert all(doc.get("meeting") for doc in arrived)


def _burst(page: Page, hub: str, name: str, said: list[str]) -> None:
    page.expose_function("saidToBeSaved", lambda one: said.append(one))
    page.goto(f"{hub}/hadir/baru")
    page.get_by_label("Nama", exact=True).wait_for()
    page.evaluate(f"window.burst = '{name}'; ({BURST})(); undefined")


def _until(page: Page, said: list[str], most: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(said) < most:
        assert time.monotonic() < deadline, f"{len(said)} of {most}"
        page.wait_for_timeout(20)


@pytest.mark.slow  # a real browser, twice
def test_a_browser_killed_amid_a_word_is_taken_up_where_it_was(home: Home, shot):
    sign_in(home.page)
    hub = new_meeting(home.page, Tempat="Balai Mogok")
    section(home.page, hub, "Pembahasan")
    home.page.get_by_role("link", name=re.compile("Pengambilan keputusan")).click()
    field = home.page.get_by_label("Pembahasan", exact=True)
    # As fast as thumbs are: the browser itself takes five seconds to put down where somebody is.
    field.press_sequentially("Warga meminta jalan dusun dahulu", delay=200)
    expect(home.page.get_by_text("✓ Tersimpan di HP", exact=True)).to_be_visible()
    field.press_sequentially(" karena jembat", delay=1)
    home.kill()

    again = home.start()
    again.goto("/app/")
    expect(again.get_by_text("Lanjutkan catatan tadi?")).to_be_visible()
    shot(again, "fault-continue")
    again.get_by_role("link", name=re.compile("Lanjutkan catatan tadi?")).click()
    expect(again.get_by_label("Pembahasan", exact=True)).to_have_value(re.compile("^Warga meminta jalan dusun dahulu"))
    # Whoever goes home by themselves is asked nothing at the next start.
    again.goto("/app/#/")
    again.reload()
    expect(again.get_by_role("link", name="Musyawarah baru")).to_be_visible()
    expect(again.get_by_text("Lanjutkan catatan tadi?")).to_have_count(0)
