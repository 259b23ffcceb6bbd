"""Two phones at two doors of one meeting: nothing of either is lost, and in the end both show the same."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import phone_at
from tests.browser.line import Line
from tests.browser.steps import SOON, Api, add_person, new_meeting, send_now, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def lines(address: str) -> Iterator[tuple[Line, Line]]:
    made = Line(address), Line(address)
    yield made
    for each in made:
        each.close()


@pytest.fixture
def siti(browser: Browser, lines) -> Iterator[Page]:
    with phone_at(browser, lines[0].address) as page:
        sign_in(page, "fasilitator")
        yield page


@pytest.fixture
def dadang(browser: Browser, lines) -> Iterator[Page]:
    with phone_at(browser, lines[1].address) as page:
        sign_in(page, "sekdes")
        yield page


def come_in(page: Page, meeting: str, *people: tuple[str, str]) -> None:
    page.goto(f"/app/#{meeting}/hadir/baru")
    for name, gender in people:
        add_person(page, name, gender)


def knows(page: Page, meeting: str, name: str) -> None:
    """Until this phone has read what the other one sent."""
    page.goto("/app/#/kiriman")
    page.get_by_role("button", name="Kirim sekarang").click()
    page.goto(f"/app/#{meeting}/hadir")
    expect(page.get_by_role("button", name=re.compile(name))).to_be_visible(timeout=SOON)


def change(page: Page, meeting: str, name: str, **words: str) -> None:
    """Corrects a person; texts by their label, a choice as ``choose``."""
    page.goto(f"/app/#{meeting}/hadir")
    page.get_by_role("link", name=f"Ubah data {name}").click()
    for label, value in words.items():
        if label == "choose":
            page.get_by_role("radio", name=value, exact=True).check(force=True)
        else:
            page.get_by_label(label, exact=True).fill(value)
            page.get_by_label(label, exact=True).blur()
    expect(page.get_by_text("Tersimpan di HP", exact=False).first).to_be_visible()
    page.wait_for_timeout(300)


def seen(page: Page, meeting: str) -> tuple[list[str], str]:
    """Who is on the list, in its order, and what the counters say."""
    page.goto(f"/app/#{meeting}/hadir")
    page.get_by_role("heading", name="Di daftar ini").wait_for()
    page.wait_for_timeout(300)
    return page.locator(".person").all_inner_texts(), page.locator("main section, main .counters").first.inner_text()


@pytest.mark.slow  # two phones
def test_two_doors_are_one_list_and_what_differs_is_settled_by_a_person(siti: Page, dadang: Page, lines, address: str):
    meeting = new_meeting(siti, Tempat="Balai Dua Pintu").split("#")[1]
    come_in(siti, meeting, ("Nani Kenal", "Perempuan"))
    send_now(siti)
    knows(dadang, meeting, "Nani Kenal")
    for each in lines:
        each.cut()

    # Both doors at once, without a signal.
    come_in(siti, meeting, ("Asep Pintu Depan", "Laki-laki"), ("Euis Pintu Depan", "Perempuan"))
    come_in(dadang, meeting, ("Teti Pintu Belakang", "Perempuan"), ("Ujang Pintu Belakang", "Laki-laki"))
    # One row: here its dusun, there its post, and its element on both.
    change(siti, meeting, "Nani Kenal", Dusun="Dusun II", choose="Tokoh agama")
    change(dadang, meeting, "Nani Kenal", choose="Kelompok tani")
    dadang.get_by_text("Isian lain").click()
    dadang.get_by_label("Jabatan atau lembaga", exact=True).fill("Ketua kelompok")
    dadang.get_by_label("Jabatan atau lembaga", exact=True).blur()
    dadang.wait_for_timeout(300)

    lines[0].mend()
    send_now(siti)
    lines[1].mend()
    send_now(dadang)
    expect(dadang.get_by_role("heading", name="Ada dua catatan yang berbeda")).to_be_visible(timeout=SOON)
    dadang.get_by_role("radio", name=re.compile("Tokoh agama")).check(force=True)
    dadang.get_by_role("button", name="Simpan pilihan").click()
    send_now(dadang)
    send_now(siti)

    left, right = seen(siti, meeting), seen(dadang, meeting)
    assert left == right
    people, counters = left
    assert len(people) == 5
    assert re.search(r"\b5\b", counters), counters
    api = Api(address, "sekdes")
    [nani] = api.named("attendance", name="Nani Kenal")
    assert (nani["hamlet"], nani["position"], nani["element"]) == ("Dusun II", "Ketua kelompok", "agama")
    assert api.ask("GET", "/api/sync/v1/attention")["conflicts"] == []
    for page in (siti, dadang):
        expect(page.get_by_test_id("trust")).to_contain_text("semua terkirim")
        expect(page.get_by_test_id("trust")).not_to_contain_text("perlu dilihat")


@pytest.mark.slow  # two phones
def test_both_mark_the_same_person_present_and_nobody_is_asked(siti: Page, dadang: Page, lines, address: str):
    meeting = new_meeting(siti, Tempat="Balai Satu Orang").split("#")[1]
    come_in(siti, meeting, ("Iis Dua Kali", "Perempuan"))
    siti.goto(f"/app/#{meeting}/hadir")
    siti.get_by_role("button", name=re.compile("Iis Dua Kali")).click()
    expect(siti.get_by_role("button", name=re.compile("Iis Dua Kali"))).to_have_attribute("aria-pressed", "false")
    send_now(siti)
    knows(dadang, meeting, "Iis Dua Kali")
    for each, page in zip(lines, (siti, dadang), strict=True):
        each.cut()
        page.goto(f"/app/#{meeting}/hadir")
        page.get_by_role("button", name=re.compile("Iis Dua Kali")).click()
        expect(page.get_by_role("button", name=re.compile("Iis Dua Kali"))).to_have_attribute("aria-pressed", "true")
        page.wait_for_timeout(1_100)  # a second apart
    for each, page in zip(lines, (siti, dadang), strict=True):
        each.mend()
        send_now(page)
    assert [doc["status"] for doc in Api(address, "sekdes").named("attendance", name="Iis Dua Kali")] == ["present"]
    for page in (siti, dadang):
        expect(page.get_by_test_id("trust")).not_to_contain_text("perlu dilihat")
