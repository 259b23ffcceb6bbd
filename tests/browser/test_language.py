"""A language is one file: it comes when it is chosen, stays without a signal, and comes along in an update."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.builds import build, copy_of_the_source, serving
from tests.browser.conftest import phone_at
from tests.browser.line import Line
from tests.browser.steps import SOON, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # builds the app anew
KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
    .flat().map(({ url }) => /language-([a-z]+)/.exec(url)?.[1]).filter(Boolean)"""


def speak_javanese(source: Path, title: str) -> None:
    """A language that is hardly begun: one sentence."""
    words = f"export const name = 'Basa Jawa';\nexport const words = {{ account: {{ title: '{title}' }} }};\n"
    (source / "src/i18n/jv.ts").write_text(words)


def kept_languages(page: Page) -> list[str]:
    return page.evaluate(KEPT)


def test_a_file_more_is_a_language_more_and_it_stays_in_the_field(browser, tmp_path):
    source = copy_of_the_source(tmp_path)
    speak_javanese(source, "Akun lan aplikasi")
    build(source)
    with serving(source, tmp_path / "data") as address:
        line = Line(address)
        with phone_at(browser, line.address) as phone:
            sign_in(phone)
            phone.goto("/app/#/akun")
            assert kept_languages(phone) == []

            phone.get_by_role("radio", name="Basa Jawa").check(force=True)
            expect(phone.get_by_role("heading", name="Akun lan aplikasi")).to_be_visible()
            expect(phone.get_by_text("Versi aplikasi")).to_be_visible()
            _wait_until_kept(phone, ["jv"])
            line.cut()
            phone.reload()
            expect(phone.get_by_role("heading", name="Akun lan aplikasi")).to_be_visible()

            line.mend()
            speak_javanese(source, "Akun kalih aplikasi")
            build(source)
            phone.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
            ready = phone.get_by_role("button", name="Pakai sekarang")
            expect(ready).to_be_visible(timeout=SOON)
            line.cut()
            ready.click()
            expect(phone.get_by_role("heading", name="Akun kalih aplikasi")).to_be_visible(timeout=SOON)
            assert kept_languages(phone) == ["jv"]
        line.close()


def test_a_language_that_cannot_be_fetched_changes_nothing(field_phone: Page, line: Line):
    sign_in(field_phone)
    field_phone.goto("/app/#/akun")
    line.cut()

    field_phone.get_by_role("radio", name="English").click(force=True)

    expect(field_phone.get_by_text("Halaman ini belum bisa dibuka.")).to_be_visible()
    expect(field_phone.get_by_role("heading", name="Akun dan aplikasi")).to_be_visible()
    expect(field_phone.get_by_role("radio", name="Bahasa Indonesia")).to_be_checked()

    line.mend()
    field_phone.get_by_role("radio", name="English").click(force=True)

    expect(field_phone.get_by_role("heading", name="Account and app")).to_be_visible()


def _wait_until_kept(page: Page, languages: list[str]) -> None:
    for _turn in range(100):
        if kept_languages(page) == languages:
            return
        page.wait_for_timeout(50)
    assert kept_languages(page) == languages
