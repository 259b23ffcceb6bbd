"""A phone that has no room left: text is saved out of the reserve, the camera says what to do, nothing is lost."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.conftest import phone_at
from tests.browser.line import Line
from tests.browser.steps import SOON, Api, add_person, new_meeting, section, send_now, sign_in

pytestmark = pytest.mark.browser
ROOM = 4_000_000
SHOTS = 60
PEOPLE = 8
FULL = re.compile("penyimpanan HP penuh")


def leaves() -> bytes:
    """A picture that does not get much smaller, and is small enough at once."""
    found = BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(found, "JPEG", quality=80)
    return found.getvalue()


@pytest.mark.slow  # fills a phone with photographs
def test_a_full_phone_still_takes_text_and_says_what_to_do_about_photographs(
    browser: Browser, line: Line, address: str
):
    with phone_at(browser, line.address) as page:
        # Only what is set before the first write counts.
        page.context.new_cdp_session(page).send(
            "Storage.overrideQuotaForOrigin", {"origin": line.address, "quotaSize": ROOM}
        )
        sign_in(page)
        line.cut()
        hub = new_meeting(page, Tempat="Balai HP Penuh")
        section(page, hub, "Foto")
        picture = FilePayload(name="balai.jpg", mimeType="image/jpeg", buffer=leaves())
        full = page.get_by_role("status").get_by_text(FULL)
        taken = 0
        while taken < SHOTS and full.count() == 0:
            page.get_by_test_id("gallery").set_input_files([picture])
            taken += 1
            expect(page.get_by_role("img").nth(taken - 1).or_(full)).to_be_visible(timeout=SOON)
        expect(full).to_be_visible()
        kept = page.get_by_role("img").count()
        assert 0 < kept < SHOTS
        expect(full).to_contain_text("Kirim")

        page.goto(f"{hub}/hadir/baru")
        for number in range(PEOPLE):
            add_person(page, f"Warga Penuh {number}")
        page.goto(f"{hub}/hadir")
        expect(page.get_by_role("list").filter(has_text=f"Warga Penuh {PEOPLE - 1}")).to_be_visible()
        page.goto("/app/#/kiriman")
        expect(page.get_by_text("Penyimpanan hampir penuh.", exact=False)).to_be_visible()

        line.mend()
        send_now(page)
        # What has arrived makes room by itself.
        section(page, hub, "Foto")
        page.get_by_test_id("gallery").set_input_files([picture])
        expect(page.get_by_role("status").get_by_text("Tersimpan di HP")).to_be_visible(timeout=SOON)
        expect(page.get_by_role("img")).to_have_count(kept + 1)
        page.wait_for_timeout(1_000)  # what waits is counted a blink later
        send_now(page)
    api = Api(address, "sekdes")
    [meeting] = [key for key, doc in api.records("meeting").items() if doc.get("place") == "Balai HP Penuh"]
    assert len([doc for doc in api.records("attendance").values() if doc["meeting"] == meeting]) == PEOPLE
    assert len([doc for doc in api.records("photo").values() if doc.get("meeting") == meeting]) == kept + 1
