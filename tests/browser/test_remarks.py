"""An officer's remark leads to the very field; what an officer decided of a late change reaches who recorded it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import phone_at
from tests.browser.line import Line
from tests.browser.server import SEED, served
from tests.browser.steps import PASSWORD, SOON, new_meeting, section, sign_in
from tests.browser.test_screens import NARROW, TOO_WIDE, complaints

pytestmark = pytest.mark.browser
WORDS = "Tulis nama balainya dengan lengkap."


@pytest.fixture(scope="module")
def own_address(tmp_path_factory):
    with served(tmp_path_factory.mktemp("remarks"), SEED) as found:
        yield found


def hand_in(phone: Page, hub: str) -> None:
    section(phone, hub, "Ringkasan & kirim")
    phone.get_by_role("button", name="Kirim ke kecamatan").click()
    phone.get_by_role("button", name="Ya, kirim").click()
    expect(phone.get_by_text("Menunggu diperiksa.")).to_be_visible(timeout=SOON)


def at_the_desk(desk: Page, address: str, path: str = "/petugas/") -> None:
    desk.goto(f"{address}/petugas/masuk/?next={path}")
    if desk.get_by_label("Kata sandi").count():
        desk.get_by_label("Nama pengguna").fill("camat")
        desk.get_by_label("Kata sandi").fill(PASSWORD)
        desk.get_by_role("button", name="Masuk").click()
        desk.wait_for_url(lambda url: "/masuk/" not in url)
    desk.goto(f"{address}{path}")


def test_a_remark_opens_the_field_and_stands_there_in_the_officers_words(browser, own_address, desk_of, shot):
    line = Line(own_address)
    desk = desk_of(own_address)
    with phone_at(browser, line.address) as phone:
        sign_in(phone, "sekdes")
        hub = new_meeting(phone, "Musrenbang Desa", Tempat="Aula")
        hand_in(phone, hub)
        at_the_desk(desk, own_address)
        desk.get_by_role("link", name="Cangkuang").first.click()
        desk.get_by_text("Kembalikan ke desa").click()
        desk.locator("#id_about").select_option(label="Tempat")
        desk.get_by_label("Catatan untuk desa").fill(WORDS)
        desk.get_by_role("button", name="Kembalikan", exact=True).click()
        expect(desk.get_by_text("Dikembalikan ke desa.")).to_be_visible()
        phone.goto("/app/#/kiriman")
        phone.get_by_role("button", name="Kirim sekarang").click()
        expect(phone.get_by_role("link", name=WORDS)).to_be_visible(timeout=SOON)
        line.cut()

        phone.get_by_role("link", name=WORDS).click()
        place = phone.get_by_role("group", name="Catatan pemeriksa").filter(has=phone.get_by_label("Tempat"))
        expect(place.get_by_text(WORDS)).to_be_visible(timeout=SOON)
        expect(place).to_be_focused(timeout=SOON)
        expect(place).to_be_in_viewport()
        shot(phone, "remark-at-field")
        assert complaints(phone) == []
        phone.set_viewport_size({"width": NARROW, "height": 640})
        assert phone.evaluate(TOO_WIDE) == []
        place.get_by_label("Tempat").fill("Aula SDN 2 Cangkuang")
        place.get_by_label("Tempat").blur()
        expect(place.get_by_text("Tersimpan di HP")).to_be_visible()
        phone.reload()
        expect(place).to_be_focused(timeout=SOON)
        phone.get_by_role("button", name="Tandai selesai").first.click()
        expect(place).to_have_count(0)
        expect(phone.get_by_label("Tempat")).to_have_value("Aula SDN 2 Cangkuang")
    line.close()


def test_what_an_officer_decided_reaches_who_recorded_it_with_the_reason(browser, own_address, desk_of, shot):
    line = Line(own_address)
    desk = desk_of(own_address)
    with phone_at(browser, line.address) as phone:
        sign_in(phone, "fasilitator")
        hub = new_meeting(phone, "Musyawarah Dusun", Tempat="Pos Kamling")
        hand_in(phone, hub)
        at_the_desk(desk, own_address)
        row = desk.get_by_role("row").filter(has_text="Musyawarah Dusun")
        row.get_by_role("link", name="Cangkuang").first.click()
        desk.get_by_role("button", name="Setujui").click()
        phone.goto(f"{hub}/data")
        phone.reload()
        expect(phone.get_by_text("Perubahan Anda akan menunggu")).to_be_visible(timeout=SOON)
        phone.get_by_label("Tempat").fill("Pos Ronda")
        phone.get_by_label("Tempat").blur()
        expect(phone.get_by_text("✓ Tersimpan di HP")).to_be_visible()
        phone.goto("/app/#/kiriman")
        phone.get_by_role("button", name="Kirim sekarang").click()
        expect(phone.get_by_role("region", name="Menunggu persetujuan petugas")).to_be_visible(timeout=SOON)

        at_the_desk(desk, own_address, "/petugas/menunggu/")
        desk.get_by_role("row").filter(has_text="Musyawarah Dusun").get_by_role("link").click()
        desk.get_by_label("Alasan").fill("Tempatnya sudah benar.")
        desk.get_by_role("button", name="Tidak dipakai").click()
        phone.get_by_role("button", name="Kirim sekarang").click()
        told = phone.get_by_role("region", name="Keputusan petugas")
        expect(told.get_by_text("Alasan: Tempatnya sudah benar.")).to_be_visible(timeout=SOON)
        expect(told.get_by_text("Hj. Neni Rohaeni")).to_be_visible()
        expect(phone.get_by_role("region", name="Menunggu persetujuan petugas")).to_have_count(0)
        shot(phone, "decided")
        assert complaints(phone) == []
        line.cut()
        phone.reload()
        told.get_by_role("button", name="Mengerti").click()
        expect(told).to_have_count(0)
        phone.reload()
        expect(phone.get_by_role("heading", name="Kiriman")).to_be_visible()
        expect(told).to_have_count(0)
    line.close()
