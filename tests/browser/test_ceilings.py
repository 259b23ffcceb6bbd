"""What an activity costs each source, against what the source gives; and what the meeting decides on the activity."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import in_the_village
from tests.browser.line import Line
from tests.browser.steps import Api, new_meeting, section, send_now, sign_in
from tests.browser.tour import PASSWORD, under_way

pytestmark = pytest.mark.browser


@pytest.fixture
def demo_phone(browser, demo_line: Line) -> Iterator[Page]:
    with in_the_village(browser, demo_line.address) as page:
        yield page


def new_item(page: Page, name: str, field: str) -> None:
    page.get_by_role("link", name="Tambah kegiatan").click()
    page.get_by_role("radio", name="Bidang saja").check(force=True)
    page.get_by_role("radio", name=field).click(force=True)
    page.get_by_label("Nama kegiatan").fill(name)
    page.get_by_label("Nama kegiatan").blur()
    expect(page.get_by_label("Tambah sumber dana")).to_be_visible()


@pytest.mark.slow  # a real browser
def test_a_ceiling_that_is_passed_is_said_while_the_money_is_typed(demo_phone: Page, demo_line: Line, demonstration):
    meeting = under_way(Api(demonstration, "fasilitator", PASSWORD))
    demo_line.cut()
    demo_phone.goto(f"/app/#/m/{meeting}/kegiatan")
    room = demo_phone.get_by_test_id("ceiling-ADD")
    expect(room.get_by_text(re.compile("^Sisa Rp.* dari pagu indikatif Rp"))).to_be_visible()
    new_item(demo_phone, "Pengadaan mobil siaga", "Pembangunan desa")
    demo_phone.get_by_label("Jumlah biaya (Rp)").fill("900.000.000")
    demo_phone.get_by_label("Jumlah biaya (Rp)").blur()
    demo_phone.get_by_label("Tambah sumber dana").select_option("ADD")
    over = demo_phone.get_by_text(re.compile("Lebih Rp.* dari pagu Rp"))
    expect(over).to_be_visible()
    demo_phone.get_by_label("Besarnya (Rp)").fill("1.000")
    expect(over).to_have_count(0)
    expect(demo_phone.get_by_test_id("ceiling-ADD").get_by_text(re.compile("^Sisa"))).to_be_visible()
    demo_phone.get_by_label("Besarnya (Rp)").fill("900.000.000")
    expect(over).to_be_visible()
    demo_phone.get_by_role("radio", name="Ditolak").check(force=True)
    expect(over).to_have_count(0)
    demo_phone.get_by_role("button", name="Selesai", exact=True).click()
    expect(room.get_by_text(re.compile("^Sisa"))).to_be_visible()


@pytest.mark.slow  # a real browser
def test_without_a_ceiling_that_is_said_and_what_was_put_off_comes_up_next_year(
    field_phone: Page, line: Line, address: str
):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, "Musdes RKP Desa", Tempat="Balai Pagu", Tahun_anggaran="2027")
    section(field_phone, hub, "Usulan & kegiatan")
    new_item(field_phone, "Talud sungai", "Pembangunan desa")
    field_phone.get_by_label("Volume").fill("12,5")
    field_phone.get_by_label("Harga satuan (Rp)").fill("1.000.001")
    expect(field_phone.get_by_label("Jumlah biaya (Rp)")).to_have_value("12.500.012,50")
    field_phone.get_by_label("Tambah sumber dana").select_option("DDS")
    expect(field_phone.get_by_text("Pagu belum diketahui.")).to_be_visible()
    field_phone.get_by_role("radio", name="Ditunda").check(force=True)
    expect(field_phone.get_by_text("Tulis alasannya.")).to_be_visible()
    field_phone.get_by_label("Alasan").fill("Pagu kurang.")
    field_phone.get_by_role("button", name="Selesai", exact=True).click()
    expect(field_phone.get_by_role("link", name="Talud sungai").get_by_text("Ditunda")).to_be_visible()
    next_year = new_meeting(field_phone, "Musdes RKP Desa", Tempat="Balai Pagu", Tahun_anggaran="2028")
    section(field_phone, next_year, "Usulan & kegiatan")
    expect(field_phone.get_by_text("1 usulan dari musyawarah sebelumnya menunggu keputusan.")).to_be_visible()
    field_phone.get_by_role("button", name="Lihat usulan").click()
    expect(field_phone.get_by_role("article", name="Talud sungai").get_by_text("Pagu kurang.")).to_be_visible()

    line.mend()
    send_now(field_phone)
    api = Api(address, "fasilitator")
    (item,) = api.named("budget_item", name="Talud sungai")
    (wish,) = api.named("proposal", activity="Talud sungai")
    assert (item["account"], item["amount"], item["state"]) == ("2", 1_250_001_250, "dropped")
    assert (wish["fate"], wish["deferred_to"], wish["reason"]) == ("deferred", 2028, "Pagu kurang.")
