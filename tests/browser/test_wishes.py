"""What earlier meetings asked for comes up by itself, and a later meeting takes it up or says why not."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import in_the_village
from tests.browser.line import Line
from tests.browser.steps import Api, new_meeting, section, send_now
from tests.browser.tour import PASSWORD, under_way

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser, demo_line: Line) -> Iterator[Page]:
    with in_the_village(browser, demo_line.address) as page:
        yield page


@pytest.fixture
def api(demonstration: str) -> Api:
    return Api(demonstration, "fasilitator", PASSWORD)


def wish(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=re.compile(name))


@pytest.mark.slow  # a real browser
def test_a_wish_asked_three_years_in_a_row_becomes_an_activity(phone: Page, demo_line: Line, api: Api):
    held_before = len(api.ask("GET", "/api/sync/v1/attention")["held"])
    meeting = under_way(api)
    demo_line.cut()
    phone.goto(f"/app/#/m/{meeting}/kegiatan")
    phone.get_by_role("button", name="Lihat usulan").click()
    expect(phone.get_by_role("heading", name="Musyawarah Perempuan untuk RKP Desa Tahun 2027")).to_be_visible()
    expect(wish(phone, "sumur bor")).to_have_count(1)
    expect(wish(phone, "sumur bor").get_by_text("Diusulkan 3 tahun berturut-turut")).to_be_visible()
    wish(phone, "sumur bor").get_by_role("button", name="Jadikan kegiatan").click()
    expect(phone.get_by_label("Nama kegiatan")).to_have_value(re.compile("sumur bor"))
    phone.goto(f"/app/#/m/{meeting}/kegiatan")
    expect(wish(phone, "sumur bor")).to_have_count(0)

    demo_line.mend()
    send_now(phone)
    (item,) = [one for one in api.named("budget_item", meeting=meeting) if "sumur bor" in one["name"]]
    asked = api.records("proposal")[item["proposal"]]
    number = next(key for key, doc in api.records("budget_item").items() if doc == item)
    assert (asked["fate"], asked["became"]) == ("adopted", [number])
    assert len(api.ask("GET", "/api/sync/v1/attention")["held"]) == held_before


@pytest.mark.slow  # a real browser
def test_a_wish_is_refused_with_its_reason_and_rests(phone: Page, demo_line: Line, api: Api):
    meeting = under_way(api)
    demo_line.cut()
    phone.goto(f"/app/#/m/{meeting}/kegiatan")
    phone.get_by_role("button", name="Lihat usulan").click()
    wish(phone, "MCK umum").get_by_role("link", name="Putuskan").click()
    phone.get_by_role("radio", name="Ditolak").check(force=True)
    expect(phone.get_by_text("Tulis alasannya.")).to_be_visible()
    phone.get_by_label("Alasan").fill("Lahan belum dihibahkan.")
    expect(phone.get_by_text("Tulis alasannya.")).to_have_count(0)
    phone.get_by_role("button", name="Selesai").click()
    expect(phone.get_by_role("heading", name="Dari musyawarah sebelumnya")).to_be_visible()
    expect(wish(phone, "MCK umum")).to_have_count(0)

    demo_line.mend()
    send_now(phone)
    (refused,) = [one for one in api.named("proposal", fate="refused") if "MCK" in one["activity"]]
    assert refused["reason"] == "Lahan belum dihibahkan."


@pytest.mark.slow  # a real browser
def test_a_wish_that_goes_to_the_kabupaten_says_which_budget_is_asked(phone: Page, demo_line: Line, api: Api):
    meeting = under_way(api)
    demo_line.cut()
    phone.goto(f"/app/#/m/{meeting}/usul/baru")
    phone.get_by_label("Usulan kegiatan").fill("Jembatan Ciherang")
    phone.get_by_label("Lokasi").fill("Ciherang")
    phone.wait_for_url(re.compile(r"/usul/(?!baru)"))
    phone.get_by_role("radio", name="Diusulkan ke kabupaten (DU-RKP)").check(force=True)
    phone.get_by_role("radio", name="APBD provinsi").check(force=True)
    phone.get_by_role("button", name="Selesai").click()
    phone.wait_for_url(re.compile(r"/kegiatan$"))

    demo_line.mend()
    send_now(phone)
    (asked,) = [one for one in api.named("proposal", meeting=meeting) if one["activity"] == "Jembatan Ciherang"]
    assert (asked["fate"], asked["asked_of"]) == ("higher_list", "apbd_prov")


@pytest.mark.slow  # a real browser
def test_an_activity_that_is_passed_on_says_which_budget_is_asked(phone: Page, demo_line: Line, api: Api):
    meeting = under_way(api)
    item = max(key for key, one in api.records("budget_item").items() if one["meeting"] == meeting)
    demo_line.cut()
    phone.goto(f"/app/#/m/{meeting}/kegiatan/{item}")
    phone.get_by_role("radio", name="Diusulkan ke kabupaten (DU-RKP)").check(force=True)
    phone.get_by_role("radio", name="APBN").check(force=True)
    expect(phone.get_by_role("radio", name="APBN")).to_be_checked()

    demo_line.mend()
    send_now(phone)
    (wish,) = [one for one in api.records("proposal").values() if item in one.get("became", [])]
    assert (wish["fate"], wish["asked_of"]) == ("higher_list", "apbn")
    assert api.records("budget_item")[item]["state"] == "dropped"


@pytest.mark.slow  # a real browser
def test_a_meeting_of_wishes_opens_on_them_and_asks_again(phone: Page, demo_line: Line, api: Api):
    demo_line.cut()
    hub = new_meeting(phone, "Musyawarah Perempuan", Tempat="Rumah Bu RT", Tahun_anggaran="2028")
    section(phone, hub, "Usulan & kegiatan")
    expect(phone.get_by_role("link", name="Tambah usulan")).to_be_visible()
    wish(phone, "alat peraga edukatif").get_by_role("button", name="Usulkan lagi").click()
    expect(wish(phone, "alat peraga edukatif")).to_have_count(0)
    expect(
        phone.get_by_role("link", name=re.compile("alat peraga edukatif")).get_by_text(
            "Diusulkan 4 tahun berturut-turut"
        )
    ).to_be_visible()

    demo_line.mend()
    send_now(phone)
    (again,) = api.named("proposal", meeting=hub.rpartition("/")[2])
    assert "alat peraga edukatif" in again["activity"]
    assert (again["fate"], again["source"]) == ("open", "womens_meeting")
