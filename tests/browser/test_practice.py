"""Somebody learns the app in a village that is nowhere: before they have an account, and beside their real records."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import PHONE
from tests.browser.line import Line
from tests.browser.steps import (
    Api,
    add_person,
    choose_photo,
    fill_sign_in,
    photograph,
    section,
    send_now,
    sign_in,
    until,
)
from tests.browser.steps import new_meeting as real_meeting
from tests.browser.test_screens import FINGER, NARROW, TOO_SMALL, TOO_WIDE, complaints

pytestmark = pytest.mark.browser

BANNER = "LATIHAN: data ini tidak dikirim"
PRACTICE_KEPT = """(async () =>
  (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
    .flat().some(({ url }) => url.includes('/practice-')))()"""
VILLAGE = "Desa Latihan, Kecamatan Contoh, Kabupaten Contoh"


def practise(page: Page) -> None:
    """From the sign-in or the account screen into the practice village."""
    page.get_by_role("button", name="Mulai latihan").click()
    expect(page.get_by_role("heading", name="Latihan", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=BANNER)).to_be_visible()


def to(page: Page, place: str) -> None:
    """To another screen of the practice village; the address without its mark would lead out."""
    page.goto(f"/app/?latihan=id#{place}")


def new_meeting(page: Page, place: str) -> str:
    to(page, "/")
    page.get_by_role("link", name="Musyawarah baru").click()
    page.get_by_role("button", name=re.compile("Musdes RKP Desa")).first.click()
    page.get_by_label("Tempat", exact=True).fill(place)
    page.get_by_role("button", name="Buat musyawarah").click()
    expect(page.get_by_role("list", name="Bagian catatan")).to_be_visible()
    return page.url


def panel(page: Page) -> None:
    to(page, "/latihan")
    expect(page.get_by_role("region", name="Kejadian di lapangan")).to_be_visible()


def set_signal(page: Page, name: str) -> None:
    panel(page)
    page.get_by_role("radio", name=name, exact=True).check(force=True)


def leave(page: Page) -> None:
    panel(page)
    page.get_by_role("button", name="Selesai latihan").click()
    expect(page.get_by_role("link", name=BANNER)).to_have_count(0)


def record(page: Page) -> str:
    """A meeting with who came, a photo and a decision; answers with the address of its hub."""
    hub = new_meeting(page, "Balai Desa Latihan")
    page.get_by_role("button", name="Mulai musyawarah").click()
    section(page, hub, "Daftar hadir")
    for letters, name in [("on", "Oneng Rohmah"), ("ko", "Kosim"), ("bu", "Budi Santoso"), ("ri", "Rina Marlina")]:
        page.get_by_role("searchbox").fill(letters)
        page.get_by_role("button", name=re.compile(name)).first.click()
        expect(page.get_by_text(f"{name} hadir").first).to_be_visible()
    page.get_by_role("searchbox").fill("")
    page.get_by_role("link", name="Tambah orang").click()
    add_person(page, "Pak Baru", "Laki-laki")
    section(page, hub, "Foto")
    page.get_by_role("button", name="Tanpa lokasi").click()
    choose_photo(page, photograph())
    return hub


def hand_in(page: Page, hub: str) -> None:
    section(page, hub, "Ringkasan & kirim")
    page.get_by_role("button", name=re.compile("Kirim (lagi )?ke kecamatan")).click()
    page.get_by_role("button", name="Ya, kirim").click()


def ticked(page: Page) -> int:
    panel(page)
    page.wait_for_timeout(300)
    return page.get_by_role("region", name="Yang dicoba").get_by_text("selesai", exact=True).count()


@pytest.mark.slow  # a whole lesson, then the real thing
def test_somebody_practises_without_account_and_signal_and_nothing_mixes(field_phone: Page, line: Line, shot):
    field_phone.goto("/app/")
    until(field_phone, PRACTICE_KEPT)
    line.cut()
    practise(field_phone)
    asked: list[Request] = []
    field_phone.on("request", lambda request: asked.append(request) if "/api/" in request.url else None)
    shot(field_phone, "practice-panel")

    assert complaints(field_phone) == []
    field_phone.set_viewport_size({"width": NARROW, "height": PHONE["height"]})
    assert field_phone.evaluate(TOO_WIDE) + field_phone.evaluate(TOO_SMALL, FINGER) == []
    field_phone.set_viewport_size(PHONE)

    hub = record(field_phone)
    hand_in(field_phone, hub)
    expect(field_phone.get_by_text("Sudah sampai di kecamatan")).to_be_visible()
    field_phone.emulate_media(media="print")
    expect(field_phone.get_by_text(f"{BANNER} · Berita Acara")).to_be_visible()
    field_phone.emulate_media(media="screen")
    assert ticked(field_phone) == 5

    set_signal(field_phone, "Tidak ada")
    section(field_phone, hub, "Data musyawarah")
    field_phone.get_by_label("Tempat", exact=True).fill("Lapangan Krajan")
    field_phone.get_by_label("Tempat", exact=True).blur()
    expect(field_phone.get_by_test_id("trust")).to_contain_text("1 belum terkirim")
    field_phone.reload()
    expect(field_phone.get_by_test_id("trust")).to_contain_text("1 belum terkirim")
    panel(field_phone)
    field_phone.get_by_role("button", name="Rekan mengubah isian yang sama").click()
    set_signal(field_phone, "Ada")
    expect(field_phone.get_by_test_id("trust")).to_contain_text("1 perlu dilihat")

    to(field_phone, "/kiriman")
    versions = field_phone.get_by_role("region", name="Ada dua catatan yang berbeda")
    expect(versions.get_by_role("radio", name="Pakai “Lapangan Krajan, menurut Bu Ratna”")).to_be_visible()
    shot(field_phone, "practice-versions")
    versions.get_by_text("Lapangan Krajan", exact=True).click()
    versions.get_by_role("button", name="Simpan pilihan").click()
    expect(versions).to_have_count(0)

    panel(field_phone)
    field_phone.get_by_role("button", name="Petugas mengembalikan catatan").click()
    to(field_phone, "/")
    expect(field_phone.get_by_text("Nomor berita acara belum diisi").first).to_be_visible()
    shot(field_phone, "practice-returned")
    section(field_phone, hub, "Data musyawarah")
    field_phone.get_by_label(re.compile("Nomor berita acara")).fill("140/09/BPD/XI/2026")
    field_phone.get_by_label(re.compile("Nomor berita acara")).blur()
    hand_in(field_phone, hub)
    expect(field_phone.get_by_text("Sudah sampai di kecamatan")).to_be_visible()
    assert ticked(field_phone) == 8
    shot(field_phone, "practice-ticked")
    assert asked == []

    leave(field_phone)
    line.mend()
    fill_sign_in(field_phone, "fasilitator")
    expect(field_phone.get_by_text(re.compile("Desa Cangkuang"))).to_be_visible()
    expect(field_phone.get_by_text("semua terkirim")).to_be_visible(timeout=30_000)
    expect(field_phone.get_by_text(BANNER)).to_have_count(0)
    send_now(field_phone)
    api = Api(line.address, "fasilitator")
    assert api.named("attendance", name="Pak Baru") == []
    assert api.named("meeting", place="Lapangan Krajan") == []


def test_real_unsent_work_lies_untouched_while_somebody_practises(field_phone: Page, line: Line):
    sign_in(field_phone)
    until(field_phone, PRACTICE_KEPT)
    line.cut()
    hub = real_meeting(field_phone, Tempat="Balai sungguhan")
    expect(field_phone.get_by_test_id("trust")).to_contain_text("belum terkirim")
    kept = field_phone.get_by_test_id("trust").inner_text()

    field_phone.goto("/app/#/akun")
    practise(field_phone)
    to(field_phone, "/")
    expect(field_phone.get_by_text(VILLAGE)).to_be_visible()
    expect(field_phone.get_by_text("Balai sungguhan")).to_have_count(0)
    new_meeting(field_phone, "Balai karangan")
    # What carries real records has no door in practice.
    for place in ("/kiriman/berkas", "/kiriman/titipan", "/masuk"):
        to(field_phone, place)
        expect(field_phone.get_by_role("heading", name="Latihan", exact=True)).to_be_visible()

    panel(field_phone)
    field_phone.get_by_role("button", name="Ulangi dari awal").click()
    field_phone.get_by_role("button", name="Ya, ulangi").click()
    expect(field_phone.get_by_text("0 dari 11 selesai")).to_be_visible()
    leave(field_phone)

    expect(field_phone.get_by_test_id("trust")).to_have_text(kept)
    field_phone.goto(hub)
    section(field_phone, hub, "Data musyawarah")
    expect(field_phone.get_by_label("Tempat", exact=True)).to_have_value("Balai sungguhan")
    line.mend()
    send_now(field_phone)
    api = Api(line.address, "fasilitator")
    assert len(api.named("meeting", place="Balai sungguhan")) == 1
    assert api.named("meeting", place="Balai karangan") == []
