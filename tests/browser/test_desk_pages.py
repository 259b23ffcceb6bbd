"""Every page of the desk: nothing that axe finds, nothing that scrolls sideways, keys that work, paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.desk import fill_gate, open_meeting, sit_down
from tests.browser.test_screens import TOO_WIDE, complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]
A4_WIDE = 794
"""A sheet of A4 in CSS pixels."""
FOCUSED = "document.activeElement.textContent.trim()"
OUTLINED = (
    "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
)


@pytest.fixture(scope="module")
def seat(browser, demonstration: str) -> Iterator[Page]:
    """The kabupaten's officer at a desk where nothing is decided."""
    context = browser.new_context(viewport=DESK, base_url=demonstration, locale="id-ID")
    yield sit_down(context.new_page(), "dpmd")
    context.close()


@pytest.fixture(scope="module")
def pages(seat: Page) -> dict[str, str]:
    """Every page of the desk behind the sign-in, by name."""
    meeting = open_meeting(seat, "Bayongbong", "Pembahasan APB Desa")
    found = {
        "queue": "/petugas/",
        "returned": "/petugas/?keadaan=dikembalikan",
        "published": "/petugas/?keadaan=terbit",
        "meeting": meeting,
        "history": f"{meeting}riwayat/?catatan={meeting.rstrip('/').rpartition('/')[2]}",
        "beside": f"{meeting}foto-berdampingan/",
        "twins": open_meeting(seat, "Ciburial", "Musyawarah Dusun"),
        "coverage": "/petugas/cakupan/?tahun=2027",
        "unreported": "/petugas/cakupan/2027/belum-lapor/",
        "village": "/petugas/cakupan/2027/32.05.09.2006",
        "money": "/petugas/ringkasan/?tahun=2026",
        "money of a village": "/petugas/ringkasan/2026/32.05.09.2006",
        "reviews": "/petugas/pemeriksaan/?tahun=2026",
        "notices": "/petugas/kabar/",
        "conflicts": "/petugas/dua-catatan/",
        "held": "/petugas/menunggu/",
        "phones": "/petugas/hp/",
        "silent villages": "/petugas/hp/diam/?hari=1",
        "bundle": "/petugas/berkas/",
        "second factor": "/petugas/kunci-kedua/",
        "own places": "/petugas/tempat-masuk/",
    }
    for name in ("conflicts", "held"):
        seat.goto(found[name])
        found[f"one of {name}"] = seat.locator("main tbody a").first.get_attribute("href") or ""
    return found


@pytest.mark.parametrize("view", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(seat: Page, pages: dict[str, str], view):
    found = {}
    for name, path in pages.items():
        seat.set_viewport_size(view)
        answer = seat.goto(path)
        assert answer is not None
        assert answer.ok, name
        for fold in seat.locator("main details > summary").all():
            fold.evaluate("(each) => { each.parentElement.open = true; }")
        found[name] = seat.evaluate(TOO_WIDE) + complaints(seat)
    seat.set_viewport_size(DESK)

    assert {name: said for name, said in found.items() if said} == {}


def test_several_at_once_and_the_gate_are_accessible_too(desk_of, demonstration: str):
    desk = desk_of(demonstration)
    fill_gate(desk, "nobody")
    found = complaints(desk)
    sit_down(desk, "dpmd")
    for box in desk.get_by_role("checkbox", name=re.compile("^Tandai")).all():
        box.check()
    desk.get_by_role("button", name="Terima bersama yang ditandai").click()
    expect(desk.get_by_role("button", name=re.compile("^Terima .* musyawarah"))).to_be_visible()

    assert found + complaints(desk) == []


def test_keys_move_in_the_queue_and_open_and_decide_in_the_meeting(seat: Page, pages: dict[str, str]):
    seat.goto("/petugas/")
    names = seat.locator("[data-row]").all_inner_texts()
    for key in "jjk":
        seat.keyboard.press(key)
    assert seat.evaluate(FOCUSED) == names[0]
    assert seat.evaluate(OUTLINED) == "solid3px"
    seat.keyboard.press("k")
    assert seat.evaluate(FOCUSED) == names[0]  # there is nothing above
    seat.keyboard.press("j")
    seat.keyboard.press("j")
    seat.keyboard.press("Enter")
    expect(seat.get_by_role("complementary", name="Keputusan")).to_be_visible()
    assert names[2] in seat.locator(".crumb").inner_text()

    seat.keyboard.press("a")
    expect(seat.get_by_role("button", name="Setujui dan terbitkan")).to_be_focused()
    seat.keyboard.press("r")
    fold = seat.locator("details").filter(has_text="Kembalikan ke desa").first
    expect(fold.get_by_role("checkbox").first).to_be_focused()
    note = fold.get_by_label("Catatan untuk desa")
    note.focus()
    seat.keyboard.type("ajar kk? ")
    expect(note).to_have_value("ajar kk? ")
    expect(note).to_be_focused()


def test_the_keys_are_written_on_the_page_and_can_be_turned_off(seat: Page):
    seat.goto("/petugas/")
    seat.keyboard.press("?")
    expect(seat.get_by_text("baris berikutnya, sebelumnya")).to_be_visible()
    off = seat.get_by_label("Matikan tombol di komputer ini")
    off.check()
    seat.reload()
    seat.keyboard.press("j")
    assert seat.evaluate("document.activeElement.tagName") == "BODY"

    seat.locator("#tombol summary").click()
    off.uncheck()
    seat.keyboard.press("j")
    assert seat.evaluate("document.activeElement.dataset.row") == ""


def test_tab_goes_through_the_meeting_in_the_order_of_the_eye(seat: Page, pages: dict[str, str]):
    """Skip link, frame, then what is recorded, then the decision; every stop can be seen."""
    seat.goto(pages["meeting"])
    seat.keyboard.press("Tab")
    assert seat.evaluate(FOCUSED) == "Langsung ke isi"
    seat.keyboard.press("Enter")
    seen: list[str] = []
    while "Setujui dan terbitkan" not in seen and len(seen) < 200:
        seat.keyboard.press("Tab")
        assert seat.evaluate(OUTLINED).startswith("solid"), seat.evaluate(FOCUSED)
        seen.append(seat.evaluate(FOCUSED))
    assert seen[0] == "Musyawarah"
    assert "Setujui dan terbitkan" in seen
    assert seen.index("Simpan putusan kegiatan") < seen.index("Simpan daftar periksa") < len(seen) - 1


def test_without_a_script_no_key_is_promised_and_all_is_reached(browser, demonstration: str):
    context = browser.new_context(viewport=DESK, base_url=demonstration, locale="id-ID", java_script_enabled=False)
    desk = sit_down(context.new_page(), "dpmd")
    expect(desk.locator("#tombol")).to_be_hidden()
    open_meeting(desk, "Bayongbong", "Pembahasan APB Desa")
    desk.get_by_role("link", name="Bandingkan foto berdampingan").click()
    expect(desk.locator(".beside-photos img")).to_have_count(2)
    context.close()


def test_two_photographs_stand_side_by_side_and_leaf_by_key(seat: Page, pages: dict[str, str], shot):
    seat.goto(pages["beside"])
    left, right = (seat.get_by_role("region", name=name) for name in ("Foto kiri", "Foto kanan"))
    expect(left.get_by_text("1 dari 2")).to_be_visible()
    expect(right.get_by_text("2 dari 2")).to_be_visible()
    for side in (left, right):
        expect(side).to_contain_text("HP Rina Marlina")
        expect(side).to_contain_text("18 November 2026")
        assert side.get_by_role("img").evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 320
    boxes = [side.bounding_box() for side in (left, right)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]
    shot(seat, "foto-berdampingan")

    seat.keyboard.press("ArrowLeft")
    expect(right.get_by_text("1 dari 2")).to_be_visible()
    seat.keyboard.press("]")
    expect(left.get_by_text("2 dari 2")).to_be_visible()
    right.get_by_role("link", name="Foto", exact=False).or_(right.locator("figure a")).first.click()
    assert seat.url.endswith("?besar")


def test_a_finding_of_one_photograph_twice_opens_both_large(seat: Page, pages: dict[str, str]):
    seat.goto(pages["meeting"])
    seat.get_by_role("link", name="Bandingkan kedua foto besar").first.click()

    expect(seat.get_by_role("region", name="Foto kiri")).to_contain_text("Bayongbong")
    expect(seat.get_by_role("region", name="Foto kanan")).to_contain_text("Kadungora")


@pytest.mark.parametrize("name", ["coverage", "meeting", "reviews", "money", "money of a village"])
def test_paper_has_all_and_only_what_belongs_on_it(seat: Page, pages: dict[str, str], name: str, shot):
    seat.goto(pages[name])
    seat.emulate_media(media="print")
    seat.set_viewport_size({"width": A4_WIDE, "height": 1123})
    try:
        assert seat.evaluate(TOO_WIDE) == []
        for screen_only in ("header.bar", "footer.keys", "form.filters"):
            for place in seat.locator(screen_only).all():
                expect(place).to_be_hidden()
        assert seat.evaluate("[...document.querySelectorAll('thead')].map((one) => getComputedStyle(one).display)") == (
            ["table-header-group"] * seat.locator("thead").count()
        )
        cut = (
            "[...document.querySelectorAll('tr')].filter((one) => getComputedStyle(one).breakInside !== 'avoid').length"
        )
        assert seat.evaluate(cut) == 0
        shot(seat, f"cetak-{name.replace(' ', '-')}")
        assert seat.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
    finally:
        seat.emulate_media(media="screen")
        seat.set_viewport_size(DESK)
