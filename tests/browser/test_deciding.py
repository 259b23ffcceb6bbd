"""A deletion and an edit met: the person says on the phone whether the record stays deleted or is used again."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.line import Line
from tests.browser.steps import SOON, Api, add_person, new_meeting, send_now, sign_in
from tests.browser.test_screens import NARROW, TOO_SMALL, TOO_WIDE, complaints

pytestmark = pytest.mark.browser
FINGER = 48
STAYS_DELETED = "Catatan ini tetap dihapus"
USED_AGAIN = "Catatan ini dipakai lagi"
BECOMES_DELETED = "Catatan ini dihapus"
STAYS_USED = "Catatan ini tetap dipakai"


class Colleague:
    """Siti, who deletes and edits what Dadang's phone holds as well."""

    def __init__(self, address: str) -> None:
        self.api = Api(address, "fasilitator")

    def change(self, name: str, **what: Any) -> None:
        """One change of the person of this name, on her newest state."""
        said = {"device": self.api.device, "schema": 1, "cursors": {}, "limit": 500}
        told = list(self._told(said))
        (row,) = [one for one in told if one.get("doc", {}).get("name") == name]
        of = {key: row[key] for key in ("village", "kind", "record")}
        made = {"id": str(uuid4()), "base": row["version"], "made_at": "2026-11-25T01:00:00Z"}
        answer = self.api.ask("POST", "/api/sync/v1/exchange", {**said, "changes": [{**made, **of, **what}]})
        assert answer["results"][0]["outcome"] == "applied"

    def _told(self, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Everything that a phone of hers would be told, page by page."""
        answer: dict[str, Any] = {"cursors": {}, "more": True}
        while answer["more"]:
            told = {**said, "changes": [], "cursors": answer["cursors"]}
            answer = self.api.ask("POST", "/api/sync/v1/exchange", told)
            yield from answer["changes"]


@pytest.fixture
def siti(address: str) -> Colleague:
    return Colleague(address)


@pytest.fixture
def dadang(field_phone: Page, line: Line) -> Callable[[str], tuple[Page, str]]:
    """His phone out of reach, on the data of a person whom it has just sent."""

    def on(name: str) -> tuple[Page, str]:
        sign_in(field_phone, "sekdes")
        hub = new_meeting(field_phone, Tempat=f"Balai {name}").split("#")[1]
        field_phone.goto(f"/app/#{hub}/hadir/baru")
        add_person(field_phone, name)
        send_now(field_phone)
        line.cut()
        field_phone.goto(f"/app/#{hub}/hadir")
        field_phone.get_by_role("link", name=f"Ubah data {name}").click()
        return field_phone, hub

    return on


def card(phone: Page, name: str) -> Locator:
    found = phone.get_by_role("region", name="Satu catatan dihapus, tetapi juga diubah").filter(has_text=name)
    expect(found).to_be_visible(timeout=SOON)
    expect(phone.get_by_role("region", name="Belum terkirim")).to_have_count(0)
    return found


def decide(phone: Page, name: str) -> None:
    card(phone, name).get_by_role("button", name="Simpan pilihan").click()
    expect(phone.get_by_text("Pilihan disimpan.")).to_be_visible()
    send_now(phone)
    expect(phone.get_by_role("region", name="Satu catatan dihapus")).to_have_count(0)


def people(siti: Colleague, name: str) -> list[str]:
    differing = siti.api.ask("GET", "/api/sync/v1/attention")["conflicts"]
    assert [one for one in differing if name in str(one)] == []
    return [doc["element"] for doc in siti.api.named("attendance", name=name)]


def edit_what_siti_deletes(phone: Page, line: Line, siti: Colleague, name: str) -> None:
    phone.get_by_role("radio", name="Kelompok tani").check(force=True)
    expect(phone.get_by_text("Tersimpan di HP", exact=False).first).to_be_visible()
    siti.change(name, delete=True)
    line.mend()
    send_now(phone)


@pytest.mark.slow  # a real browser
def test_an_edited_record_stays_deleted_as_the_person_says(dadang, line: Line, siti: Colleague, shot):
    phone, hub = dadang("Ani Tetap")
    edit_what_siti_deletes(phone, line, siti, "Ani Tetap")

    asked = card(phone, "Ani Tetap")
    expect(asked.get_by_text("Dihapus: Siti Aminah", exact=False)).to_be_visible()
    expect(asked.get_by_text("Diubah: HP ini", exact=False)).to_be_visible()
    expect(asked.get_by_role("button", name="Simpan pilihan")).to_be_disabled()
    shot(phone, "hp-dihapus-atau-dipakai")
    asked.get_by_role("radio", name=STAYS_DELETED).check(force=True)
    decide(phone, "Ani Tetap")

    assert people(siti, "Ani Tetap") == []
    phone.goto(f"/app/#{hub}/hadir")
    expect(phone.get_by_role("link", name="Tambah orang")).to_be_visible()
    expect(phone.get_by_text("Ani Tetap")).to_have_count(0)


@pytest.mark.slow  # a real browser
def test_an_edited_record_comes_back_with_the_chosen_values(dadang, line: Line, siti: Colleague, shot):
    phone, hub = dadang("Bani Kembali")
    edit_what_siti_deletes(phone, line, siti, "Bani Kembali")

    asked = card(phone, "Bani Kembali")
    asked.get_by_role("radio", name=USED_AGAIN).check(force=True)
    expect(asked.get_by_role("button", name="Simpan pilihan")).to_be_disabled()
    shot(phone, "hp-dipakai-lagi")
    asked.get_by_role("radio", name=re.compile("Kelompok tani")).check(force=True)
    decide(phone, "Bani Kembali")

    assert people(siti, "Bani Kembali") == ["tani"]
    phone.goto(f"/app/#{hub}/hadir")
    expect(phone.get_by_text("Bani Kembali")).to_be_visible()


@pytest.mark.slow  # a real browser
@pytest.mark.parametrize(("choice", "left"), [(STAYS_USED, ["agama"]), (BECOMES_DELETED, [])], ids=["used", "deleted"])
def test_a_deleted_record_that_others_edited_waits_for_the_person(
    dadang, line: Line, siti: Colleague, choice: str, left: list[str]
):
    name = f"Cucu {len(left)}"
    phone, _hub = dadang(name)
    phone.get_by_role("button", name="Hapus", exact=True).click()
    siti.change(name, set={"element": "agama"})
    line.mend()
    send_now(phone)

    asked = card(phone, name)
    expect(asked.get_by_text("Dihapus: HP ini", exact=False)).to_be_visible()
    expect(asked.get_by_text("Diubah: Siti Aminah", exact=False)).to_be_visible()
    asked.get_by_role("radio", name=choice, exact=True).check(force=True)
    decide(phone, name)

    assert people(siti, name) == left


@pytest.mark.slow  # a real browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_question_is_readable_and_large_enough_for_a_thumb(dadang, line: Line, siti: Colleague, scheme: str):
    phone, _hub = dadang(f"Dewi {scheme}")
    phone.emulate_media(color_scheme=scheme)
    edit_what_siti_deletes(phone, line, siti, f"Dewi {scheme}")
    asked = card(phone, f"Dewi {scheme}")
    asked.get_by_role("radio", name=USED_AGAIN).check(force=True)

    assert complaints(phone) == []
    phone.set_viewport_size({"width": NARROW, "height": 640})
    assert phone.evaluate(TOO_WIDE) == []
    expect(asked.get_by_role("radio")).to_have_count(4)
    assert [one for one in phone.evaluate(TOO_SMALL, FINGER) if one.startswith("INPUT")] == []
    asked.get_by_role("radio", name=STAYS_DELETED).check(force=True)
    expect(asked.get_by_role("radio")).to_have_count(2)
    decide(phone, f"Dewi {scheme}")
