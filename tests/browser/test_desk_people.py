"""Who works at the desk, in a real browser: the second factor, notices, reviews of reviews, an inspector who reads."""

from base64 import b32decode

import pytest
from django_otp.oath import totp
from playwright.sync_api import Page, expect

from tests.browser.desk import fill_gate, open_meeting, sit_down, told
from tests.browser.tour import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def code(secret: str, *, next_one: bool = False) -> str:
    """What the app on the officer's phone shows, or will show next: each is good for once."""
    return f"{totp(b32decode(secret.replace(' ', '')), drift=int(next_one)):06}"


def give(desk: Page, words: str, button: str, password: str = "") -> None:
    desk.get_by_label("Kode", exact=True).fill(words)
    if password:
        desk.get_by_label("Kata sandi sekarang").fill(password)
    desk.get_by_role("button", name=button).click()


def test_a_second_factor_is_set_up_asked_for_and_taken_away(desk_of, worked: str):
    desk = sit_down(desk_of(worked), "inspektur")
    desk.get_by_role("link", name="Lilis Komalasari").click()
    secret = desk.locator("ol code").inner_text()
    give(desk, code(secret), "Pasang", PASSWORD)
    expect(desk.get_by_role("heading", name="Kunci kedua terpasang")).to_be_visible()
    paper = desk.locator("main code").all_inner_texts()
    assert len(paper) == len(set(paper)) == 10
    desk.get_by_role("button", name="Keluar").click()

    fill_gate(desk, "inspektur")
    expect(desk.get_by_role("heading", name="Kode masuk")).to_be_visible()
    desk.goto("/petugas/")
    expect(desk.get_by_label("Kata sandi")).to_be_visible()  # the password alone opens nothing
    fill_gate(desk, "inspektur")
    give(desk, code(secret, next_one=True), "Masuk")
    expect(desk.get_by_role("heading", name="Musyawarah di wilayah Anda")).to_be_visible()

    desk.get_by_role("link", name="Lilis Komalasari").click()
    expect(desk.get_by_text("Kode kertas yang masih berlaku: 10.")).to_be_visible()
    give(desk, paper[0], "Hapus kunci kedua", PASSWORD)
    told(desk, "Kunci kedua dihapus.")


def test_each_notice_can_be_turned_off(desk_of, worked: str):
    desk = sit_down(desk_of(worked), "dpmd")
    desk.get_by_role("link", name="Kabar").click()
    news = desk.locator("ul.thread")
    expect(news.get_by_text("batas periksa").first).to_be_visible()

    deadline = desk.locator("input[name=deadline]")
    deadline.uncheck()
    desk.get_by_role("button", name="Simpan").click()

    told(desk, "Pilihan kabar disimpan.")
    expect(deadline).not_to_be_checked()
    expect(news.get_by_text("batas periksa")).to_have_count(0)


def test_an_inspector_reads_and_every_look_is_seen_in_the_reviews(desk_of, worked: str):
    inspector = sit_down(desk_of(worked), "inspektur")
    expect(inspector.get_by_role("button", name="Terima bersama")).to_have_count(0)
    open_meeting(inspector, "Gandamekar", "Pembahasan APB Desa")
    expect(inspector.get_by_text("Anda dapat melihat, tetapi tidak memutuskan.")).to_be_visible()
    for name in ("Setujui dan terbitkan", "Kembalikan", "Saya periksa", "Kesampingkan", "Simpan daftar periksa"):
        expect(inspector.get_by_role("button", name=name)).to_have_count(0)

    desk = sit_down(desk_of(worked), "dpmd")
    desk.get_by_role("link", name="Pemeriksaan").click()
    by_officer = desk.get_by_role("table", name="Menurut petugas")
    expect(by_officer.get_by_role("row").filter(has_text="Ujang Suryana")).to_be_visible()
    looks = desk.get_by_role("table", name="Jejak inspektorat")
    expect(looks.get_by_role("row").filter(has_text="Gandamekar")).to_contain_text("Lilis Komalasari")
