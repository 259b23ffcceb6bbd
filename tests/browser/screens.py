"""Takes the pictures of docs/screens on the demonstration: ``python -m tests.browser.screens``."""

import re
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.available import chromium
from tests.browser.desk import sit_down
from tests.browser.locking import RIGHT, enter, lock_now, set_pin
from tests.browser.server import DEMONSTRATION, ROOT, served
from tests.browser.steps import Api, sign_in
from tests.browser.tour import PASSWORD, VILLAGE, phone_screens, visit, visited

FOLDER = ROOT / "docs" / "screens"
PHONE = ViewportSize(width=360, height=640)
TALL = ViewportSize(width=360, height=800)
"""A newer phone, as high as the desk beside it in the overview."""
DESK = ViewportSize(width=1280, height=800)
MOST_BYTES = 120_000
OVERVIEW_BYTES = 250_000
COLOURS = (256, 128, 64, 32)
TOLD = 6000
"""Milliseconds until what was told at the bottom has gone."""
GROUND = "#e9e3d6"
GAP = 32


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data, served(Path(data), DEMONSTRATION) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        phone = _phone(browser, address)
        desk = _desk(browser, address)
        _joining(browser, address)
        board = _board(browser, address)
        browser.close()
    _keep(_side_by_side(phone, desk, board), FOLDER / "overview.png", OVERVIEW_BYTES)
    for file in sorted(FOLDER.iterdir()):
        sys.stdout.write(f"{file.name} {file.stat().st_size}\n")
    return 0


def _page(browser: Browser, address: str, viewport: ViewportSize) -> Page:
    context = browser.new_context(viewport=viewport, base_url=address, locale="id-ID", reduced_motion="reduce")
    return context.new_page()


def _phone(browser: Browser, address: str) -> Image.Image:
    page = _page(browser, address, PHONE)
    page.goto("/app/")
    page.get_by_role("button", name="Masuk", exact=True).wait_for()
    _take(page, "hp-masuk")
    sign_in(page, "fasilitator", PASSWORD)
    page.get_by_label("Pilih desa").select_option(label="Cangkuang")
    screens = phone_screens(Api(address, "fasilitator", PASSWORD))
    for name in visited(page, screens):
        _take(page, f"hp-{name}")
    page.goto("/app/#/baru")
    page.get_by_role("button", name=re.compile("Musdes RKP Desa")).click()
    page.get_by_role("button", name="Buat musyawarah").wait_for()
    _take(page, "hp-baru")
    _unsent(page)
    _locked(page)
    page.set_viewport_size(TALL)
    visit(page, screens["hadir"])
    return _picture(page)


def _unsent(page: Page) -> None:
    """The screens of a phone that has something to send and no signal."""
    page.context.set_offline(True)
    page.get_by_role("button", name="Buat musyawarah").click()
    page.get_by_role("list", name="Bagian catatan").wait_for()
    page.wait_for_timeout(TOLD)
    for name, path in (("kiriman", "/kiriman"), ("berkas", "/kiriman/berkas")):
        visit(page, path)
        _take(page, f"hp-{name}")
    page.context.set_offline(False)


def _locked(page: Page) -> None:
    set_pin(page)
    lock_now(page)
    enter(page, RIGHT[:3])
    _take(page, "hp-terkunci")
    enter(page, RIGHT[3:])
    page.get_by_role("button", name="Kunci sekarang").wait_for()


def _desk(browser: Browser, address: str) -> Image.Image:
    page = _page(browser, address, DESK)
    page.goto("/petugas/")
    page.get_by_label("Nama pengguna").fill("camat")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("link", name="Leles").first.wait_for()
    _take(page, "meja-antrean")
    page.get_by_role("link", name="Leles").first.click()
    page.wait_for_load_state("networkidle")
    return _take(page, "meja-musyawarah")


def _joining(browser: Browser, address: str) -> None:
    """What an administrator brings a kabupaten in with; the codes on the slips end with the demonstration."""
    page = _page(browser, address, DESK)
    sit_down(page, "admin")
    for name, path in (
        ("orang", "orang/"),
        ("tambah-orang", "orang/tabel/"),
        ("persiapan", "persiapan/?kabupaten=32.05"),
    ):
        page.goto(f"/petugas/{path}")
        _take(page, f"meja-{name}")
    page.goto("/petugas/orang/?keadaan=belum")
    page.get_by_label(re.compile("semua hasil saringan")).check()
    page.get_by_role("button", name="Buat slip", exact=True).click()
    page.locator(".slips li").first.wait_for()
    _take(page, "meja-slip")


def _board(browser: Browser, address: str) -> Image.Image:
    page = _page(browser, address, PHONE)
    page.goto(f"/desa/{VILLAGE}/")
    page.wait_for_load_state("networkidle")
    _take(page, "papan-desa")
    page.set_viewport_size(TALL)
    return _picture(page)


def _take(page: Page, name: str) -> Image.Image:
    picture = _picture(page)
    _keep(picture, FOLDER / f"{name}.png", MOST_BYTES)
    return picture


def _picture(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def _keep(picture: Image.Image, path: Path, most: int) -> None:
    """Writes as few colours as it takes to stay small; letters stay sharp, which no JPEG does."""
    for colours in COLOURS:
        drawn = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        drawn.save(path, optimize=True)
        if path.stat().st_size < most:
            return
    raise RuntimeError(f"{path.name} stays above {most} bytes")


def _side_by_side(*pictures: Image.Image) -> Image.Image:
    height = max(each.height for each in pictures)
    whole = Image.new("RGB", (sum(each.width + GAP for each in pictures) + GAP, height + 2 * GAP), GROUND)
    left = GAP
    for each in pictures:
        whole.paste(each, (left, GAP + (height - each.height) // 2))
        left += each.width + GAP
    return whole


if __name__ == "__main__":
    sys.exit(main())
