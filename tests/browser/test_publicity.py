"""After the decision: proof of having told the village, and the way from home to what is being carried out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import in_the_village
from tests.browser.line import Line
from tests.browser.steps import Api, choose_photo, photograph, send_now
from tests.browser.tour import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser, demo_line: Line) -> Iterator[Page]:
    with in_the_village(browser, demo_line.address) as page:
        yield page


@pytest.mark.slow  # a real browser
def test_a_banner_is_photographed_where_it_hangs_after_publication(phone: Page, demo_line: Line, demonstration: str):
    api = Api(demonstration, "fasilitator", PASSWORD)
    held_before = len(api.ask("GET", "/api/sync/v1/attention")["held"])
    published = next(key for key, doc in api.records("meeting").items() if doc["status"] == "published")
    demo_line.cut()
    phone.goto(f"/app/#/m/{published}/ringkasan")
    phone.get_by_role("checkbox", name="Pengeras suara").check(force=True)
    proof = phone.locator("details").filter(has_text="Pengeras suara").filter(has_text="Belum ada foto")
    proof.locator("summary").click()
    proof.get_by_label("Di mana").fill("Masjid Al-Ikhlas")
    proof.get_by_label("Tanggal diumumkan").fill("2026-11-24")
    choose_photo_in(phone, photograph())
    expect(phone.get_by_text("Masjid Al-Ikhlas · 24 November 2026 · ✓ Foto")).to_be_visible()

    demo_line.mend()
    send_now(phone)
    (told,) = api.named("publicity", place="Masjid Al-Ikhlas")
    picture = api.records("photo")[told["photo"]]
    assert (told["medium"], told["published_on"]) == ("loudspeaker", "2026-11-24")
    assert (picture["purpose"], picture["meeting"]) == ("banner", published)
    assert len(api.ask("GET", "/api/sync/v1/attention")["held"]) == held_before


def choose_photo_in(phone: Page, picture: bytes) -> None:
    choose_photo(phone, picture)
    expect(phone.get_by_label("Foto tentang")).to_have_value("banner")


@pytest.mark.slow  # a real browser
def test_activities_under_way_are_one_tap_from_home(phone: Page, demo_line: Line, demonstration: str):
    api = Api(demonstration, "fasilitator", PASSWORD)
    said = next(
        one
        for one in api.records("progress_report").values()
        if api.records("budget_item")[one["budget_item"]]["fiscal_year"] == 2026
    )
    name = api.records("budget_item")[said["budget_item"]]["name"]
    demo_line.cut()
    phone.goto("/app/#/")
    phone.get_by_role("link", name="Kegiatan berjalan").click()
    expect(phone.get_by_role("heading", name="Tahun anggaran 2026")).to_be_visible()
    phone.get_by_role("link", name=re.compile(re.escape(name))).first.click()
    expect(phone.get_by_role("link", name="Tambah laporan kemajuan")).to_be_visible()
