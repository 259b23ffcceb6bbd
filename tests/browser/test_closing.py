"""The end of a meeting on one page: look what is missing, read the record, sign, send; and the record on paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SCREENS, phone_at
from tests.browser.line import Line
from tests.browser.steps import Api, new_meeting, section, send_now, sign_in
from tests.browser.tour import PASSWORD, phone_screens, visit

pytestmark = pytest.mark.browser

VOICE = """
  window.said = [];
  const voice = { lang: 'id-ID', localService: true, name: 'Uji' };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => [voice],
    speak: (one) => window.said.push(one.text),
    cancel: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  } });
"""


@pytest.fixture
def demo_phone(browser, demo_line: Line) -> Iterator[Page]:
    with phone_at(browser, demo_line.address) as page:
        yield page


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def draw(page: Page, slot: Locator, name: str, dip: int = 70) -> None:
    """Signs with a finger on the glass."""
    slot.get_by_label("Nama", exact=True).fill(name)
    pad = slot.get_by_role("img", name="Tempat tanda tangan")
    pad.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 150)")
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 30, steps=6)
    page.mouse.move(box["x"] + 200, box["y"] + dip, steps=6)
    page.mouse.up()
    slot.get_by_role("button", name="Simpan tanda tangan").click()
    expect(slot.get_by_role("img", name=f"Tanda tangan: {name}")).to_be_visible()


def sign(page: Page, role: str, name: str) -> None:
    slot = part(page, role)
    slot.get_by_role("button", name=f"Tanda tangani: {role}").click()
    draw(page, slot, name)


@pytest.mark.slow  # a whole closing
def test_one_page_from_what_is_missing_to_sending(field_phone: Page, line: Line, shot):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Desa", Pimpinan_musyawarah="Ujang Sopandi")
    field_phone.get_by_role("button", name="Mulai musyawarah").click()
    section(field_phone, hub, "Ringkasan & kirim")
    closing = field_phone.url

    missing = part(field_phone, "Yang belum ada")
    expect(missing.get_by_text("Laporan paling lambat")).to_be_visible()
    expect(missing.get_by_role("link", name=re.compile("Nomor dan tanggal undangan"))).to_have_attribute(
        "href", re.compile("/data$")
    )
    missing.get_by_text(re.compile("Berkas musyawarah: . dari 12 ada")).click()
    expect(missing.get_by_text("12. Bukti sudah diumumkan Belum lengkap")).to_be_visible()
    paper = field_phone.get_by_role("article", name="Berita acara")
    expect(paper.get_by_text("Pimpinan musyawarah: Ujang Sopandi")).to_be_visible()
    shot(field_phone, "closing-missing")

    # Straight to the place further down.
    missing.get_by_role("button", name=re.compile("Tanda tangan pimpinan")).click()
    expect(part(field_phone, "Pimpinan musyawarah")).to_be_in_viewport()
    sign(field_phone, "Pimpinan musyawarah", "Ujang Sopandi")
    sign(field_phone, "Kepala desa", "Yayat Hidayat")
    expect(missing.get_by_role("button", name=re.compile("Tanda tangan pimpinan"))).to_have_count(0)
    expect(paper.get_by_role("img", name="Tanda tangan Yayat Hidayat")).to_be_visible()
    expect(field_phone.get_by_text("Berubah setelah ditandatangani")).to_have_count(0)

    # Whoever mends what was signed is told so, and may send all the same.
    section(field_phone, hub, "Data musyawarah")
    field_phone.get_by_label("Tempat", exact=True).fill("Lapangan")
    field_phone.get_by_label("Tempat", exact=True).blur()
    expect(field_phone.get_by_text("✓ Tersimpan di HP", exact=True)).to_be_visible()
    field_phone.goto(closing)
    field_phone.reload()
    expect(field_phone.get_by_text("Berubah setelah ditandatangani: Data musyawarah.")).to_be_visible()
    expect(paper.get_by_text("Diubah setelah ditandatangani: data musyawarah.")).to_be_visible()
    shot(field_phone, "closing-changed")
    part(field_phone, "Pimpinan musyawarah").get_by_role("button", name=re.compile("^Tanda tangani lagi")).click()
    draw(field_phone, part(field_phone, "Pimpinan musyawarah"), "Ujang Sopandi", dip=90)
    expect(field_phone.get_by_role("button", name="Tanda tangani lagi: Ujang Sopandi")).to_have_count(0)
    expect(field_phone.get_by_role("button", name="Tanda tangani lagi: Yayat Hidayat")).to_be_visible()

    part(field_phone, "Kirim").get_by_role("button", name="Kirim ke kecamatan").click()
    field_phone.get_by_role("button", name="Ya, kirim").click()
    expect(field_phone.get_by_text("Menunggu sinyal. Akan terkirim sendiri.").first).to_be_visible()
    line.mend()
    send_now(field_phone)
    field_phone.goto(closing)
    expect(field_phone.get_by_text("Sudah sampai di kecamatan")).to_be_visible()
    expect(field_phone.get_by_text("Berubah setelah ditandatangani: Data musyawarah.")).to_be_visible()
    signed = Api(line.address, "fasilitator").named("signature", name="Ujang Sopandi")
    assert len(signed) == 1


def test_it_is_read_out_in_words_where_the_phone_has_a_voice(browser, address: str):
    with phone_at(browser, address) as page:
        page.add_init_script(VOICE)
        sign_in(page)
        hub = new_meeting(page, Tempat="Balai Desa", Jumlah_undangan="30")
        section(page, hub, "Ringkasan & kirim")
        page.get_by_role("button", name="Bacakan", exact=True).click()

        said = " ".join(page.evaluate("window.said"))
        assert "nol orang dari tiga puluh undangan" in said
        assert re.search(r"\d", said) is None
        expect(page.get_by_role("button", name="Berhenti membaca")).to_be_visible()


def test_a_phone_without_a_voice_does_not_offer_to_read(phone: Page):
    sign_in(phone)
    hub = new_meeting(phone)
    section(phone, hub, "Ringkasan & kirim")

    expect(phone.get_by_role("button", name="Cetak")).to_be_visible()
    expect(phone.get_by_role("button", name="Bacakan", exact=True)).to_have_count(0)


def test_on_paper_stands_the_record_with_its_tables_and_nothing_of_the_app(demo_phone: Page, demonstration: str):
    sign_in(demo_phone, "fasilitator", PASSWORD)
    screens = phone_screens(Api(demonstration, "fasilitator", PASSWORD))
    visit(demo_phone, screens["ringkasan"])
    demo_phone.emulate_media(media="print")

    expect(demo_phone.get_by_text("Lampiran 2. Daftar hadir")).to_be_visible()
    expect(demo_phone.get_by_role("columnheader", name="Tanda tangan")).to_be_visible()
    expect(demo_phone.get_by_test_id("trust")).to_be_hidden()
    expect(demo_phone.get_by_role("heading", name="Ringkasan & kirim")).to_be_hidden()
    expect(demo_phone.get_by_role("button")).to_have_count(0)
    styles = demo_phone.evaluate(
        """() => {
          const of = (selector) => getComputedStyle(document.querySelector(selector));
          return [of('.lined thead').display, of('.lined tbody tr').breakInside, of('.record-sheet tfoot').display];
        }"""
    )
    assert styles == ["table-header-group", "avoid", "table-footer-group"]
    SCREENS.mkdir(parents=True, exist_ok=True)
    demo_phone.pdf(path=SCREENS / "closing.pdf", prefer_css_page_size=True)
