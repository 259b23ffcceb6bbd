"""Every screen: nothing that axe finds, nothing that scrolls sideways, nothing too small for a finger."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.server import ROOT
from tests.browser.steps import Api, sign_in
from tests.browser.tour import PASSWORD, VILLAGE, phone_screens, visited

pytestmark = pytest.mark.browser
AXE = ROOT / "mobile/node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NARROW = 320
FINGER = 44

TOO_SMALL = """(least) => {
  const targets = 'a[href], button, select, textarea, summary, input:not([type=hidden])';
  const seen = (each) => each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  return [...document.querySelectorAll(targets)].filter((each) => seen(each) && !each.hidden).flatMap((each) => {
    // A tick box is as large as the words that turn it on.
    const { width, height } = (each.closest('label') ?? each).getBoundingClientRect();
    const small = Math.round(width) < least || Math.round(height) < least;
    return small ? [`${each.tagName} ${each.textContent.trim()} ${Math.round(width)}x${Math.round(height)}`] : [];
  });
}"""

TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const beyond = (each) => each.getBoundingClientRect().right > innerWidth + 1;
  const out = [...document.querySelectorAll('main *')].filter(beyond);
  return wide > 0 ? out.map((each) => `${each.tagName}.${each.className} ${each.textContent.slice(0, 30)}`) : [];
}"""


def complaints(page: Page) -> list[str]:
    """What axe says against the page as it is: rule and place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    # As tall as the page: what lies half under the line at the bottom is not small, it is only not scrolled to yet.
    height = page.evaluate("document.documentElement.scrollHeight") + 100
    page.set_viewport_size({"width": page.evaluate("innerWidth"), "height": height})
    found: dict[str, Any] = page.evaluate("(rules) => axe.run(document, rules)", RULES)
    return [
        f"{one['id']} {json.dumps(node['target'])} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.fixture(scope="module")
def toured(browser, demonstration: str):
    """A signed-in phone on the demonstration, and its screens."""
    context = browser.new_context(viewport=PHONE, base_url=demonstration, locale="id-ID", has_touch=True)
    page = context.new_page()
    sign_in(page, "fasilitator", PASSWORD)
    page.get_by_label("Pilih desa").select_option(label="Cangkuang")
    yield page, phone_screens(Api(demonstration, "fasilitator", PASSWORD))
    context.close()


@pytest.mark.slow  # some thirty screens
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen_of_the_phone(toured, scheme):
    page, screens = toured
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(PHONE)

    found = {name: complaints(page) for name in visited(page, screens)}

    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.slow  # some thirty screens
def test_every_screen_fits_a_narrow_phone_and_a_thumb(toured):
    page, screens = toured
    page.set_viewport_size({"width": NARROW, "height": PHONE["height"]})

    found = {name: page.evaluate(TOO_WIDE) + page.evaluate(TOO_SMALL, FINGER) for name in visited(page, screens)}

    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.slow  # a real browser
def test_axe_finds_nothing_before_somebody_has_signed_in(phone: Page):
    phone.goto("/app/")
    expect(phone.get_by_role("button", name="Masuk", exact=True)).to_be_visible()

    assert complaints(phone) == []
    phone.set_viewport_size({"width": NARROW, "height": PHONE["height"]})
    assert phone.evaluate(TOO_WIDE) + phone.evaluate(TOO_SMALL, FINGER) == []


@pytest.mark.slow  # a real browser
def test_axe_finds_nothing_on_the_desk_and_on_the_board(desk_of, demonstration: str):
    desk = desk_of(demonstration)
    desk.goto("/petugas/")
    desk.get_by_label("Nama pengguna").fill("camat")
    desk.get_by_label("Kata sandi").fill(PASSWORD)
    desk.get_by_role("button", name="Masuk").click()
    desk.wait_for_url(lambda url: "/masuk/" not in url)
    found = {"queue": complaints(desk)}
    desk.get_by_role("link", name="Leles").first.click()
    found["meeting"] = complaints(desk)
    for name, path in (
        ("coverage", "cakupan/"),
        ("unreported", "cakupan/2027/belum-lapor/"),
        ("village", f"cakupan/2027/{VILLAGE}"),
    ):
        desk.goto(f"/petugas/{path}")
        found[name] = complaints(desk)
    board = desk_of(demonstration, PHONE)
    kept = ("", "terbitan/1/", "terbitan/1/bacaan/", "tanya-jawab/", "usulan/2027/", "anggaran/2027/", "dokumen/")
    for page in (*kept, "banding/2027/", "pada/", "rembuk/"):
        board.goto(f"/desa/{VILLAGE}/{page}")
        found[f"board {page}"] = complaints(board)
    data = ("data/", "data/kamus/", f"data/{VILLAGE}/")
    for path in (
        "",
        "cari/?q=jalan",
        "verifikasi/",
        "verifikasi/?kode=ABCD-EFGH",
        "sidik/",
        "wilayah/",
        "wilayah/32.05.09/",
        *data,
    ):
        board.goto(f"/{path}")
        found[path] = complaints(board)

    assert {name: said for name, said in found.items() if said} == {}
