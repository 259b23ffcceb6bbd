"""Before the meeting: who is invited, the letter, and what became of it; all of it without signal."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.line import Line
from tests.browser.steps import Api, new_meeting, section, send_now, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a real browser
KIND = "Musdesus aset desa"
"""A kind that no other test holds: the last list of its kind is the one made here."""


def invite(page: Page, name: str, element: str) -> None:
    page.get_by_label("Cari nama").fill(name)
    page.get_by_role("button", name=f"Undang “{name}”").click()
    page.get_by_role("radio", name="Perempuan", exact=True).check()
    page.get_by_label("Unsur", exact=True).select_option(label=element)
    page.get_by_role("button", name=f"Undang “{name}”").click()
    expect(page.get_by_label("Cari nama")).to_have_value("")
    expect(page.get_by_role("button", name=f"Undangan {name} terkirim")).to_be_visible()


def test_people_are_invited_by_element_and_the_letter_goes_out_and_nobody_is_present_by_it(
    field_phone: Page, line: Line, address: str
):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, KIND, Tempat="Balai Undang", Pimpinan_musyawarah="Ujang Sopandi")
    section(field_phone, hub, "Undangan")
    invite(field_phone, "Undang Aminah", "Kelompok tani")
    invite(field_phone, "Undang Rohmah", "Kelompok perempuan")
    invite(field_phone, "Undang Sari", "Kelompok tani")

    expect(field_phone.get_by_role("heading", name="Kelompok tani (2)")).to_be_visible()
    expect(field_phone.get_by_text(re.compile("Belum ada undangan untuk: .*Tokoh agama"))).to_be_visible()
    field_phone.get_by_role("button", name="Undangan Undang Sari diterima").click()
    expect(field_phone.get_by_test_id("count-received")).to_have_text("1")
    expect(field_phone.get_by_test_id("count-sent")).to_have_text("1")
    field_phone.get_by_role("button", name="Tandai semua terkirim (2)").click()
    expect(field_phone.get_by_test_id("count-sent")).to_have_text("3")
    field_phone.reload()
    expect(field_phone.get_by_test_id("count-sent")).to_have_text("3")

    field_phone.get_by_role("link", name="Surat undangan").click()
    field_phone.get_by_label("Nomor undangan").fill("140/7/BPD/XI/2026")
    letter = field_phone.get_by_role("article", name="Surat undangan").first
    expect(letter).to_contain_text("Badan Permusyawaratan Desa Cangkuang")
    expect(letter).to_contain_text("140/7/BPD/XI/2026")
    expect(letter).to_contain_text("Balai Undang")
    expect(letter).to_contain_text("Ujang Sopandi")

    section(field_phone, hub, "Daftar hadir")
    expect(field_phone.get_by_test_id("count-present")).to_have_text("0")
    expect(field_phone.get_by_test_id("quorum")).to_contain_text("2/3 × 3 undangan = 2")
    line.mend()
    send_now(field_phone)
    api = Api(address, "fasilitator")
    kept = [doc for doc in api.records("attendance").values() if doc["name"].startswith("Undang ")]
    assert {(doc["status"], doc["capacity"]) for doc in kept} == {("invited", "invited")}
    assert [doc["name"] for doc in kept if doc.get("invitation_received")] == ["Undang Sari"]
    (held,) = api.named("meeting", place="Balai Undang")
    assert held["invitation_number"] == "140/7/BPD/XI/2026"
    assert held["invited_on"] == kept[0]["invited_on"]


def test_the_last_list_is_invited_again_in_one_tap_and_taken_back_as_easily(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    kind = "Musdesus BUM Desa"
    first = new_meeting(field_phone, kind, Tempat="Balai Lagi")
    section(field_phone, first, "Undangan")
    for name in ("Lagi Satu", "Lagi Dua"):
        invite(field_phone, name, "Tokoh adat")

    second = new_meeting(field_phone, kind)
    section(field_phone, second, "Undangan")
    field_phone.get_by_role("button", name=re.compile("Undang 2 orang dari Musdesus BUM Desa")).click()
    expect(field_phone.get_by_test_id("count-invited")).to_have_text("2")
    field_phone.get_by_role("button", name="Urungkan").click()
    expect(field_phone.get_by_test_id("count-invited")).to_have_text("0")
    field_phone.get_by_label("Cari nama").fill("la du")
    field_phone.get_by_role("button", name=re.compile("Lagi Dua.*Undang dia")).click()
    expect(field_phone.get_by_test_id("count-invited")).to_have_text("1")


def test_a_new_meeting_remembers_place_people_and_the_list(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    kind = "Musdesus lainnya"
    told = {"Pimpinan_musyawarah": "Ingat Ketua", "Notulis": "Ingat Notulis", "Jumlah_undangan": "40"}
    first = new_meeting(field_phone, kind, Tempat="Balai Ingat", **told)
    section(field_phone, first, "Undangan")
    invite(field_phone, "Ingat Tamu", "Tokoh adat")

    field_phone.goto("/app/#/baru")
    field_phone.get_by_role("button", name=re.compile(kind)).first.click()
    for label, value in {"Tempat": "Balai Ingat", **told}.items():
        expect(field_phone.get_by_label(label.replace("_", " "), exact=True)).to_have_value(value)
    field_phone.get_by_role("checkbox", name=re.compile("Undang lagi 1 orang yang sama")).check(force=True)
    field_phone.get_by_role("button", name="Buat musyawarah").click()

    expect(field_phone.get_by_role("link", name=re.compile("Undangan 1 diundang, 0 terkirim"))).to_be_visible()


def test_the_letter_prints_alone_with_the_list_on_a_page_of_its_own(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, "Musdesus data kemiskinan", Tempat="Balai Cetak")
    section(field_phone, hub, "Undangan")
    for name in ("Cetak Satu", "Cetak Dua"):
        invite(field_phone, name, "Tokoh adat")
    field_phone.get_by_role("link", name="Surat undangan").click()
    sheet = field_phone.get_by_role("table")
    expect(sheet).to_be_hidden()

    field_phone.emulate_media(media="print")
    expect(field_phone.get_by_role("row", name=re.compile("2 Cetak Satu"))).to_be_visible()
    expect(field_phone.get_by_label("Nomor undangan")).to_be_hidden()
    expect(field_phone.get_by_role("banner")).to_be_hidden()
    assert field_phone.pdf(format="A4").count(b"/Type /Page\n") == 2
    field_phone.emulate_media(media="screen")
    field_phone.get_by_role("radio", name="Satu surat tiap orang").check(force=True)
    field_phone.emulate_media(media="print")
    expect(field_phone.get_by_role("article").filter(has_text="Cetak Satu")).to_be_visible()
    expect(field_phone.get_by_role("article").filter(has_text="Cetak Dua")).to_be_visible()


def test_the_letter_is_copied_as_a_message(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, "Musdes pertanggungjawaban", Tempat="Balai Pesan")
    field_phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field_phone.goto(f"{hub}/undangan/surat")

    field_phone.get_by_role("button", name="Salin untuk WhatsApp").click()

    expect(field_phone.get_by_text("Teks tersalin. Tempel di WhatsApp.")).to_be_visible()
    copied = field_phone.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("*UNDANGAN MUSDES PERTANGGUNGJAWABAN")
    assert "• Tempat: Balai Pesan" in copied
