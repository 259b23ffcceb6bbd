"""Signing out with unsent work asks what becomes of it; a token that ran out costs a sign-in and nothing else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import SOON, fill_sign_in, new_meeting, sign_in
from tests.browser.test_screens import NARROW, TOO_WIDE, complaints

pytestmark = pytest.mark.browser


def test_unsent_work_is_sent_or_saved_or_kept_but_never_wiped(field_phone, line, shot):
    page = field_phone
    sign_in(page)
    line.cut()
    new_meeting(page, Tempat="Balai Tertinggal")
    page.goto("/app/#/akun")
    page.get_by_role("button", name="Keluar", exact=True).click()

    card = page.get_by_role("region", name="Keluar dari HP ini?")
    expect(card.get_by_text("belum terkirim. Pilih dulu")).to_be_visible()
    expect(card.get_by_role("link", name="Simpan ke berkas")).to_have_attribute("href", "#/kiriman/berkas")
    card.get_by_role("button", name="Kirim dulu").click()
    expect(card.get_by_text("Belum semua terkirim.")).to_be_visible(timeout=SOON)
    shot(page, "sign-out-unsent")
    assert complaints(page) == []
    page.set_viewport_size({"width": NARROW, "height": 640})
    assert page.evaluate(TOO_WIDE) == []

    card.get_by_role("button", name="Keluar, biarkan di HP ini").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible(timeout=SOON)
    line.mend()
    fill_sign_in(page, "fasilitator")
    expect(page.get_by_text("semua terkirim")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("link", name=re.compile("Balai Tertinggal|Musdes RKP")).first).to_be_visible()


def test_once_all_is_sent_it_only_asks_whether(field_phone, line):
    page = field_phone
    sign_in(page)
    line.cut()
    new_meeting(page, Tempat="Balai Terkirim")
    line.mend()
    page.goto("/app/#/akun")
    page.get_by_role("button", name="Keluar", exact=True).click()
    card = page.get_by_role("region", name="Keluar dari HP ini?")

    send = card.get_by_role("button", name="Kirim dulu")
    if send.count():
        send.click()

    expect(card.get_by_text("Semua catatan sudah terkirim.")).to_be_visible(timeout=SOON)
    card.get_by_role("button", name="Ya, keluar").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible(timeout=SOON)
