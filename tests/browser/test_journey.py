"""One musdes travels all the way: recorded on a phone without signal, sent, reviewed, read by a villager."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import PASSWORD, add_person, choose_photo, photograph, section, sign_in

pytestmark = pytest.mark.browser

PEOPLE = [("Oneng Rohmah", "P"), ("H. Dadan Ramdani", "L"), ("Iis Aisyah", "P"), ("Ujang Solihin", "L")]


def add_people(page: Page) -> None:
    page.get_by_role("link", name="Tambah orang").click()
    for name, gender in PEOPLE:
        add_person(page, name, "Perempuan" if gender == "P" else "Laki-laki")


def write_minutes(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Musyawarah dan tanggapan")).click()
    page.get_by_label("Pembahasan", exact=True).fill("Warga Dusun II meminta jalan ke sawah dirabat beton.")
    page.get_by_label("Keputusan", exact=True).fill("Jalan Dusun II dirabat beton tahun 2027.")
    page.get_by_label("Keputusan", exact=True).blur()
    expect(page.get_by_text("Tersimpan di HP").first).to_be_visible()


def add_item(page: Page) -> None:
    page.get_by_role("link", name="Tambah kegiatan").click()
    page.get_by_label("Cari kode rekening").fill("jalan desa")
    page.get_by_role("button", name=re.compile(r"Jalan Desa")).first.click()
    page.get_by_label("Nama kegiatan").fill("Rabat beton jalan Dusun II")
    page.get_by_label("Lokasi").fill("Dusun II")
    page.get_by_label("Volume").fill("250")
    page.get_by_label("Satuan", exact=True).fill("m")
    page.get_by_label("Harga satuan (Rp)").fill("350.000")
    page.get_by_label("Harga satuan (Rp)").blur()
    page.get_by_role("radio", name="Disepakati").check(force=True)
    expect(page.get_by_label("Jumlah biaya (Rp)")).to_have_value(re.compile(r"87\.500\.000"))


def take_photo(page: Page) -> None:
    page.get_by_role("button", name="Tanpa lokasi").click()
    choose_photo(page, photograph())
    page.get_by_label("Boleh ditampilkan di papan").check(force=True)


@pytest.mark.slow  # two browsers and a server: the product's main job from end to end
def test_a_musdes_travels_all_the_way(phone: Page, desk: Page, shot):
    sign_in(phone)
    shot(phone, "phone-home-empty")
    phone.context.set_offline(True)

    phone.get_by_role("link", name="Musyawarah baru").click()
    phone.get_by_role("button", name=re.compile("Musdes RKP Desa")).click()
    phone.get_by_label("Tempat").fill("Balai Desa Cangkuang")
    phone.get_by_label("Pimpinan musyawarah", exact=True).fill("Ujang Sopandi")
    phone.get_by_label("Notulis", exact=True).fill("Eti Rohaeti")
    phone.get_by_label("Jumlah undangan").fill("6")
    shot(phone, "phone-new-meeting")
    phone.get_by_role("button", name="Buat musyawarah").click()
    expect(phone.get_by_role("list", name="Bagian catatan")).to_be_visible()
    hub = phone.url
    phone.get_by_role("button", name="Mulai musyawarah").click()

    section(phone, hub, "Daftar hadir")
    add_people(phone)
    section(phone, hub, "Daftar hadir")
    expect(phone.get_by_text("Kuorum terpenuhi")).to_be_visible()
    shot(phone, "phone-attendance")
    section(phone, hub, "Pembahasan")
    write_minutes(phone)
    shot(phone, "phone-minutes")
    section(phone, hub, "Usulan & kegiatan")
    add_item(phone)
    shot(phone, "phone-item")
    section(phone, hub, "Foto")
    take_photo(phone)
    shot(phone, "phone-photo")

    phone.goto(hub)
    phone.reload()
    expect(phone.get_by_text("4 hadir, 2 perempuan")).to_be_visible()
    shot(phone, "phone-hub")
    section(phone, hub, "Ringkasan & kirim")
    shot(phone, "phone-summary")
    phone.get_by_role("button", name="Kirim ke kecamatan").click()
    phone.get_by_role("button", name="Ya, kirim").click()
    expect(phone.get_by_text("Menunggu sinyal. Akan terkirim sendiri.").first).to_be_visible()
    expect(phone.get_by_text("belum terkirim").first).to_be_visible()

    phone.context.set_offline(False)
    expect(phone.get_by_text("semua terkirim")).to_be_visible(timeout=30_000)
    expect(phone.get_by_text("Sudah sampai di kecamatan. Menunggu diperiksa.")).to_be_visible(timeout=30_000)
    shot(phone, "phone-sent")

    desk.goto("/petugas/")
    desk.get_by_label("Nama pengguna").fill("camat")
    desk.get_by_label("Kata sandi").fill(PASSWORD)
    desk.get_by_role("button", name="Masuk").click()
    desk.wait_for_url(lambda url: "/masuk/" not in url)
    shot(desk, "desk-queue")
    desk.get_by_role("link", name=re.compile("Cangkuang")).first.click()
    expect(desk.get_by_text("Oneng Rohmah").first).to_be_attached()
    expect(desk.get_by_text("Rabat beton jalan Dusun II").first).to_be_visible()
    shot(desk, "desk-meeting")
    desk.get_by_role("button", name=re.compile("Setujui")).click()
    shot(desk, "desk-approved")

    desk.goto("/desa/32.05.09.2006/")
    expect(desk.get_by_text("Rabat beton jalan Dusun II").first).to_be_visible()
    expect(desk.get_by_text("Rp87.500.000").first).to_be_visible()
    assert "Oneng" not in desk.content()
    shot(desk, "board-village-desk")
    desk.set_viewport_size({"width": 360, "height": 640})
    shot(desk, "board-village")

    phone.reload()
    expect(phone.get_by_text(re.compile("Sudah terbit di papan desa")).first).to_be_visible(timeout=30_000)


@pytest.mark.slow  # a second whole record
def test_a_returned_record_comes_back_with_the_officers_words(phone: Page, desk: Page, shot):
    sign_in(phone, "sekdes")
    phone.get_by_role("link", name="Musyawarah baru").click()
    phone.get_by_role("button", name=re.compile("Musrenbang Desa")).first.click()
    phone.get_by_label("Tempat").fill("Aula SDN 2")
    phone.get_by_role("button", name="Buat musyawarah").click()
    expect(phone.get_by_role("list", name="Bagian catatan")).to_be_visible()
    section(phone, phone.url, "Ringkasan & kirim")
    phone.get_by_role("button", name="Kirim ke kecamatan").click()
    phone.get_by_role("button", name="Ya, kirim").click()
    expect(phone.get_by_text("Sudah sampai di kecamatan. Menunggu diperiksa.")).to_be_visible(timeout=30_000)

    desk.goto("/petugas/")
    desk.get_by_label("Nama pengguna").fill("camat")
    desk.get_by_label("Kata sandi").fill(PASSWORD)
    desk.get_by_role("button", name="Masuk").click()
    desk.wait_for_url(lambda url: "/masuk/" not in url)
    desk.get_by_role("link", name="Cangkuang").first.click()
    desk.get_by_text("Kembalikan ke desa").click()
    desk.get_by_label("Catatan untuk desa").fill("Lampirkan daftar hadir yang ditandatangani.")
    desk.get_by_role("button", name="Kembalikan", exact=True).click()
    expect(desk.get_by_text("Dikembalikan ke desa.")).to_be_visible()

    phone.goto("/app/#/")
    phone.reload()
    expect(phone.get_by_text("Lampirkan daftar hadir yang ditandatangani.").first).to_be_visible(timeout=30_000)
    shot(phone, "phone-returned")
