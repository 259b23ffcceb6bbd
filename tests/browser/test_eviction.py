"""The browser cleared the phone's storage, or may do so: what is gone is said, and what the server has comes back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.line import Line
from tests.browser.plain import hindrances
from tests.browser.steps import SOON, add_person, fill_sign_in, new_meeting, section, send_now, sign_in, until

pytestmark = pytest.mark.browser
GONE = "Catatan di HP ini terhapus oleh peramban."


def clear(page: Page, what: str) -> None:
    """Clears the origin as a browser that runs out of room does, or somebody in its settings."""
    origin = page.evaluate("location.origin")
    page.goto("about:blank")
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": what})


@pytest.mark.slow  # a real browser
def test_what_was_cleared_is_told_and_what_was_sent_is_read_again(field_phone: Page, line: Line, shot):
    page = field_phone
    sign_in(page)
    hub = new_meeting(page, Tempat="Balai Sudah Terkirim")
    send_now(page)
    line.cut()
    section(page, hub, "Daftar hadir")
    page.get_by_role("link", name="Tambah orang").click()
    add_person(page, "Euis Hilang")
    add_person(page, "Teti Hilang")
    page.goto("/app/#/")
    expect(page.get_by_test_id("trust")).to_contain_text("belum terkirim")
    page.wait_for_timeout(500)  # until the count has come to rest
    unsent = page.get_by_test_id("trust").inner_text().split(" belum terkirim")[0].split()[-1]

    clear(page, "indexeddb,service_workers,cache_storage")
    line.mend()
    page.goto("/app/")
    note = page.get_by_text(GONE)
    expect(note).to_be_visible(timeout=SOON)
    expect(page.get_by_text(f"Hilang: {unsent} perubahan yang belum terkirim.")).to_be_visible()
    expect(page.get_by_text("Yang sudah terkirim akan kembali setelah Anda masuk.")).to_be_visible()
    page.reload()
    expect(note).to_be_visible(timeout=SOON)
    assert hindrances(page) == []
    shot(page, "fault-cleared")

    fill_sign_in(page, "fasilitator")
    expect(page.get_by_text("Yang sudah terkirim kembali dari kecamatan.")).to_be_visible(timeout=SOON)
    page.goto(hub)
    expect(page.get_by_text("Balai Sudah Terkirim")).to_be_visible(timeout=SOON)
    page.goto("/app/#/")
    page.reload()
    expect(note).to_be_visible()
    shot(page, "fault-cleared-home")
    page.get_by_role("button", name="Mengerti").click()
    expect(note).to_have_count(0)
    page.reload()
    expect(page.get_by_role("link", name="Musyawarah baru")).to_be_visible()
    expect(note).to_have_count(0)


@pytest.mark.slow  # a real browser
def test_with_everything_gone_the_sign_in_says_that_sent_records_come_back(phone: Page):
    sign_in(phone)
    hub = new_meeting(phone, Tempat="Balai Semua Hilang")
    send_now(phone)
    clear(phone, "all")
    phone.goto("/app/")
    expect(phone.get_by_text("Catatan lama yang sudah terkirim akan muncul di sini.")).to_be_visible()
    fill_sign_in(phone, "fasilitator")
    expect(phone.get_by_role("link", name="Musyawarah baru")).to_be_visible(timeout=SOON)
    phone.goto(hub)
    expect(phone.get_by_text("Balai Semua Hilang")).to_be_visible(timeout=SOON)


@pytest.mark.slow  # a real browser
def test_signing_out_is_no_loss(phone: Page):
    sign_in(phone)
    phone.goto("/app/#/akun")
    phone.get_by_role("button", name="Keluar", exact=True).click()
    phone.get_by_role("button", name="Ya, keluar").click()
    expect(phone.get_by_label("Nama pengguna")).to_be_visible(timeout=SOON)
    phone.reload()
    expect(phone.get_by_label("Nama pengguna")).to_be_visible(timeout=SOON)
    expect(phone.get_by_text(GONE)).to_have_count(0)


REFUSES = """
  window.asked = 0;
  navigator.storage.persisted = async () => false;
  navigator.storage.persist = async () => { window.asked += 1; return false; };
"""
"""A browser that promises nothing, as one does that was used for a day."""


@pytest.mark.slow  # a real browser
def test_a_browser_that_may_clear_the_records_is_asked_once_and_told_of(field_phone: Page, line: Line, shot):
    page = field_phone
    page.add_init_script(REFUSES)
    sign_in(page)
    assert page.evaluate("window.asked") == 0
    line.cut()
    hub = new_meeting(page, Tempat="Balai Tak Terlindung")
    until(page, "window.asked === 1")
    new_meeting(page, Tempat="Balai Tak Terlindung Dua")
    section(page, hub, "Daftar hadir")
    page.get_by_role("link", name="Tambah orang").click()
    for number in range(8):
        add_person(page, f"Warga {number}")
    page.goto("/app/#/")
    expect(page.get_by_text("peramban boleh menghapusnya bila HP penuh.", exact=False)).to_be_visible()
    expect(page.get_by_role("link", name="Simpan ke berkas")).to_be_visible()
    assert page.evaluate("window.asked") == 1
    assert hindrances(page) == []
    shot(page, "fault-unguarded")
