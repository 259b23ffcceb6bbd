"""Minutes: votes beyond those present are refused, nothing typed is lost, what was left to be done is asked about."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.line import Line
from tests.browser.steps import Api, add_person, new_meeting, section, send_now, sign_in

pytestmark = pytest.mark.browser
A_SECOND = 1100
"""In milliseconds, and a little more: what was typed before is on disk."""


def first_point(page: Page, hub: str) -> str:
    section(page, hub, "Pembahasan")
    page.get_by_role("link", name=re.compile("^1. ")).click()
    expect(page.get_by_label("Pokok bahasan")).to_be_visible()
    return page.url


@pytest.mark.slow  # a real browser
def test_votes_beyond_those_present_are_refused_and_stay_as_typed(field_phone: Page, line: Line, address: str):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, "Musdes RKP Desa", Tempat="Balai Suara")
    section(field_phone, hub, "Daftar hadir")
    field_phone.get_by_role("link", name="Tambah orang").click()
    for name in ("Ani", "Bani", "Cici"):
        add_person(field_phone, name)
    point = first_point(field_phone, hub)
    field_phone.get_by_role("radio", name="Suara terbuka").check(force=True)
    field_phone.get_by_label("Setuju", exact=True).fill("2")
    field_phone.get_by_label("Tidak setuju").fill("12")
    refused = field_phone.get_by_text("Paling banyak 1, karena yang hadir 3 orang. Belum dicatat.")
    expect(refused).to_be_visible()
    field_phone.get_by_label("Tidak setuju").blur()
    expect(field_phone.get_by_label("Tidak setuju")).to_have_value("12")
    field_phone.wait_for_timeout(500)  # nothing on the screen says when what was refused is on the disk
    field_phone.reload()
    expect(field_phone.get_by_label("Tidak setuju")).to_have_value("12")
    expect(field_phone.get_by_label("Setuju", exact=True)).to_have_value("2")
    expect(refused).to_be_visible()
    field_phone.get_by_label("Setuju", exact=True).fill("1")
    field_phone.get_by_label("Tidak setuju").fill("2")
    field_phone.get_by_label("Tidak setuju").blur()
    expect(refused).to_have_count(0)
    field_phone.get_by_role("radio", name="Disepakati").check(force=True)
    field_phone.locator("summary", has_text="Catatan keberatan").click()
    field_phone.get_by_label("Catatan keberatan").fill("Cici keberatan soal lokasi.")
    field_phone.goto(hub)
    field_phone.goto(point)

    line.mend()
    send_now(field_phone)
    api = Api(address, "fasilitator")
    (voted,) = api.named("agenda_item", decision_method="open_vote")
    assert (voted["votes_for"], voted["votes_against"], voted["outcome"]) == (1, 2, "agreed")
    (meeting,) = api.named("meeting", place="Balai Suara")
    assert meeting["objections"] == "Cici keberatan soal lokasi."


@pytest.mark.slow  # a real browser
def test_what_a_meeting_left_to_be_done_is_asked_about_at_the_next(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, "Musdes RKP Desa", Tempat="Balai Lama", Tanggal="2026-10-01")
    first_point(field_phone, hub)
    field_phone.get_by_role("button", name="Disepakati secara mufakat").click()
    expect(field_phone.get_by_role("radio", name="Mufakat")).to_be_checked()
    field_phone.get_by_role("button", name="Tambah tindak lanjut").click()
    field_phone.get_by_label("Apa yang dikerjakan").fill("Urus surat hibah tanah")
    field_phone.get_by_label("Siapa", exact=True).fill("Kaur Umum")
    field_phone.get_by_label("Paling lambat").fill("2026-10-20")
    field_phone.get_by_label("Paling lambat").blur()
    later = new_meeting(field_phone, "Musdes RKP Desa", Tempat="Balai Baru", Tanggal="2027-03-01")
    section(field_phone, later, "Pembahasan")
    task = field_phone.get_by_role("article", name="Urus surat hibah tanah")
    expect(task.get_by_text("Kaur Umum")).to_be_visible()
    expect(task.get_by_text("20 Oktober 2026")).to_be_visible()
    task.get_by_role("button", name="Bahas di musyawarah ini").click()
    expect(field_phone.get_by_label("Pokok bahasan")).to_have_value("Tindak lanjut: Urus surat hibah tanah")
    section(field_phone, later, "Pembahasan")
    expect(field_phone.get_by_role("link", name=re.compile("Tindak lanjut: Urus surat"))).to_be_visible()
    expect(task).to_have_count(0)


@pytest.mark.slow  # a real browser
def test_nothing_older_than_a_second_is_lost_when_the_page_dies_or_back_is_pressed(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, "Musdes RKP Desa", Tempat="Balai Ketik")
    screens = {
        first_point(field_phone, hub): ("Pembahasan", "Warga bertanya tentang air."),
        f"{hub}/kegiatan/baru": ("Nama kegiatan", "Sumur bor"),
        f"{hub}/usul/baru": ("Usulan kegiatan", "Lampu jalan"),
        f"{hub}/awasi/baru": ("Apa yang diawasi", "Mutu pasir"),
    }
    for address, (label, text) in screens.items():
        field_phone.goto(address)
        field_phone.get_by_label(label, exact=True).press_sequentially(text)
        field_phone.wait_for_timeout(A_SECOND)
        made = field_phone.url
        on_disk(field_phone, made, label, text)
        field_phone.goto(f"/app/{hub[hub.index('#') :]}")
        field_phone.goto(made)
        field_phone.get_by_label(label, exact=True).press("End")
        field_phone.get_by_label(label, exact=True).press_sequentially(" Lagi")
        field_phone.get_by_role("button", name="Kembali").click()
        field_phone.goto(made)
        expect(field_phone.get_by_label(label, exact=True)).to_have_value(f"{text} Lagi")


def on_disk(page: Page, address: str, label: str, text: str) -> None:
    """What another page finds while the first one had no last word, as if it were killed now."""
    other = page.context.new_page()
    other.goto(address)
    expect(other.get_by_label(label, exact=True)).to_have_value(text)
    other.close()
