"""What the field does to a phone: no signal, a killed app, a hotspot that lies, two phones, a lost token."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import phone_at
from tests.browser.line import Line
from tests.browser.steps import SOON, Api, add_person, fill_sign_in, new_meeting, section, send_now, sign_in

pytestmark = pytest.mark.browser


@pytest.mark.slow  # a real browser
def test_the_app_starts_without_a_signal_and_has_everything(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Dusun Tanpa Sinyal")
    section(field_phone, hub, "Daftar hadir")
    field_phone.get_by_role("link", name="Tambah orang").click()
    add_person(field_phone, "Euis Kartini")
    field_phone.close()

    again = field_phone.context.new_page()
    again.goto("/app/")
    expect(again.get_by_role("link", name=re.compile("Musdes RKP Desa")).first).to_be_visible()
    expect(again.get_by_test_id("trust")).to_contain_text("belum terkirim")
    again.locator(f"a[href='#{hub.split('#')[1]}']").click()
    expect(again.get_by_text("Balai Dusun Tanpa Sinyal")).to_be_visible()
    expect(again.get_by_text("1 hadir, 1 perempuan")).to_be_visible()


@pytest.mark.slow  # a real browser
def test_a_hotspot_that_answers_in_the_servers_place_is_not_believed(field_phone: Page, line: Line, address: str):
    sign_in(field_phone)
    line.cut()
    new_meeting(field_phone, Tempat="Warkop Hotspot")
    line.portal()
    field_phone.goto("/app/#/kiriman")
    field_phone.get_by_role("button", name="Kirim sekarang").click()
    expect(field_phone.get_by_text("Jaringan ini meminta Anda masuk dulu.")).to_be_visible(timeout=SOON)
    expect(field_phone.get_by_test_id("trust")).to_contain_text("belum terkirim")
    assert any("/api/sync/v1/exchange" in asked for asked in line.asked)

    # The app itself comes out of the phone, not out of the hotspot.
    field_phone.reload()
    expect(field_phone.get_by_role("heading", name="Kiriman")).to_be_visible()
    expect(field_phone.get_by_test_id("trust")).to_contain_text("belum terkirim")
    assert Api(address, "sekdes").named("meeting", place="Warkop Hotspot") == []

    line.mend()
    send_now(field_phone)
    assert len(Api(address, "sekdes").named("meeting", place="Warkop Hotspot")) == 1


@pytest.mark.slow  # two phones
def test_two_phones_that_differ_ask_a_person_and_then_agree(browser, address: str):
    lines = Line(address), Line(address)
    with phone_at(browser, lines[0].address) as siti, phone_at(browser, lines[1].address) as dadang:
        sign_in(siti, "fasilitator")
        hub = new_meeting(siti, Tempat="Balai Dua HP").split("#")[1]
        siti.goto(f"/app/#{hub}/hadir/baru")
        add_person(siti, "Nani Suryani")
        send_now(siti)
        sign_in(dadang, "sekdes")
        for each, phone in zip(lines, (siti, dadang), strict=True):
            each.cut()
            phone.goto(f"/app/#{hub}/hadir")
            phone.get_by_role("link", name="Ubah data Nani Suryani").click()
        siti.get_by_role("radio", name="Tokoh agama").check(force=True)
        dadang.get_by_role("radio", name="Kelompok tani").check(force=True)
        for phone in (siti, dadang):
            expect(phone.get_by_text("Tersimpan di HP", exact=False).first).to_be_visible()
            expect(phone.get_by_test_id("trust")).to_contain_text("belum terkirim")
        lines[0].mend()
        send_now(siti)
        lines[1].mend()
        send_now(dadang)

        expect(dadang.get_by_role("heading", name="Ada dua catatan yang berbeda")).to_be_visible(timeout=SOON)
        expect(dadang.get_by_test_id("trust")).to_contain_text("1 perlu dilihat")
        dadang.get_by_role("radio", name=re.compile("Kelompok tani")).check(force=True)
        dadang.get_by_role("button", name="Simpan pilihan").click()
        expect(dadang.get_by_role("heading", name="Ada dua catatan yang berbeda")).to_have_count(0)
        send_now(dadang)
        api = Api(address, "sekdes")
        assert [doc["element"] for doc in api.named("attendance", name="Nani Suryani")] == ["tani"]
        assert api.ask("GET", "/api/sync/v1/attention")["conflicts"] == []

        send_now(siti)
        siti.goto(f"/app/#{hub}/hadir")
        expect(siti.get_by_role("button", name=re.compile("Nani Suryani.*Kelompok tani"))).to_be_visible(timeout=SOON)
    for each in lines:
        each.close()


@pytest.mark.slow  # a real browser
def test_a_phone_that_was_cut_off_keeps_its_record_and_sends_it_after_a_new_sign_in(
    field_phone: Page, line: Line, address: str
):
    sign_in(field_phone, "sekdes")
    line.cut()
    new_meeting(field_phone, Tempat="Balai HP Hilang")
    api = Api(address, "sekdes")
    for device in api.ask("GET", "/api/auth/devices"):
        if device["platform"] == "web":
            api.ask("DELETE", f"/api/auth/devices/{device['id']}")
    line.mend()
    field_phone.goto("/app/#/kiriman")
    field_phone.get_by_role("button", name="Kirim sekarang").click()
    expect(field_phone.get_by_text("HP ini tidak lagi diizinkan.")).to_be_visible(timeout=SOON)
    expect(field_phone.get_by_text("Catatan yang belum terkirim tetap ada di HP ini.")).to_be_visible()
    assert api.named("meeting", place="Balai HP Hilang") == []

    fill_sign_in(field_phone, "sekdes")
    expect(field_phone.get_by_text("semua terkirim")).to_be_visible(timeout=SOON)
    assert len(api.named("meeting", place="Balai HP Hilang")) == 1


@pytest.mark.slow  # a real browser
def test_an_expired_sign_in_never_stands_in_the_way_of_recording(field_phone: Page, line: Line, address: str):
    sign_in(field_phone, "sekdes")
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Masa Habis")
    Api(address, "sekdes").ask("POST", "/api/auth/logoutall")
    line.mend()
    field_phone.goto("/app/#/kiriman")
    field_phone.get_by_role("button", name="Kirim sekarang").click()
    expect(field_phone.get_by_text("Masuk lagi supaya catatan bisa terkirim.")).to_be_visible(timeout=SOON)

    field_phone.goto(f"{hub}/hadir/baru")
    add_person(field_phone, "Teti Herawati")
    field_phone.goto("/app/#/masuk")
    fill_sign_in(field_phone, "sekdes")
    expect(field_phone.get_by_text("semua terkirim")).to_be_visible(timeout=SOON)
    api = Api(address, "sekdes")
    assert len(api.named("meeting", place="Balai Masa Habis")) == 1
    assert len(api.named("attendance", name="Teti Herawati")) == 1
