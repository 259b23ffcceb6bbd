"""A watch that recurs: each look is recorded on the phone without a signal, long after the meeting was published."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import phone_at
from tests.browser.line import Line
from tests.browser.steps import Api, send_now, sign_in
from tests.browser.tour import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser, demo_line: Line) -> Iterator[Page]:
    with phone_at(browser, demo_line.address) as page:
        sign_in(page, "fasilitator", PASSWORD)
        yield page


@pytest.mark.slow  # a real browser
def test_what_was_seen_is_recorded_with_its_day_and_sent_later(phone: Page, demo_line: Line, demonstration: str, shot):
    api = Api(demonstration, "fasilitator", PASSWORD)
    actions = api.records("oversight_action")
    action = next(key for key, one in actions.items() if one.get("every") == "monthly" and one["state"] == "planned")
    demo_line.cut()
    phone.goto(f"/app/#/m/{actions[action]['meeting']}/awasi")
    expect(phone.get_by_text(actions[action]["subject"]).first).to_be_visible()
    shot(phone, "awasi-berikutnya")
    phone.goto(f"/app/#/m/{actions[action]['meeting']}/awasi/{action}")
    phone.get_by_role("link", name="Catat hasil pengawasan").click()
    phone.get_by_role("radio", name="Ada temuan").check(force=True)
    phone.get_by_role("textbox", name="Temuan", exact=True).fill("Papan kegiatan belum dipasang.")
    phone.get_by_label("Tidak dibuka karena").fill("UU 14/2008 Pasal 17")
    shot(phone, "hasil-pengawasan")
    phone.get_by_role("button", name="Selesai", exact=True).click()
    expect(phone.get_by_text("Papan kegiatan belum dipasang.")).to_be_visible()
    shot(phone, "awasi-hasil")

    demo_line.mend()
    send_now(phone)
    (visit,) = api.named("oversight_visit", finding="Papan kegiatan belum dipasang.")
    assert (visit["oversight_action"], visit["state"], visit["withheld"]) == (
        action,
        "finding_open",
        "UU 14/2008 Pasal 17",
    )
    assert visit["done_on"]


@pytest.mark.slow  # a real browser
def test_that_somebody_looked_is_recorded_even_where_nothing_was_amiss(phone: Page, demonstration: str):
    api = Api(demonstration, "fasilitator", PASSWORD)
    actions = api.records("oversight_action")
    action = next(key for key, one in actions.items() if one.get("every") == "monthly" and one["state"] == "planned")
    before = len(api.named("oversight_visit", oversight_action=action))
    phone.goto(f"/app/#/hasil/{action}/baru")
    phone.get_by_role("button", name="Selesai", exact=True).click()
    expect(phone.get_by_role("link", name="Catat hasil pengawasan")).to_be_visible()

    send_now(phone)
    assert len(api.named("oversight_visit", oversight_action=action)) == before + 1


@pytest.mark.slow  # a real browser
def test_the_first_screen_says_what_is_to_be_looked_at_this_week_and_leads_there(phone: Page, demo_line: Line):
    phone.get_by_label("Pilih desa").select_option(label="Ciburial")
    reminder = phone.get_by_role(
        "link", name=re.compile(r"Ada \d+ jadwal pengawasan minggu ini|\d+ pengawasan lewat waktu")
    )
    expect(reminder.first).to_be_visible(timeout=20_000)
    demo_line.cut()
    reminder.first.click()
    phone.wait_for_url(re.compile(r"/m/[^/]+/awasi$"))
    expect(phone.get_by_text(re.compile(r"Berikutnya|Lewat waktu")).first).to_be_visible()
