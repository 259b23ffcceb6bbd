"""The coverage picture in a real browser: narrowed without a new page where there is JavaScript, and without it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK
from tests.browser.tour import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CELLS = "table.cover tbody tr"


def sign_in(desk: Page, who: str = "camat") -> None:
    desk.goto("/petugas/")
    desk.get_by_label("Nama pengguna").fill(who)
    desk.get_by_label("Kata sandi").fill(PASSWORD)
    desk.get_by_role("button", name="Masuk").click()
    desk.wait_for_url(lambda url: "/masuk/" not in url)
    desk.get_by_role("link", name="Cakupan").click()


def test_a_choice_narrows_the_picture_in_place_and_is_in_the_address(desk_of, demonstration: str):
    desk = desk_of(demonstration)
    sign_in(desk)
    before = desk.locator(CELLS).count()
    desk.evaluate("window.same = true")

    desk.get_by_label("Keadaan").select_option("terbit")

    expect(desk.locator(".cover td.b").first).to_be_visible()
    expect(desk.locator(CELLS)).not_to_have_count(before)
    assert desk.evaluate("window.same") is True  # no new page
    assert "keadaan=terbit" in desk.url
    narrowed = desk.locator(CELLS).count()
    desk.reload()
    expect(desk.locator(CELLS)).to_have_count(narrowed)


def test_everything_works_without_javascript(browser: Browser, demonstration: str):
    context = browser.new_context(viewport=DESK, base_url=demonstration, locale="id-ID", java_script_enabled=False)
    desk = context.new_page()
    sign_in(desk)

    desk.get_by_label("Keadaan").select_option("belum-lapor")
    desk.get_by_role("button", name="Tampilkan").click()
    desk.locator(".cover a").first.click()

    assert desk.locator("textarea").input_value().startswith("Yth. Pemerintah Desa dan BPD")
    context.close()
