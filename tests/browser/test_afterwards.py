"""What goes on after a meeting was published: progress with photographs, and an officer's wish that is done."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import phone_at
from tests.browser.line import Line
from tests.browser.steps import Api, choose_photo, new_meeting, photograph, section, send_now, sign_in
from tests.browser.tour import PASSWORD

pytestmark = pytest.mark.browser
HELD = "Perubahan Anda akan menunggu persetujuan petugas."


@pytest.fixture
def phone(browser, demo_line: Line) -> Iterator[Page]:
    with phone_at(browser, demo_line.address) as page:
        sign_in(page, "fasilitator", PASSWORD)
        yield page


@pytest.mark.slow  # a real browser
def test_progress_is_recorded_freely_after_the_meeting_was_published(phone: Page, demo_line: Line, demonstration: str):
    api = Api(demonstration, "fasilitator", PASSWORD)
    items = api.records("budget_item")
    item = next(one["budget_item"] for one in api.records("progress_report").values())
    held_before = len(api.ask("GET", "/api/sync/v1/attention")["held"])
    demo_line.cut()
    phone.goto(f"/app/#/m/{items[item]['meeting']}/kegiatan/{item}")
    expect(phone.get_by_text(HELD)).to_be_hidden()
    phone.get_by_role("link", name=re.compile("^Kemajuan")).click()
    phone.get_by_role("link", name="Tambah laporan kemajuan").click()
    phone.get_by_role("radio", name="80%").check(force=True)
    phone.get_by_label("Dana terpakai (Rp)").fill("12.500.000")
    phone.get_by_label("Keterangan", exact=True).fill("Tinggal pengecatan.")
    phone.get_by_role("button", name="Tanpa lokasi").click()
    choose_photo(phone, photograph())
    expect(phone.get_by_label("Foto tentang")).to_have_value("during")
    expect(phone.get_by_text(HELD)).to_have_count(0)
    phone.get_by_role("button", name="Selesai", exact=True).click()
    expect(phone.get_by_text("Rp12.500.000")).to_be_visible()

    demo_line.mend()
    send_now(phone)
    (report,) = api.named("progress_report", note="Tinggal pengecatan.")
    assert (report["physical_percent"], report["spent"]) == (80, 1_250_000_000)
    number = next(key for key, doc in api.records("progress_report").items() if doc == report)
    assert [photo["purpose"] for photo in api.named("photo", progress_report=number)] == ["during"]
    assert len(api.ask("GET", "/api/sync/v1/attention")["held"]) == held_before


@pytest.mark.slow  # a real browser
def test_what_an_officer_asked_for_is_marked_as_done(phone: Page, demonstration: str):
    phone.goto("/app/#/kiriman")
    wishes = phone.get_by_role("region", name="Catatan pemeriksa")
    expect(wishes).to_be_visible()
    open_before = wishes.get_by_role("button", name="Tandai selesai").count()
    wishes.get_by_role("button", name="Tandai selesai").first.click()
    expect(phone.get_by_text("Catatan pemeriksa ditandai selesai.")).to_be_visible()
    expect(wishes.get_by_role("button", name="Tandai selesai")).to_have_count(open_before - 1)

    send_now(phone)
    assert len(Api(demonstration, "fasilitator", PASSWORD).named("remark", resolved=True)) >= 1


@pytest.mark.slow  # a real browser
def test_a_meeting_has_many_resource_people_and_the_quorum_of_its_own_rules(phone: Page, demonstration: str):
    phone.get_by_label("Pilih desa").select_option(label="Leles")
    hub = new_meeting(phone, "Musdesus aset desa", Tempat="Balai Kuorum")
    section(phone, hub, "Data musyawarah")
    for number, (name, where) in enumerate([("Yayan", "Kecamatan"), ("Iis", "Puskesmas"), ("Dodi", "BPP")]):
        if number:
            phone.get_by_role("button", name="Tambah narasumber").click()
        phone.get_by_label(f"Narasumber {number + 1}", exact=True).fill(name)
        phone.get_by_label("Dari lembaga").nth(number).fill(where)
    phone.get_by_role("button", name="Hapus narasumber 2").click()
    phone.get_by_text("Isian lain").click()
    phone.get_by_label("Pembilang").fill("9")
    expect(phone.get_by_text("Pembilang tidak boleh lebih besar dari penyebut.")).to_be_visible()
    phone.get_by_label("Pembilang").fill("1")
    phone.get_by_label("Penyebut").fill("2")
    expect(phone.get_by_text("Kuorum 1/2 dari undangan.")).to_be_visible()
    phone.get_by_label("Penyebut").blur()

    send_now(phone)
    (meeting,) = Api(demonstration, "fasilitator", PASSWORD).named("meeting", place="Balai Kuorum")
    assert [(one["name"], one["position"]) for one in meeting["speakers"]] == [("Yayan", "Kecamatan"), ("Dodi", "BPP")]
    assert (meeting["rules"]["quorum_numerator"], meeting["rules"]["quorum_denominator"]) == (1, 2)


@pytest.mark.slow  # a real browser
def test_the_office_knows_where_a_village_meets_and_which_hamlets_it_has(field_phone: Page):
    sign_in(field_phone)
    expect(field_phone.get_by_text("Desa Cangkuang, Kecamatan Leles, Kabupaten Garut")).to_be_visible()
    hub = new_meeting(field_phone, "Musyawarah Dusun", Dusun="Dusun I")
    section(field_phone, hub, "Daftar hadir")
    field_phone.get_by_role("link", name="Tambah orang").click()
    hamlets = field_phone.locator("datalist option")
    expect(hamlets).to_have_count(2)
    assert hamlets.evaluate_all("(all) => all.map((each) => each.value)") == ["Dusun I", "Dusun II"]
    section(field_phone, hub, "Ringkasan")
    expect(field_phone.get_by_role("article")).to_contain_text("Kecamatan Leles, Kabupaten Garut")
