"""A slip is made at the desk, scanned with a phone, and exchanged for a password; the pages are there for everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, phone_at
from tests.browser.desk import sit_down
from tests.browser.test_screens import TOO_WIDE, complaints

pytestmark = pytest.mark.browser
CODE = re.compile(r"[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}")
OWN = "sawah-hijau-27"


@pytest.fixture
def desk(browser, worked):
    context = browser.new_context(viewport=DESK, base_url=worked, locale="id-ID")
    yield sit_down(context.new_page(), "admin")
    context.close()


def register(desk: Page, name: str) -> str:
    """Registers a facilitator of Cangkuang by hand and makes the slip; answers the code."""
    desk.goto("/petugas/orang/tabel/")
    desk.get_by_label("Nama lengkap").fill(name)
    desk.get_by_label("Peran").select_option(label="Pendamping desa")
    desk.get_by_label("Kode wilayah").fill("32.05.09.2006")
    desk.get_by_role("button", name="Daftarkan").click()
    desk.get_by_label(f"Cetak slip {name}").check()
    desk.get_by_role("button", name="Buat slip", exact=True).click()
    expect(desk.get_by_role("img", name="QR untuk masuk")).to_be_visible()
    found = CODE.search(desk.locator(".slips").inner_text())
    assert found
    return found[0]


def fill_in(phone: Page, password: str, again: str) -> None:
    phone.get_by_label("Kata sandi baru", exact=False).first.fill(password)
    phone.get_by_label("Kata sandi baru sekali lagi").fill(again)
    phone.get_by_role("button", name="Simpan dan masuk").click()


def test_a_scanned_slip_opens_the_app_with_a_password_of_ones_own(browser, worked, desk):
    code = register(desk, "Engkus Kusnadi")

    with phone_at(browser, worked) as phone:
        asked: list[str] = []
        phone.on("request", lambda request: asked.append(request.url))
        phone.goto(f"/app/#/masuk/pertama?n=engkus.kusnadi&k={code}")
        expect(phone.get_by_label("Nama pengguna")).to_have_value("engkus.kusnadi")
        expect(phone.get_by_label("Kode di slip")).to_have_value(code)
        assert code not in phone.url
        fill_in(phone, OWN, "lain-sekali-9")
        expect(phone.get_by_role("alert")).to_contain_text("Kedua kata sandi tidak sama")
        fill_in(phone, OWN, OWN)
        expect(
            phone.get_by_role("button", name="Musyawarah baru").or_(phone.get_by_role("link", name="Musyawarah baru"))
        ).to_be_visible()
        assert [url for url in asked if code in url.partition("#")[0]] == []

    with phone_at(browser, worked) as another:
        another.goto("/app/")
        another.get_by_label("Nama pengguna").fill("engkus.kusnadi")
        another.get_by_label("Kata sandi", exact=True).fill(OWN)
        another.get_by_role("button", name="Masuk", exact=True).click()
        expect(another.get_by_text("Cangkuang").first).to_be_visible()


def test_the_code_typed_as_a_password_leads_there_too(browser, worked, desk):
    code = register(desk, "Oman Sopandi")

    with phone_at(browser, worked) as phone:
        phone.goto("/app/")
        phone.get_by_label("Nama pengguna").fill("oman.sopandi")
        phone.get_by_label("Kata sandi", exact=True).fill(code.lower())
        phone.get_by_role("button", name="Masuk", exact=True).click()
        expect(phone.get_by_role("heading", name="Masuk pertama kali")).to_be_visible()
        fill_in(phone, "pendek1!", "pendek1!")
        expect(phone.get_by_text("Cangkuang").first).to_be_visible()


def test_rows_of_rules_are_typed_by_keyboard_and_without_a_script(browser, worked):
    context = browser.new_context(viewport=PHONE, base_url=worked, locale="id-ID", java_script_enabled=False)
    desk = sit_down(context.new_page(), "admin")
    desk.goto("/petugas/persiapan/32.05/aturan/2026/")
    table = desk.locator("#fund_shares")
    shares = table.locator("tbody tr")
    before = shares.count()
    table.get_by_label("Untuk apa, baris 1").fill("Operasional desa")
    table.get_by_label("Bagian dari, baris 1").select_option(label="Dana Desa (dari pusat)")
    table.get_by_label("Kode kegiatan, baris 1").fill("1.1.77")
    table.get_by_label("Paling banyak (%), baris 1").fill("3")
    table.get_by_role("button", name="Tambah baris").press("Enter")
    expect(shares).to_have_count(before + 3)

    table.get_by_label("Dasar hukum, baris 1").fill("Permendes PDT 16/2025 Pasal 11")
    table.get_by_label("Dasar hukum, baris 1").press("Enter")
    expect(table.get_by_label("Kode kegiatan, baris 1")).to_have_accessible_description(re.compile("1.1.77"))
    table.get_by_label("Kode kegiatan, baris 1").fill("1.1.01")
    table.get_by_label("Kode kegiatan, baris 1").press("Enter")
    expect(desk.get_by_role("status").filter(has_text="Tersimpan.")).to_be_visible()

    desk.goto("/petugas/persiapan/32.05/aturan/2026/")
    expect(table.get_by_label("Kode kegiatan, baris 1")).to_have_value("1.1.01")
    table.get_by_label("Hapus, baris 1").check()
    table.get_by_label("Dasar hukum, baris 1").press("Enter")
    expect(desk.get_by_role("status").filter(has_text="Tersimpan.")).to_be_visible()
    desk.goto("/petugas/persiapan/32.05/aturan/2026/")
    expect(shares).to_have_count(3)
    context.close()


def everywhere(desk: Page) -> dict[str, str]:
    """Every page of people and of set-up, by name."""
    desk.goto("/petugas/orang/?cari=nurul")
    desk.locator("a[data-row]").first.click()
    person = desk.url
    hand_over = desk.get_by_role("link", name="Serah terima").first.get_attribute("href") or ""
    return {
        "people": "/petugas/orang/",
        "nobody": "/petugas/orang/?cari=tidakada",
        "person": person,
        "second factor": f"{person}kunci-kedua/",
        "hand over": hand_over,
        "bring": "/petugas/orang/tabel/",
        "set up": "/petugas/persiapan/?kabupaten=32.05",
        "words": "/petugas/persiapan/32.05/sebutan/",
        "rules": "/petugas/persiapan/32.05/aturan/2027/",
        "first": "/petugas/masuk-pertama/",
    }


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1280", "360"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Page, size):
    found = {}
    for name, path in everywhere(desk).items():
        desk.set_viewport_size(size)
        answer = desk.goto(path)
        assert answer is not None
        assert answer.ok, name
        for fold in desk.locator("main details > summary").all():
            fold.evaluate("(each) => { each.parentElement.open = true; }")
        found[name] = desk.evaluate(TOO_WIDE) + complaints(desk)
    desk.goto("/petugas/orang/?keadaan=belum")
    desk.get_by_label(re.compile("semua hasil saringan")).check()
    desk.get_by_role("button", name="Buat slip", exact=True).click()
    expect(desk.locator(".slips li").first).to_be_visible()
    found["slips"] = desk.evaluate(TOO_WIDE) + complaints(desk)

    assert {name: said for name, said in found.items() if said} == {}
