"""A meeting that takes more than one sitting: too few came, it goes on later, and somebody ended it by mistake."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.line import Line
from tests.browser.steps import Api, add_person, new_meeting, section, send_now, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a real browser


def present(page: Page, name: str, yes: bool = True) -> None:
    """The line of this person says whether they are here."""
    line = page.get_by_role("button", name=re.compile(name), pressed=yes)
    expect(line).to_be_visible()


def test_too_few_came_and_the_second_meeting_goes_on_with_whoever_attends(field_phone: Page, line: Line, address: str):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Tunda", Jumlah_undangan="9")
    field_phone.get_by_role("button", name="Mulai musyawarah").click()
    expect(field_phone.get_by_text("Berjalan sejak pukul")).to_be_visible()
    field_phone.goto(f"{hub}/hadir/baru")
    for name in ("Tunda Satu", "Tunda Dua"):
        add_person(field_phone, name)

    field_phone.goto(hub)
    field_phone.get_by_role("button", name="Tunda: kuorum belum cukup").click()

    expect(field_phone.get_by_text(re.compile("Ditunda pukul"))).to_be_visible()
    expect(field_phone.get_by_text(re.compile("Tunggu paling lama 3 jam, sampai pukul"))).to_be_visible()
    expect(field_phone.get_by_text(re.compile("dalam 3 hari, sampai"))).to_be_visible()
    expect(field_phone.get_by_text("Musyawarah ulang berjalan dengan siapa pun yang hadir.")).to_be_visible()

    field_phone.reload()
    field_phone.get_by_role("button", name="Lanjutkan musyawarah").click()
    section(field_phone, hub, "Daftar hadir")
    present(field_phone, "Tunda Satu", False)
    field_phone.get_by_role("button", name=re.compile("Tunda Satu")).click()
    present(field_phone, "Tunda Satu")
    expect(field_phone.get_by_test_id("count-sitting")).to_have_text("1 orang di sidang ini")
    field_phone.get_by_role("button", name="Yang tadi hadir masih di sini (1)").click()
    present(field_phone, "Tunda Dua")
    expect(field_phone.get_by_test_id("count-present")).to_have_text("2")

    line.mend()
    send_now(field_phone)
    api = Api(address, "fasilitator")
    (meeting,) = [key for key, doc in api.records("meeting").items() if doc.get("place") == "Balai Tunda"]
    sittings = {key: doc for key, doc in api.records("session").items() if doc["meeting"] == meeting}
    assert sorted(doc["outcome"] for doc in sittings.values()) == ["adjourned_no_quorum", "held"]
    people = api.named("attendance", meeting=meeting)
    assert [sorted(doc["sessions"]) for doc in people] == [sorted(sittings)] * 2


def test_a_sitting_ended_by_mistake_is_opened_again_and_a_further_one_is_held_in_a_hamlet(
    field_phone: Page, line: Line, address: str
):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Buka")
    field_phone.get_by_role("button", name="Mulai musyawarah").click()
    field_phone.get_by_role("button", name="Akhiri musyawarah").click()
    expect(field_phone.get_by_text(re.compile("Selesai pukul"))).to_be_visible()
    field_phone.get_by_role("button", name="Buka lagi").click()
    expect(field_phone.get_by_text("Berjalan sejak pukul")).to_be_visible()
    field_phone.get_by_role("button", name="Akhiri musyawarah").click()

    field_phone.get_by_role("link", name="Semua sidang (1)").click()
    field_phone.get_by_role("button", name="Tambah sidang").click()
    field_phone.get_by_label("Tempat sidang").fill("Dusun II")
    field_phone.get_by_label("Keterangan").fill("Sidang untuk warga Dusun II")
    field_phone.get_by_role("button", name="Mulai sidang ini").click()
    expect(field_phone.get_by_label("Pukul mulai")).not_to_have_value("")
    field_phone.get_by_label("Pukul mulai").fill("13:00")
    field_phone.get_by_label("Pukul selesai").fill("12:00")
    expect(field_phone.get_by_text("Jam selesai lebih awal dari jam mulai.")).to_be_visible()
    field_phone.get_by_label("Pukul selesai").fill("14:30")
    expect(field_phone.get_by_text("Jam selesai lebih awal dari jam mulai.")).to_have_count(0)
    field_phone.goto(f"{hub}/sidang")
    expect(field_phone.get_by_role("link", name=re.compile("Dusun II.*13.00 s.d. 14.30"))).to_be_visible()

    line.mend()
    send_now(field_phone)
    (held,) = Api(address, "fasilitator").named("session", place="Dusun II")
    assert (held["outcome"], held["note"]) == ("held", "Sidang untuk warga Dusun II")


def test_two_doors_that_each_began_the_meeting_hold_one_sitting(
    field_phone: Page, phone: Page, line: Line, address: str
):
    sign_in(field_phone)
    hub = new_meeting(field_phone, Tempat="Balai Dua Pintu").split("#")[1]
    send_now(field_phone)
    sign_in(phone, "sekdes")
    line.cut()
    for page, name in ((phone, "Pintu Timur"), (field_phone, "Pintu Barat")):
        page.goto(f"/app/#{hub}")
        page.get_by_role("button", name="Mulai musyawarah").click()
        page.goto(f"/app/#{hub}/hadir/baru")
        add_person(page, name)
    send_now(phone)
    line.mend()
    send_now(field_phone)

    field_phone.goto(f"/app/#{hub}/hadir")
    for name in ("Pintu Timur", "Pintu Barat"):
        present(field_phone, name)
    expect(field_phone.get_by_test_id("count-sitting")).to_have_count(0)
    field_phone.goto(f"/app/#{hub}")
    field_phone.get_by_role("button", name="Akhiri musyawarah").click()
    expect(field_phone.get_by_text(re.compile("Selesai pukul"))).to_be_visible()
    send_now(field_phone)
    both = Api(address, "fasilitator").named("session", place="Balai Dua Pintu")
    assert len(both) == 2
    assert all(doc.get("ended_at") for doc in both)
