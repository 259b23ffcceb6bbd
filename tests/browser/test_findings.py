"""An officer works through the findings of a meeting: evidence side by side, one set aside with a reason."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK
from tests.browser.server import served
from tests.browser.steps import until
from tests.browser.test_screens import NARROW, TOO_WIDE, complaints

pytestmark = pytest.mark.browser
SEED = ("shell", "--command", "from tests.demonstration.suspect import seed; seed()")
REASON = "Foto dari arsip kecamatan, sudah ditanyakan kepada Ketua BPD."


@pytest.fixture(scope="module")
def suspect(tmp_path_factory) -> Iterator[str]:
    """The address of a server with a meeting that copies from everywhere."""
    with served(tmp_path_factory.mktemp("suspect"), SEED) as found:
        yield found


@pytest.fixture
def page(desk_of, suspect: str) -> Page:
    """Bu Camat at the page of that meeting."""
    desk: Page = desk_of(suspect)
    desk.goto("/petugas/")
    desk.get_by_label("Nama pengguna").fill("camat")
    desk.get_by_label("Kata sandi").fill("musyawarah-uji")
    desk.get_by_role("button", name="Masuk").click()
    desk.get_by_role("link", name="Desa0", exact=True).first.wait_for()
    desk.goto(_address(desk))
    return desk


def _address(desk: Page) -> str:
    """The queue's link to Desa0's planning meeting, which was handed in first."""
    links = desk.get_by_role("link", name="Desa0", exact=True)
    for place in range(links.count()):
        row = links.nth(place).locator("xpath=ancestor::tr")
        if "Penyusunan RKP" in row.inner_text():
            return links.nth(place).get_attribute("href") or ""
    raise AssertionError("the meeting is not in the queue")


@pytest.mark.slow  # a real browser
def test_evidence_stands_side_by_side_and_a_finding_is_set_aside(page: Page, shot):
    findings = page.get_by_role("region", name="Temuan")
    expect(findings.get_by_role("heading", level=3)).to_have_text(["Berat (6)", "Perhatian (2)"])
    photo = findings.locator("[data-code=photo_alike]")
    expect(photo.get_by_role("img")).to_have_count(2)
    until(page, "[...document.querySelectorAll('[data-code=photo_alike] img')].every((one) => one.naturalWidth > 0)")
    shot(page, "temuan")

    photo.get_by_text("Kesampingkan dengan alasan").click()
    photo.get_by_label("Mengapa ini wajar").fill(REASON)
    photo.get_by_role("button", name="Kesampingkan").press("Enter")

    expect(findings.get_by_role("heading", level=3).first).to_have_text("Berat (5)")
    findings.get_by_text("1 temuan dikesampingkan").click()
    expect(findings.get_by_text(REASON)).to_be_visible()


@pytest.mark.slow  # a real browser
def test_the_findings_fit_every_screen_and_axe_finds_nothing(page: Page, shot):
    for summary in page.get_by_role("region", name="Temuan").locator("summary").all():
        summary.evaluate("(each) => { each.parentElement.open = true; }")

    assert complaints(page) == []
    page.set_viewport_size({"width": NARROW, "height": DESK["height"]})
    assert page.evaluate(TOO_WIDE) == []
    shot(page, "temuan-sempit")
