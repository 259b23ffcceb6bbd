"""A phone whose date is wrong by a year, set right in the field, or carried into another time zone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.kernel import clock
from tests.browser.conftest import PHONE
from tests.browser.line import Line
from tests.browser.plain import hindrances
from tests.browser.steps import SOON, Api, add_person, new_meeting, section, send_now, sign_in

pytestmark = pytest.mark.browser
YEAR = timedelta(days=365)


@contextmanager
def phone_in(browser: Browser, address: str, zone: str = "Asia/Jakarta") -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, base_url=address, locale="id-ID", has_touch=True, timezone_id=zone)
    yield context.new_page()
    context.close()


def record(page: Page, hub: str, *names: str) -> None:
    """People who came, one after the other."""
    section(page, hub, "Daftar hadir")
    page.get_by_role("link", name="Tambah orang").click()
    for name in names:
        add_person(page, name)


@pytest.mark.slow  # a real browser
@pytest.mark.parametrize("off", [YEAR, -YEAR], ids=["ahead", "behind"])
def test_a_clock_wrong_by_a_year_loses_nothing_and_is_told(browser: Browser, line: Line, address: str, off, shot):
    place = f"Balai Jam {'Maju' if off > timedelta() else 'Mundur'}"
    with phone_in(browser, line.address) as page:
        sign_in(page)
        expect(page.get_by_text("Tanggal HP salah?")).to_have_count(0)
        line.cut()
        hub = new_meeting(page, Tempat=place)
        record(page, hub, "Pertama Benar")
        # The battery was out: the phone starts again in another year.
        page.clock.install(time=clock.now() + off)
        page.goto("/app/#/")
        page.reload()
        record(page, hub, "Kedua Salah", "Ketiga Salah")
        # Set right in the middle of the meeting; the app goes on.
        page.clock.set_system_time(clock.now())
        page.goto(f"{hub}/hadir/baru")
        add_person(page, "Keempat Benar")
        page.clock.set_system_time(clock.now() + off)
        page.goto(f"{hub}/hadir")
        here = page.get_by_role("list").filter(has_text="Pertama Benar")
        expect(here.get_by_role("listitem")).to_have_count(4)

        line.mend()
        send_now(page)
        note = page.get_by_text("Tanggal HP salah?").first
        expect(note).to_be_visible(timeout=SOON)
        expect(page.get_by_text(re.compile("Betulkan tanggal di pengaturan HP. Catatan tetap aman"))).to_be_visible()
        expect(page.get_by_test_id("trust")).to_contain_text("Tanggal HP salah?")
        expect(page.get_by_test_id("trust")).to_contain_text("semua terkirim")
        page.goto("/app/#/baru")
        page.get_by_role("button", name=re.compile("Musdes RKP Desa")).first.click()
        expect(page.locator("main").get_by_text("Tanggal HP salah?")).to_be_visible()
        assert hindrances(page) == []
        shot(page, "fault-clock")

        # Somebody looks at the settings and comes back: the next answer clears it.
        page.clock.set_system_time(clock.now())
        send_now(page)
        expect(page.get_by_text("Tanggal HP salah?")).to_have_count(0)
    api = Api(address, "sekdes")
    [meeting] = [key for key, doc in api.records("meeting").items() if doc.get("place") == place]
    names = {doc["name"] for doc in api.records("attendance").values() if doc["meeting"] == meeting}
    assert names == {"Pertama Benar", "Kedua Salah", "Ketiga Salah", "Keempat Benar"}
    agenda = [doc for doc in api.records("agenda_item").values() if doc["meeting"] == meeting]
    assert sorted(doc["order"] for doc in agenda) == list(range(len(agenda)))


@pytest.mark.slow  # a real browser
def test_a_phone_that_stands_before_what_it_has_lived_through_says_so_without_a_signal(browser: Browser, line: Line):
    with phone_in(browser, line.address) as page:
        sign_in(page)
        line.cut()
        page.clock.install(time=clock.now() - YEAR)
        page.reload()
        expect(page.get_by_text(re.compile("Betulkan tanggal di pengaturan HP"))).to_be_visible(timeout=SOON)


@pytest.mark.slow  # three real browsers
def test_a_meeting_keeps_its_date_whatever_zone_the_phone_is_carried_into(browser: Browser, address: str):
    with phone_in(browser, address, "Asia/Jakarta") as page:
        sign_in(page)
        hub = new_meeting(page, Tempat="Balai Zona", Tanggal="2027-03-01", Pukul="00:15")
        send_now(page)
        hash_ = hub.split("#")[1]
    for zone in ("Asia/Makassar", "Asia/Jayapura", "America/Adak"):
        with phone_in(browser, address, zone) as page:
            sign_in(page)
            page.goto(f"/app/#{hash_}/data")
            expect(page.get_by_label("Tanggal", exact=True)).to_have_value("2027-03-01", timeout=SOON)
            expect(page.get_by_label("Pukul", exact=True)).to_have_value("00:15")
