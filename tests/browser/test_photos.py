"""A photograph of twelve megapixels on a cheap phone: small, bare of what the camera wrote, kept until it arrived."""

import base64
import hashlib
import re
import time
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.line import Line
from tests.browser.server import SEED, served
from tests.browser.steps import SOON, Api, new_meeting, section, send_now, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a real browser and twelve megapixels
CANGKUANG = {"latitude": -7.106944, "longitude": 107.919722}
EXIF_MAKER, EXIF_GPS = 0x010F, 0x8825

CHOOSE_AN_OLD_ONE = """([{ name, mimeType, buffer }, lastModified]) => {
  const bytes = Uint8Array.from(atob(buffer), (letter) => letter.charCodeAt(0));
  const chosen = new DataTransfer();
  chosen.items.add(new File([bytes], name, { type: mimeType, lastModified }));
  const input = document.querySelector('[data-testid=gallery]');
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}"""


def twelve_megapixels() -> bytes:
    """As a phone's camera writes it: 4,000 x 3,000, full of detail, with maker and place."""
    picture = (
        Image.effect_noise((2000, 1500), 70).convert("RGB").filter(ImageFilter.GaussianBlur(1)).resize((4000, 3000))
    )
    draw = ImageDraw.Draw(picture)
    for step in range(0, 4000, 100):
        draw.rectangle((step, 900 + step % 1300, step + 70, 2900), fill=(40 + step % 200, 90, 60))
    exif = Image.Exif()
    exif[EXIF_MAKER] = "Kamera Rahasia"
    exif[EXIF_GPS] = {1: "S", 2: (7.0, 6.0, 25.0), 3: "E", 4: (107.0, 55.0, 11.0)}
    found = BytesIO()
    picture.save(found, "JPEG", quality=92, exif=exif)
    return found.getvalue()


def take(page: Page, picture: bytes) -> None:
    """With the phone's camera."""
    given = FilePayload(name="IMG_0001.jpg", mimeType="image/jpeg", buffer=picture)
    page.get_by_test_id("camera").set_input_files([given])
    expect(page.locator("img.photo")).to_be_visible(timeout=SOON)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """Where the server keeps its files."""
    return tmp_path_factory.mktemp("photos")


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """A server whose files can be looked at."""
    with served(data, SEED) as found:
        yield found


def kept_bytes(data: Path, sha256: str) -> bytes:
    """What the server has under this fingerprint."""
    files = (each.read_bytes() for each in (data / "media").rglob("*") if each.is_file())
    return next(content for content in files if hashlib.sha256(content).hexdigest() == sha256)


@pytest.fixture
def photographer(browser, line: Line):
    """Siti's phone, which knows where it is, in a meeting's album."""
    context = browser.new_context(
        viewport=PHONE,
        base_url=line.address,
        locale="id-ID",
        has_touch=True,
        geolocation=CANGKUANG,
        permissions=["geolocation"],
    )
    page = context.new_page()
    sign_in(page)
    hub = new_meeting(page, Tempat="Balai Desa")
    section(page, hub, "Foto")
    yield page
    context.close()


def photo_of(api: Api, caption: str) -> dict:
    """The record on the server."""
    return api.named("photo", caption=caption)[0]


def test_twelve_megapixels_become_small_and_bare_and_are_kept_until_they_arrived(
    photographer: Page, line: Line, address: str, data: Path
):
    line.cut()
    photographer.get_by_role("button", name="Boleh simpan lokasi").click()
    original = twelve_megapixels()
    assert len(original) > 1_500_000
    take(photographer, original)
    photographer.get_by_label("Keterangan").fill("Balai desa penuh")
    photographer.get_by_label("Keterangan").blur()
    photographer.get_by_label("Foto tentang").select_option(value="banner")
    expect(photographer.get_by_text("✓ Tersimpan di HP").first).to_be_visible()
    photographer.wait_for_timeout(300)  # the cue of the caption may stand there already

    photographer.reload()
    expect(photographer.locator("img.photo")).to_be_visible(timeout=SOON)
    expect(photographer.get_by_text("Belum terkirim", exact=True)).to_be_visible()

    line.mend()
    album = photographer.url
    send_now(photographer)
    photographer.goto(album)
    expect(photographer.get_by_text(re.compile("✓"))).to_be_visible(timeout=SOON)
    said = photo_of(Api(address, "fasilitator"), "Balai desa penuh")
    small = kept_bytes(data, said["sha256"])
    picture = Image.open(BytesIO(small))
    assert picture.format in {"WEBP", "JPEG"}
    assert 1_024 <= max(picture.size) <= 1_280
    assert 40_000 <= len(small) <= 120_000
    assert dict(picture.getexif()) == {}
    assert b"Kamera Rahasia" not in small
    assert (said["size"], said["width"], said["height"]) == (len(small), *picture.size)
    assert (said["latitude"], said["longitude"]) == (CANGKUANG["latitude"], CANGKUANG["longitude"])
    assert said["purpose"] == "banner"
    assert said["publishable"] is False


def test_who_does_not_want_it_leaves_no_place(photographer: Page, address: str):
    photographer.get_by_role("button", name="Tanpa lokasi").click()
    take(photographer, twelve_megapixels())
    photographer.get_by_label("Keterangan").fill("Tanpa tempat")
    photographer.get_by_label("Keterangan").blur()

    send_now(photographer)

    said = photo_of(Api(address, "fasilitator"), "Tanpa tempat")
    assert said.get("latitude") is None
    assert said.get("longitude") is None


def test_a_picture_of_the_gallery_has_no_place_and_its_own_hour(photographer: Page, address: str):
    photographer.get_by_role("button", name="Boleh simpan lokasi").click()
    last_week = time.time() - 7 * 86_400
    given = {"name": "lama.jpg", "mimeType": "image/jpeg", "buffer": base64.b64encode(twelve_megapixels()).decode()}
    photographer.evaluate(CHOOSE_AN_OLD_ONE, [given, last_week * 1000])
    expect(photographer.locator("img.photo")).to_be_visible(timeout=SOON)
    photographer.get_by_label("Keterangan").fill("Minggu lalu")
    photographer.get_by_label("Keterangan").blur()

    send_now(photographer)

    said = photo_of(Api(address, "fasilitator"), "Minggu lalu")
    assert said.get("latitude") is None
    assert abs(datetime.fromisoformat(said["taken_at"]).timestamp() - last_week) < 120


def test_records_go_before_photos_and_a_photo_cut_half_way_goes_on_from_there(photographer: Page, line: Line):
    line.cut()
    photographer.get_by_role("button", name="Tanpa lokasi").click()
    take(photographer, twelve_megapixels())
    asked: list[tuple[str, int]] = []
    records: list[int] = []

    def note(request) -> None:
        if request.url.endswith("/exchange"):
            records.append(len(asked))
        if "/files/" in request.url and request.method in {"POST", "PATCH"}:
            asked.append((request.method, int(request.headers.get("upload-offset", 0))))
            if len(asked) == 3:
                line.cut()

    photographer.context.on("request", note)
    line.mend()
    photographer.goto("/app/#/kiriman")
    photographer.get_by_role("button", name="Kirim sekarang").click()
    until_true(photographer, lambda: len(asked) >= 3)
    photographer.wait_for_timeout(1_000)
    line.mend()
    send_now(photographer)

    assert records[0] == 0
    offsets = [offset for method, offset in asked if method == "PATCH"]
    assert [method for method, _offset in asked].count("POST") == 1
    assert offsets == sorted(offsets)
    assert len(offsets) - len(set(offsets)) <= 1


def until_true(page: Page, come) -> None:
    """Waits for what the test itself notes."""
    for _turn in range(SOON // 50):
        if come():
            return
        page.wait_for_timeout(50)
    assert come()
