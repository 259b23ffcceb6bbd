"""A browser that is too old for the app: told what to do, and what it recorded before is left alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import phone_at
from tests.browser.line import Line
from tests.browser.steps import new_meeting, sign_in

pytestmark = pytest.mark.browser
OLD = "delete window.structuredClone;"


@pytest.mark.slow  # a real browser
def test_an_old_browser_is_told_what_to_do_and_its_records_wait(browser, line: Line, shot):
    with phone_at(browser, line.address) as page:
        sign_in(page)
        line.cut()
        hub = new_meeting(page, Tempat="Balai Peramban Lama")
        older: Page = page.context.new_page()
        older.add_init_script(OLD)
        older.goto("/app/")
        expect(older.get_by_role("heading", name="Peramban HP ini terlalu lama")).to_be_visible()
        expect(older.get_by_text("Perbarui Chrome lewat Play Store, lalu buka lagi halaman ini.")).to_be_visible()
        expect(older.get_by_text("tetap aman di HP", exact=False)).to_be_visible()
        older.wait_for_timeout(500)
        expect(older.get_by_role("link", name="Musyawarah baru")).to_have_count(0)
        shot(older, "fault-old-browser")
        older.close()

        renewed = page.context.new_page()
        renewed.goto(hub)
        expect(renewed.get_by_text("Balai Peramban Lama")).to_be_visible()
