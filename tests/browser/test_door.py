"""At the door: one tap, a signature on glass, a representative, late and early, one name from two phones."""

import re
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.line import Line
from tests.browser.steps import SOON, Api, add_person, new_meeting, section, send_now, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a real browser
MANY = 1000


def sign_on_glass(page: Page) -> None:
    pad = page.get_by_role("img", name="Tempat tanda tangan")
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 30, steps=4)
    page.mouse.up()


def test_people_sign_on_the_glass_one_after_the_other(field_phone: Page, line: Line, address: str):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Teken")
    field_phone.goto(f"{hub}/hadir/baru")
    for name in ("Teken Asih", "Teken Budi"):
        add_person(field_phone, name)
    section(field_phone, hub, "Daftar hadir")

    field_phone.get_by_role("link", name="Tanda tangan Teken Asih").click()
    expect(field_phone.get_by_role("heading", name="Teken Asih")).to_be_visible()
    expect(field_phone.get_by_text("1 orang lagi belum tanda tangan")).to_be_visible()
    sign_on_glass(field_phone)
    field_phone.get_by_role("button", name="Simpan, berikutnya").click()
    expect(field_phone.get_by_role("heading", name="Teken Budi")).to_be_visible()
    sign_on_glass(field_phone)
    field_phone.get_by_role("button", name="Simpan", exact=True).click()

    expect(field_phone.get_by_role("link", name="Tanda tangan Teken Budi, sudah ada")).to_be_visible()
    field_phone.reload()
    expect(field_phone.get_by_role("link", name="Tanda tangan Teken Asih, sudah ada")).to_be_visible()
    line.mend()
    send_now(field_phone)
    signed = [doc for doc in Api(address, "fasilitator").records("attendance").values() if "Teken" in doc["name"]]
    assert [len(doc["signature"]) for doc in signed] == [1, 1]


FIRST_TAP = """
() => new MutationObserver((_, watch) => {
  const woman = document.querySelector('input[type=radio][value=P]');
  if (!woman || !location.hash.endsWith('/hadir/baru')) return;
  watch.disconnect();
  woman.click();
}).observe(document.body, { childList: true, subtree: true })
"""
"""Taps in the moment the form is drawn, as people do whose phone is slower than they are."""


def test_what_is_typed_before_the_phone_finds_what_it_kept_stands(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Lamban")
    field_phone.goto(f"{hub}/hadir/baru")
    field_phone.get_by_label("Dusun").fill("Cikopo")
    section(field_phone, hub, "Daftar hadir")

    field_phone.evaluate(FIRST_TAP)
    field_phone.evaluate("hub => { location.hash = hub }", f"{hub[hub.index('#') :]}/hadir/baru")

    expect(field_phone.get_by_label("Dusun")).to_have_value("Cikopo")
    expect(field_phone.get_by_role("radio", name=re.compile("^(✓ )?Perempuan$"))).to_be_checked()


def test_a_representative_fills_the_chair_of_who_was_invited(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Wakil")
    field_phone.goto(f"{hub}/hadir/baru")
    add_person(field_phone, "Kursi Ketua", "Laki-laki")
    section(field_phone, hub, "Daftar hadir")
    field_phone.get_by_role("button", name=re.compile("Kursi Ketua"), pressed=True).click()
    field_phone.get_by_role("link", name="Ubah data Kursi Ketua").click()

    field_phone.get_by_text("Diwakili orang lain").click()
    field_phone.get_by_label("Nama wakil yang datang").fill("Wakil Sekretaris")
    field_phone.get_by_role("button", name="Catat wakil hadir").click()

    expect(field_phone.get_by_role("button", name=re.compile("Wakil Sekretaris.*mewakili Kursi Ketua"))).to_be_visible()
    expect(field_phone.get_by_role("button", name=re.compile("Kursi Ketua.*Izin.*Diwakili Wakil Sek"))).to_be_visible()
    # One chair, one person in it.
    expect(field_phone.get_by_test_id("quorum")).to_contain_text("2/3 × 1 undangan = 1")
    expect(field_phone.get_by_test_id("quorum")).to_contain_text("Kuorum terpenuhi")
    field_phone.get_by_role("button", name="Urungkan").click()
    expect(field_phone.get_by_test_id("count-present")).to_have_text("0")
    expect(field_phone.get_by_role("button", name=re.compile("Wakil Sekretaris"))).to_have_count(0)


def test_who_leaves_early_and_who_is_vulnerable_is_kept_and_an_impossible_hour_is_not(
    field_phone: Page, line: Line, address: str
):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Pulang")
    field_phone.goto(f"{hub}/hadir/baru")
    add_person(field_phone, "Pulang Cepat")
    section(field_phone, hub, "Daftar hadir")
    field_phone.get_by_role("link", name="Ubah data Pulang Cepat").click()

    field_phone.get_by_label("Jam datang").fill("09:40")
    field_phone.get_by_label("Jam pulang").fill("08:00")
    expect(field_phone.get_by_text("Jam pulang lebih awal dari jam datang.")).to_be_visible()
    field_phone.get_by_label("Jam pulang").fill("10:15")
    field_phone.get_by_text("Isian lain", exact=True).click()
    field_phone.get_by_role("checkbox", name="Lansia").check(force=True)

    section(field_phone, hub, "Daftar hadir")
    expect(field_phone.get_by_role("button", name=re.compile("Pulang Cepat.*pulang 10.15"))).to_be_visible()
    line.mend()
    send_now(field_phone)
    (kept,) = Api(address, "fasilitator").named("attendance", name="Pulang Cepat")
    assert kept["vulnerable"] == ["elderly"]
    assert (kept["arrived_at"][11:16], kept["left_at"][11:16]) == ("02:40", "03:15")


def test_what_is_missing_in_the_hall_is_told_while_people_come(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Susunan", Jumlah_undangan="3")
    field_phone.goto(f"{hub}/hadir/baru")
    field_phone.get_by_label("Nama", exact=True).fill("Susun Rohmah")
    field_phone.get_by_role("radio", name="Kelompok tani").check(force=True)
    field_phone.get_by_role("radio", name="Perempuan", exact=True).check(force=True)
    field_phone.get_by_label("Dusun", exact=True).fill("Dusun II")
    field_phone.get_by_role("button", name="Simpan", exact=True).click()
    expect(field_phone.get_by_text("Susun Rohmah hadir.")).to_be_visible()
    section(field_phone, hub, "Daftar hadir")

    expect(field_phone.get_by_test_id("count-women")).to_have_text("1")
    expect(field_phone.get_by_test_id("quorum")).to_contain_text("kurang 1 orang")
    expect(field_phone.get_by_test_id("missing")).to_have_text("Belum hadir: 5 unsur dan 1 dusun")
    field_phone.get_by_test_id("missing").click()
    expect(field_phone.get_by_test_id("missing-hamlets")).to_have_text("Belum ada dari: Dusun I")
    expect(field_phone.get_by_text(re.compile("Belum hadir: .*Kelompok perempuan"))).to_be_visible()
    # The same on the sheet that is counted from paper.
    field_phone.goto(f"{hub}/hadir/hitung")
    field_phone.get_by_role("button", name="Tambah Kelompok perempuan, Perempuan").click()
    expect(field_phone.get_by_test_id("missing")).to_have_text("Belum hadir: 4 unsur dan 1 dusun")
    expect(field_phone.get_by_test_id("quorum")).to_contain_text("Kuorum terpenuhi")


def test_a_name_from_two_phones_is_hinted_at_and_nothing_is_joined_by_itself(field_phone: Page, line: Line):
    sign_in(field_phone)
    line.cut()
    hub = new_meeting(field_phone, Tempat="Balai Ganda")
    field_phone.goto(f"{hub}/hadir/baru")
    for name in ("Ganda Muhammad Yusuf", "Ganda Moh. Yusup", "Sendiri Rahayu"):
        add_person(field_phone, name)
    section(field_phone, hub, "Daftar hadir")

    expect(field_phone.get_by_test_id("count-present")).to_have_text("3")
    field_phone.get_by_role("link", name="1 pasang nama mungkin orang yang sama").click()
    field_phone.get_by_role("button", name="Hapus Ganda Moh. Yusup").click()
    expect(field_phone.get_by_text("Tidak ada nama yang mirip lagi.")).to_be_visible()
    field_phone.get_by_role("button", name="Urungkan").click()
    field_phone.get_by_role("button", name="Dua orang berbeda").click()
    expect(field_phone.get_by_text("Tidak ada nama yang mirip lagi.")).to_be_visible()

    field_phone.reload()
    expect(field_phone.get_by_text("Tidak ada nama yang mirip lagi.")).to_be_visible()
    section(field_phone, hub, "Daftar hadir")
    expect(field_phone.get_by_test_id("count-present")).to_have_text("3")
    expect(field_phone.get_by_text("mungkin orang yang sama")).to_have_count(0)


@pytest.fixture
def crowd(address: str) -> Iterator[str]:
    """The address of a meeting with a thousand invited; gone afterwards, so that other tests meet no crowd."""
    api = Api(address, "fasilitator")
    village = next(iter(api.ask("POST", "/api/sync/v1/exchange", _said(api, []))["cursors"]))
    meeting = str(uuid4())
    made = [_change(village, "meeting", meeting, type="musdes_rkp", title="Musdes seribu orang", status="held")]
    for number in range(MANY):
        name = f"Warga {_letters(number)} Nomor"
        made.append(_change(village, "attendance", str(uuid4()), meeting=meeting, name=name, gender="P"))
    _send(api, made)
    yield f"/m/{meeting}"
    there = [key for key, doc in api.records("attendance").items() if doc["meeting"] == meeting]
    _send(api, [_gone(village, "attendance", key) for key in there] + [_gone(village, "meeting", meeting)])


def _said(api: Api, changes: list[dict]) -> dict:
    return {"device": api.device, "schema": 1, "cursors": {}, "changes": changes, "limit": 1}


def _change(village: str, kind: str, record: str, **what) -> dict:
    head = {"id": str(uuid4()), "kind": kind, "record": record, "village": village, "base": 0}
    return {**head, "made_at": "2026-11-25T01:00:00Z", "set": what}


def _gone(village: str, kind: str, record: str) -> dict:
    change = _change(village, kind, record)
    del change["set"]
    return {**change, "base": 10**9, "delete": True}


def _letters(number: int) -> str:
    """A name of its own for each, made of letters alone: digits are no part of a name."""
    return "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0)).capitalize()


def _send(api: Api, changes: list[dict]) -> None:
    for start in range(0, len(changes), 200):
        api.ask("POST", "/api/sync/v1/exchange", _said(api, changes[start : start + 200]))


def test_a_list_of_a_thousand_draws_a_few_and_finds_all(field_phone: Page, line: Line, crowd: str):
    sign_in(field_phone)
    field_phone.goto(f"/app/#{crowd}/hadir")
    lines = field_phone.locator("li.person")
    expect(field_phone.get_by_label("Saring").or_(field_phone.get_by_text(f"Semua {MANY}"))).to_be_visible(timeout=SOON)
    line.cut()

    expect(lines).to_have_count(60)
    field_phone.get_by_role("button", name=re.compile("Tampilkan 940 nama lagi")).click()
    expect(lines).to_have_count(160)
    field_phone.get_by_label("Cari nama").fill("war bml")
    expect(lines).to_have_count(1)
    begun = time.monotonic()
    field_phone.get_by_role("button", name=re.compile("Warga Bml")).click()
    expect(field_phone.get_by_role("button", name=re.compile("Warga Bml"), pressed=True)).to_be_visible()
    assert time.monotonic() - begun < 2
    expect(field_phone.get_by_test_id("count-present")).to_have_text("1")
    field_phone.reload()
    expect(field_phone.get_by_test_id("count-present")).to_have_text("1")
