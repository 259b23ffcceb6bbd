"""Officers at the desk, in a real browser: the queue, taking and handing over, accepting, returning, two at once."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from backend.kernel import clock
from tests.browser.desk import open_meeting, row, sit_down, told
from tests.browser.steps import Api
from tests.browser.tour import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HAMLET, BUDGET = "Musyawarah Dusun", "Pembahasan APB Desa"


class Clicks:
    """Counts what an officer presses."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, place: Any) -> None:
        self.count += 1
        place.click()


def test_the_queue_shows_what_is_overdue_first_then_the_gravest(desk_of, worked: str):
    desk = sit_down(desk_of(worked), "dpmd")

    lines = desk.locator("table.queue tbody tr")
    overdue = [("lewat batas" in text) for text in lines.all_inner_texts()]
    assert any(overdue)
    assert overdue == sorted(overdue, reverse=True)
    late = [text for text in lines.all_inner_texts() if "lewat batas" in text]
    found = [int(match[1]) if (match := re.search(r"(\d+) temuan", text)) else 0 for text in late]
    assert found == sorted(found, reverse=True)


def test_one_takes_a_meeting_hands_it_over_and_the_colleague_accepts_it(desk_of, worked: str):
    camat, kasi = sit_down(desk_of(worked), "camat"), sit_down(desk_of(worked), "kasi")
    address = open_meeting(camat, "Leles", HAMLET)
    camat.get_by_role("button", name="Saya periksa").click()
    told(camat, "Anda memeriksa musyawarah ini.")
    kasi.goto(address)
    expect(kasi.get_by_text("Sedang diperiksa Hj. Neni Rohaeni, M.Si..")).to_be_visible()

    camat.get_by_text("Serahkan atau lepas").click()
    camat.get_by_label("Serahkan kepada").select_option(label="Yayan Sopian, S.IP.")
    camat.get_by_role("button", name="Serahkan").click()
    told(camat, "Diserahkan kepada Yayan Sopian, S.IP.")
    kasi.goto("/petugas/")
    kasi.get_by_label("hanya yang saya periksa").check()
    kasi.get_by_role("button", name="Cari").click()
    expect(row(kasi, "Ciburial", HAMLET)).to_have_count(0)
    row(kasi, "Leles", HAMLET).get_by_role("link", name="Leles", exact=True).click()
    kasi.get_by_role("button", name="Setujui dan terbitkan").click()

    told(kasi, "Disetujui dan diterbitkan di papan publik.")
    camat.reload()
    expect(camat.get_by_role("link", name="Lihat di papan publik")).to_be_visible()


def test_a_clean_meeting_is_accepted_in_three_clicks_at_most(desk_of, worked: str):
    desk, clicks = sit_down(desk_of(worked), "camat"), Clicks()

    clicks.on(row(desk, "Jangkurang", HAMLET).get_by_role("link", name="Jangkurang"))
    clicks.on(desk.get_by_role("button", name="Setujui dan terbitkan"))

    told(desk, "Disetujui dan diterbitkan di papan publik.")
    assert clicks.count <= 3


def test_several_clean_ones_are_accepted_at_once(desk_of, worked: str):
    desk = sit_down(desk_of(worked), "dpmd")
    for village in ("Cikembulan", "Panembong"):
        row(desk, village, HAMLET).get_by_role("checkbox").check()
    expect(row(desk, "Gandamekar", BUDGET).get_by_role("checkbox")).to_have_count(0)
    desk.get_by_role("button", name="Terima bersama yang ditandai").click()
    expect(desk.get_by_role("heading", level=2)).to_have_count(2)

    desk.get_by_role("button", name="Terima 2 musyawarah").click()

    told(desk, "2 musyawarah diterima.")
    expect(row(desk, "Cikembulan", HAMLET)).to_have_count(0)
    desk.goto("/petugas/?keadaan=terbit")
    expect(row(desk, "Panembong", HAMLET)).to_be_visible()


def test_a_mistaken_return_is_taken_back_while_no_phone_heard_of_it(desk_of, worked: str):
    desk = sit_down(desk_of(worked), "dpmd")
    address = open_meeting(desk, "Bayongbong", BUDGET)
    _return(desk, "Foto ini dari desa lain.")
    desk.goto(address)

    desk.get_by_role("button", name="Batalkan pengembalian").click()

    told(desk, "Pengembalian dibatalkan.")
    expect(desk.get_by_role("button", name="Setujui dan terbitkan")).to_be_visible()
    _return(desk, "Foto ini dari desa lain.")
    _hears(worked, "fasilitator3")
    desk.goto(address)
    expect(desk.get_by_text("Menunggu perbaikan dari desa.")).to_be_visible()
    expect(desk.get_by_role("button", name="Batalkan pengembalian")).to_have_count(0)


def test_the_second_of_two_officers_is_told_that_it_is_decided(desk_of, worked: str):
    camat, kasi = sit_down(desk_of(worked), "camat"), sit_down(desk_of(worked), "kasi")
    camat.goto(open_meeting(kasi, "Ciburial", "Penyusunan RKP"))
    _return(kasi, "Lengkapi daftar hadir.")

    camat.get_by_text("Kembalikan ke desa").click()
    camat.get_by_label("Catatan untuk desa").fill("Kuorum kurang.")
    camat.get_by_role("button", name="Kembalikan", exact=True).click()

    expect(camat.get_by_role("heading", name="Belum diputuskan")).to_be_visible()
    expect(camat.get_by_role("alert")).to_contain_text("tidak sedang menunggu diperiksa")
    camat.get_by_role("link", name="Lihat catatan sekarang").click()
    expect(camat.get_by_text("Menunggu perbaikan dari desa.")).to_be_visible()


def test_what_changed_since_it_was_shown_is_not_accepted_unseen(desk_of, worked: str):
    desk = sit_down(desk_of(worked), "dpmd")
    address = open_meeting(desk, "Kadungora", BUDGET)
    _writes(worked, "fasilitator2", address, place="Aula Kecamatan Kadungora")

    desk.get_by_role("button", name="Setujui dan terbitkan").click()

    expect(desk.get_by_role("alert")).to_contain_text("Catatan berubah sesudah halaman ini Anda buka")
    expect(desk.get_by_role("region", name="Yang berubah")).to_contain_text("Aula Kecamatan Kadungora")
    desk.get_by_role("link", name="Lihat catatan sekarang").click()
    desk.get_by_role("button", name="Setujui dan terbitkan").click()
    told(desk, "Musyawarah terbit sesudah kantor yang lain menerimanya juga.")


def _return(desk: Page, words: str) -> None:
    desk.get_by_text("Kembalikan ke desa").click()
    desk.get_by_label("Catatan untuk desa").fill(words)
    desk.get_by_role("button", name="Kembalikan", exact=True).click()
    told(desk, "Dikembalikan ke desa.")


def _hears(address: str, who: str) -> None:
    """A phone of the village fetches what is new."""
    Api(address, who, PASSWORD).records("meeting")


def _writes(address: str, who: str, page: str, **fields: str) -> None:
    """A phone of the village changes the meeting of this page."""
    api = Api(address, who, PASSWORD)
    village, meeting = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", page)[:2]
    asked = {"device": api.device, "schema": 1, "cursors": {}, "changes": [], "limit": 500}
    version = 0
    while not version:
        answer = api.ask("POST", "/api/sync/v1/exchange", asked)
        version = next((one["version"] for one in answer["changes"] if one["record"] == meeting), 0)
        asked["cursors"] = answer["cursors"]
    change = {
        "id": str(uuid4()),
        "kind": "meeting",
        "record": meeting,
        "village": village,
        "base": version,
        "made_at": clock.now().isoformat(),
        "set": fields,
    }
    asked["changes"] = [change]
    assert api.ask("POST", "/api/sync/v1/exchange", asked)["results"][0]["outcome"] == "applied"
