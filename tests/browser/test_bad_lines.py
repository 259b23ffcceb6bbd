"""A line that loses answers, tears them, is dead behind full bars, or cannot bear one photograph."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.home import Home
from tests.browser.line import Line
from tests.browser.plain import hindrances
from tests.browser.steps import SOON, Api, add_person, choose_photo, new_meeting, photograph, section, send_now, sign_in

pytestmark = pytest.mark.browser


def ask(page: Page) -> None:
    page.goto("/app/#/kiriman")
    page.get_by_role("button", name="Kirim sekarang").click()


def arrived(address: str, place: str) -> int:
    return len(Api(address, "sekdes").named("meeting", place=place))


@pytest.mark.slow  # a real browser, killed in between
def test_an_answer_that_is_lost_is_never_called_sent_and_the_server_has_it_once(
    playwright, line: Line, address: str, tmp_path
):
    home = Home(playwright, tmp_path / "phone", line.address)
    sign_in(home.page)
    line.cut()
    new_meeting(home.page, Tempat="Balai Jawaban Hilang")
    line.lose_replies()
    ask(home.page)
    expect(home.page.get_by_text("Tidak ada sinyal.", exact=False)).to_be_visible(timeout=SOON)
    assert arrived(address, "Balai Jawaban Hilang") == 1
    expect(home.page.get_by_test_id("trust")).to_contain_text("belum terkirim")

    home.kill()
    page = home.start()
    page.goto("/app/#/kiriman")
    expect(page.get_by_test_id("trust")).to_contain_text("belum terkirim")
    line.mend()
    send_now(page)
    home.close()
    assert arrived(address, "Balai Jawaban Hilang") == 1
    assert Api(address, "sekdes").ask("GET", "/api/sync/v1/attention")["conflicts"] == []


@pytest.mark.slow  # a real browser
def test_an_answer_that_is_torn_counts_as_none(field_phone: Page, line: Line, address: str):
    sign_in(field_phone)
    line.cut()
    new_meeting(field_phone, Tempat="Balai Jawaban Sobek")
    line.tear_replies()
    ask(field_phone)
    expect(field_phone.get_by_text("Tidak ada sinyal.", exact=False)).to_be_visible(timeout=SOON)
    expect(field_phone.get_by_test_id("trust")).to_contain_text("belum terkirim")
    line.mend()
    send_now(field_phone)
    assert arrived(address, "Balai Jawaban Sobek") == 1


@pytest.mark.slow  # a real browser
def test_behind_bars_without_data_nobody_waits_and_after_ninety_seconds_it_is_said(field_phone: Page, line: Line):
    page = field_phone
    sign_in(page)
    line.cut()
    hub = new_meeting(page, Tempat="Balai Sinyal Semu")
    page.clock.install()
    page.reload()
    line.die()
    page.goto("/app/#/kiriman")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("button", name="Sedang mengirim…")).to_be_visible(timeout=SOON)
    section(page, hub, "Daftar hadir")
    page.get_by_role("link", name="Tambah orang").click()
    add_person(page, "Euis Tidak Menunggu")
    page.goto("/app/#/kiriman")
    page.clock.fast_forward(91_000)
    expect(page.get_by_text("Tidak ada sinyal.", exact=False)).to_be_visible(timeout=SOON)
    expect(page.get_by_test_id("trust")).to_contain_text("belum terkirim")


@pytest.mark.slow  # a real browser and two photographs
def test_a_photograph_that_does_not_get_through_holds_up_no_record_and_can_be_pushed(
    field_phone: Page, line: Line, address: str, shot
):
    page = field_phone
    sign_in(page)
    line.cut()
    hub = new_meeting(page, Tempat="Balai Foto Macet")
    section(page, hub, "Foto")
    choose_photo(page, photograph())
    page.get_by_label("Keterangan", exact=True).fill("Suasana pagi")
    page.get_by_label("Keterangan", exact=True).blur()
    line.mend()
    line.refuse("/api/sync/v1/files/")
    ask(page)
    expect(
        page.get_by_text(re.compile(r"Belum berhasil \d+ kali. Foto tetap aman di HP. Tekan “Coba lagi”."))
    ).to_be_visible(timeout=SOON)
    waiting = page.get_by_role("region", name="Belum terkirim")
    expect(waiting.get_by_role("heading")).to_have_text("Belum terkirim (1)")
    expect(waiting.get_by_role("link", name=re.compile("Foto: Suasana pagi"))).to_be_visible()
    expect(waiting).to_contain_text(re.compile(r"Terkirim 0 KB dari \d+ KB"))
    expect(page.get_by_text("Semua catatan sudah terkirim.")).to_have_count(0)
    assert arrived(address, "Balai Foto Macet") == 1
    assert hindrances(page) == []
    shot(page, "fault-stuck-photo")

    # Records made since pass it by.
    page.goto(f"{hub}/hadir/baru")
    add_person(page, "Teti Lewat")
    ask(page)
    expect(waiting.get_by_role("heading")).to_have_text("Belum terkirim (1)", timeout=SOON)
    assert len(Api(address, "sekdes").named("attendance", name="Teti Lewat")) == 1

    line.mend()
    waiting.get_by_role("button", name="Coba lagi").click()
    expect(page.get_by_text("Semua catatan sudah terkirim.")).to_be_visible(timeout=SOON)
    expect(waiting).to_have_count(0)
