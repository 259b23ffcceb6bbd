"""Officers at the desk, in a real browser: lines, checklist, words to the village, history, twins, what waits."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import open_meeting, sit_down, told

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HAMLET, BUDGET = "Musyawarah Dusun", "Pembahasan APB Desa"


@pytest.fixture
def kasi(desk_of, worked: str):
    """The officer who has taken the budget's meeting of Leles, on its page."""
    desk = sit_down(desk_of(worked), "kasi")
    open_meeting(desk, "Leles", BUDGET)
    return desk


def test_every_line_of_the_budget_has_a_verdict_of_its_own(kasi):
    lines = kasi.get_by_role("region", name="Putusan per kegiatan")
    expect(lines.get_by_text("ditanyakan", exact=True).first).to_be_visible()  # of the demonstration
    last = lines.get_by_role("group").last
    last.get_by_label("perlu perbaikan").check()
    lines.get_by_role("button", name="Simpan putusan kegiatan").click()
    expect(kasi.get_by_text("Tulis alasan pada setiap kegiatan")).to_be_visible()

    last.get_by_label("perlu perbaikan").check()
    last.get_by_role("textbox").fill("Lokasi pekerjaan belum jelas.")
    lines.get_by_role("button", name="Simpan putusan kegiatan").click()

    told(kasi, "1 putusan kegiatan disimpan.")
    expect(lines.get_by_role("row").last).to_contain_text("Lokasi pekerjaan belum jelas.")
    expect(kasi.get_by_role("region", name="Catatan pemeriksa")).to_contain_text("Lokasi pekerjaan belum jelas.")


def test_the_checklist_keeps_answers_and_remarks(kasi):
    box = kasi.get_by_role("region", name="Daftar periksa")
    box.get_by_role("combobox").first.select_option("tidak")
    box.get_by_role("textbox").first.fill("Undangan belum bertanda tangan.")
    box.get_by_role("button", name="Simpan daftar periksa").click()

    told(kasi, "Daftar periksa disimpan.")
    kasi.reload()
    expect(box.get_by_role("combobox").first).to_have_value("tidak")
    expect(box.get_by_role("textbox").first).to_have_value("Undangan belum bertanda tangan.")


def test_the_desk_writes_about_a_field_and_settles_what_was_said(kasi):
    talk = kasi.get_by_role("region", name="Catatan pemeriksa")
    talk.get_by_text("Tulis kepada desa").first.click()
    talk.get_by_label("Tentang").select_option(label="Tempat")
    talk.get_by_role("textbox").fill("Balai yang mana?")
    talk.get_by_role("button", name="Kirim catatan").click()
    told(kasi, "Tertulis.")

    said = talk.get_by_role("listitem").filter(has_text="Balai yang mana?")
    expect(said).to_contain_text("tentang Tempat")
    said.get_by_role("button", name="Tandai selesai").click()
    expect(said.get_by_text("selesai", exact=True)).to_be_visible()


def test_the_history_tells_who_wrote_what_on_which_phone(kasi):
    kasi.get_by_role("link", name="Riwayat setiap isian").click()

    rows = kasi.get_by_role("row")
    assert rows.count() > 100
    expect(rows.filter(has_text="HP Nurul Hidayati").first).to_be_visible()
    kasi.get_by_label("Catatan", exact=True).select_option(index=1)
    kasi.get_by_role("button", name="Tampilkan").click()
    assert rows.count() < 100
    expect(rows.filter(has_text="Tempat").first).to_be_visible()


def test_a_meeting_that_was_recorded_twice_is_joined_and_parted_again(desk_of, worked: str):
    desk = sit_down(desk_of(worked), "camat")
    open_meeting(desk, "Ciburial", HAMLET)
    twins = desk.get_by_role("region", name="Mungkin musyawarah yang sama")
    expect(twins).to_contain_text("100 dari 100 nama sama")

    twins.get_by_role("button", name="Gabungkan ke catatan ini").click()
    told(desk, "Digabung.")
    expect(twins).to_contain_text("Digabung ke sini: Musyawarah Dusun")
    twins.get_by_role("button", name="Pisahkan lagi").click()

    told(desk, "Dipisah lagi.")
    expect(twins).to_have_count(0)


def test_two_versions_and_a_late_change_are_settled(desk_of, worked: str):
    desk = sit_down(desk_of(worked), "camat")
    desk.get_by_role("link", name="1 catatan yang berbeda").click()
    desk.get_by_role("link", name="Cangkuang").click()
    for choice in desk.locator("fieldset.pair").all():
        choice.get_by_role("radio").last.check()
    desk.get_by_role("button", name="Simpan pilihan").click()
    desk.goto("/petugas/dua-catatan/")
    expect(desk.get_by_role("heading", name="Semua catatan sudah sama")).to_be_visible()

    desk.goto("/petugas/menunggu/")
    desk.get_by_role("link", name="Cangkuang").click()
    desk.get_by_role("button", name="Terima ke dalam catatan").click()
    desk.goto("/petugas/")
    expect(desk.get_by_role("region", name="Perlu keputusan Anda")).to_have_count(0)
