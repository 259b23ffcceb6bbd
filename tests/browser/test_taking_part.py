"""A villager without JavaScript proposes, keeps the code, and sees what the village says; Siti moderates likewise."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.plain import hindrances
from tests.browser.server import SEED, served
from tests.browser.test_screens import complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOME = "/desa/32.05.09.2006/"
PASSWORD = "musyawarah-uji"
FILLING = "from tests.browser.coming_meeting import fill; fill()"
READING = 3_500
"""Milliseconds in which a person reads the form; quicker ones are taken for machines."""


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Iterator[str]:
    """The address of a server with something to take part in."""
    with served(tmp_path_factory.mktemp("part"), (*SEED[:2], FILLING)) as found:
        yield found


@pytest.fixture
def scriptless(browser: Browser, world: str) -> Iterator:
    """Makes phone-sized pages whose browser runs no script."""
    made = []

    def page() -> Page:
        made.append(browser.new_context(viewport=PHONE, base_url=world, locale="id-ID", java_script_enabled=False))
        return made[-1].new_page()

    yield page
    for context in made:
        context.close()


def sign_in(page: Page) -> None:
    page.goto("/petugas/warga/")
    page.get_by_label("Nama pengguna").fill("fasilitator")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(lambda url: "/masuk/" not in url)


def test_a_proposal_from_the_page_of_the_village_to_the_meeting(scriptless, shot):
    warga = scriptless()
    warga.goto(HOME)
    warga.get_by_role("link", name="tulis usulan Anda").click()
    shot(warga, "warga-rembuk")
    warga.get_by_role("link", name="Tulis usulan").click()
    warga.wait_for_timeout(READING)
    warga.get_by_label("Apa yang Anda usulkan?").fill("x" * 250)
    warga.get_by_label("Mengapa perlu?").fill("Gelap sejak lama.")
    warga.get_by_label("Dusun").select_option("Dusun II")
    warga.get_by_role("button", name="Kirim usulan").click()
    expect(warga.get_by_text("paling banyak 200 huruf, sekarang 250")).to_be_visible()
    shot(warga, "warga-usul-salah")
    expect(warga.get_by_label("Mengapa perlu?")).to_have_value("Gelap sejak lama.")
    expect(warga.get_by_label("Dusun")).to_have_value("Dusun II")
    warga.get_by_label("Apa yang Anda usulkan?").fill("Lampu jalan Dusun II")
    warga.get_by_role("button", name="Kirim usulan").click()
    expect(warga.get_by_text("Simpan nomor ini.")).to_be_visible()
    shot(warga, "warga-tanda-terima")
    code = warga.locator(".code").inner_text()

    siti = scriptless()
    sign_in(siti)
    shot(siti, "petugas-warga")
    siti.get_by_role("link", name="Lampu jalan Dusun II").click()
    shot(siti, "petugas-warga-satu")
    siti.get_by_role("button", name="Bawa ke musyawarah").click()
    expect(siti.get_by_text("Usulan dibawa ke musyawarah.")).to_be_visible()

    warga.goto("/usulan/")
    warga.get_by_label("Nomor usulan").fill(code.lower())
    warga.get_by_role("button", name="Lihat").click()
    expect(warga.get_by_text("Musdes RKP Desa 2028")).to_be_visible()
    shot(warga, "warga-nasib")


def test_a_question_and_its_answer(scriptless, shot):
    warga = scriptless()
    warga.goto(f"{HOME}terbitan/1/")
    warga.get_by_role("link", name="Bertanya atau keberatan").click()
    warga.wait_for_timeout(READING)
    warga.get_by_label("Anda ingin").select_option("menyampaikan keberatan")
    warga.get_by_label("Tentang").select_option(index=1)
    warga.get_by_label("Tulis pertanyaan").fill("Mengapa jalan didahulukan?")
    shot(warga, "warga-tanya")
    warga.get_by_role("button", name="Kirim", exact=True).click()
    expect(warga.get_by_text("Simpan nomor ini.")).to_be_visible()

    siti = scriptless()
    sign_in(siti)
    siti.get_by_role("link", name="Pengerasan jalan").first.click()
    siti.get_by_label("Jawaban desa").fill("Sawah tidak terjangkau saat hujan.")
    siti.get_by_role("button", name="Terbitkan jawaban").click()

    warga.goto(f"{HOME}tanya-jawab/")
    expect(warga.get_by_text("Sawah tidak terjangkau saat hujan.")).to_be_visible()
    expect(warga.get_by_text("dijawab hari itu juga")).to_be_visible()
    shot(warga, "warga-tanya-jawab")


def test_every_page_is_plain_to_everybody(browser: Browser, world: str):
    context = browser.new_context(viewport=PHONE, base_url=world, locale="id-ID")
    page = context.new_page()
    found = {}
    page.goto(f"{HOME}rembuk/")
    found["rembuk"] = hindrances(page)
    page.get_by_role("link", name="Tulis usulan").click()
    found["usul"] = hindrances(page)
    page.get_by_label("Apa yang Anda usulkan?").fill("Taman baca")
    page.get_by_role("button", name="Kirim usulan").click()
    found["terlalu cepat"] = hindrances(page)
    page.wait_for_timeout(READING)
    page.get_by_label("Nomor HP").fill("bukan nomor")
    page.get_by_role("button", name="Kirim usulan").click()
    found["salah"] = hindrances(page)
    page.get_by_label("Nomor HP").fill("")
    page.get_by_role("button", name="Kirim usulan").click()
    found["tanda terima"] = hindrances(page)
    for name, path in (("nomor", "/usulan/"), ("tanya", f"{HOME}terbitan/1/tanya/"), ("talk", f"{HOME}tanya-jawab/")):
        page.goto(path)
        found[name] = hindrances(page)
    sign_in(page)
    found["antrean"] = complaints(page)
    page.get_by_role("link", name="Taman baca").click()
    found["satu"] = complaints(page)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{HOME}rembuk/")
    found["gelap"] = hindrances(page)
    context.close()

    # The skip link stands beside the page until a keyboard comes to it: no thumb meets it.
    met = {name: [one for one in said if "Langsung ke isi" not in one] for name, said in found.items()}
    assert {name: said for name, said in met.items() if said} == {}
