"""The camera's own file beside the small photo: kept where it is wanted, sent where the line costs nothing."""

import hashlib

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.line import Line
from tests.browser.steps import SOON, Api, new_meeting, section, send_now, sign_in
from tests.browser.test_photos import address as address
from tests.browser.test_photos import data as data
from tests.browser.test_photos import kept_bytes, photo_of, take, twelve_megapixels

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a real browser and twelve megapixels
SWITCH = "Simpan juga foto asli, kirim lewat Wi-Fi"
CELLULAR = "Object.defineProperty(navigator, 'connection', {value: {type: localStorage.line}, configurable: true})"


@pytest.fixture
def album(browser, line: Line):
    """Siti's phone in a meeting's album; what its browser says of the line can be set."""
    context = browser.new_context(viewport=PHONE, base_url=line.address, locale="id-ID", has_touch=True)
    context.add_init_script(CELLULAR)
    page = context.new_page()
    sign_in(page)
    hub = new_meeting(page, Tempat="Balai Desa")
    section(page, hub, "Foto")
    yield page
    context.close()


def on_a(page: Page, kind: str) -> None:
    """From the next reading of the page on, the browser says that this is the line."""
    page.evaluate("kind => { localStorage.line = kind }", kind)
    page.reload()


def take_with_original(page: Page, original: bytes, caption: str) -> None:
    """Turns the switch on first."""
    page.get_by_label(SWITCH).check()
    take(page, original)
    page.get_by_label("Keterangan").fill(caption)
    page.get_by_label("Keterangan").blur()
    expect(page.get_by_text("✓ Tersimpan di HP")).to_be_visible(timeout=SOON)


def test_the_original_waits_for_wifi_and_arrives_as_the_camera_wrote_it(album: Page, line: Line, address, data, shot):
    on_a(album, "cellular")
    line.cut()
    original = twelve_megapixels()
    take_with_original(album, original, "Dengan aslinya")
    album.reload()
    expect(album.get_by_label(SWITCH)).to_be_checked(timeout=SOON)
    expect(album.get_by_text("Foto asli menunggu Wi-Fi")).to_be_visible(timeout=SOON)

    line.mend()
    photos = album.url
    send_now(album)
    said = photo_of(Api(address, "fasilitator"), "Dengan aslinya")
    assert said["original"] == hashlib.sha256(original).hexdigest()
    assert all(hashlib.sha256(each.read_bytes()).hexdigest() != said["original"] for each in media(data))
    album.goto(photos)
    expect(album.get_by_text("✓ Terkirim")).to_be_visible(timeout=SOON)
    expect(album.get_by_text("Foto asli menunggu Wi-Fi")).to_be_visible(timeout=SOON)
    shot(album, "hp-foto-asli")

    on_a(album, "wifi")

    expect(album.get_by_text("✓ Foto asli terkirim")).to_be_visible(timeout=60_000)
    assert kept_bytes(data, said["original"]) == original


def test_where_the_browser_does_not_say_the_person_does(album: Page, address, data):
    original = twelve_megapixels()
    take_with_original(album, original, "Diminta")
    photos = album.url
    send_now(album)
    album.goto(photos)
    said = photo_of(Api(address, "fasilitator"), "Diminta")
    assert all(hashlib.sha256(each.read_bytes()).hexdigest() != said["original"] for each in media(data))

    album.get_by_role("button", name="Kirim foto asli sekarang").click()

    expect(album.get_by_text("✓ Foto asli terkirim")).to_be_visible(timeout=60_000)
    assert kept_bytes(data, said["original"]) == original


def test_a_phone_with_little_room_keeps_the_small_photo_alone_and_says_so(album: Page, address):
    album.evaluate("navigator.storage.estimate = async () => ({ usage: 900_000_000, quota: 1_000_000_000 })")
    album.get_by_label(SWITCH).check()
    take(album, twelve_megapixels())
    expect(album.get_by_text("Foto tersimpan, tanpa foto asli.")).to_be_visible()
    album.get_by_label("Keterangan").fill("Sempit")
    album.get_by_label("Keterangan").blur()

    send_now(album)

    assert not photo_of(Api(address, "fasilitator"), "Sempit").get("original")


def test_without_the_switch_only_the_small_photo_is_kept(album: Page, address):
    take(album, twelve_megapixels())
    album.get_by_label("Keterangan").fill("Tanpa asli")
    album.get_by_label("Keterangan").blur()

    send_now(album)

    assert not photo_of(Api(address, "fasilitator"), "Tanpa asli").get("original")


def media(data):
    """The files that the server has."""
    return [each for each in (data / "media").rglob("*") if each.is_file()]
