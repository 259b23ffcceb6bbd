"""Sneakernet with two real phones: written where there is no signal, carried by a colleague, sent again, there once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import PHONE, phone_at
from tests.browser.line import Line
from tests.browser.steps import SOON, Api, add_person, choose_photo, new_meeting, photograph, section, send_now, sign_in
from tests.browser.test_screens import NARROW, TOO_SMALL, TOO_WIDE, complaints

pytestmark = pytest.mark.browser
PRIMARY = 48
"""Pixels that a thumb in the field needs."""


@pytest.fixture
def lines(address: str) -> Iterator[tuple[Line, Line]]:
    """A line for each of the two phones."""
    made = Line(address), Line(address)
    yield made
    for each in made:
        each.close()


@pytest.fixture
def siti(browser, lines) -> Iterator[Page]:
    with phone_at(browser, lines[0].address) as page:
        sign_in(page, "fasilitator")
        yield page


@pytest.fixture
def dadang(browser, lines) -> Iterator[Page]:
    with phone_at(browser, lines[1].address) as page:
        sign_in(page, "sekdes")
        yield page


def record(page: Page, place: str, person: str) -> None:
    """A meeting with somebody in it and a photograph."""
    hub = new_meeting(page, Tempat=place)
    section(page, hub, "Daftar hadir")
    page.get_by_role("link", name="Tambah orang").click()
    add_person(page, person)
    section(page, hub, "Foto")
    choose_photo(page, photograph())


def write(page: Page, folder: Path, *, what: str = "Catatan dan foto") -> Path:
    """Everything unsent, in a file on the memory card."""
    page.goto("/app/#/kiriman")
    page.get_by_role("link", name="Simpan ke berkas").click()
    page.get_by_role("radio", name=re.compile(what)).check(force=True)
    page.get_by_role("button", name="Simpan ke berkas").click()
    expect(page.get_by_role("heading", name="Berkas sudah siap")).to_be_visible(timeout=SOON)
    with page.expect_download() as download:
        page.get_by_role("link", name="Simpan di HP", exact=True).click()
    place = folder / download.value.suggested_filename
    download.value.save_as(place)
    expect(page.get_by_text("Berkas ada di folder Unduhan HP.")).to_be_visible()
    return place


def open_file(page: Page, file: Path) -> None:
    page.goto("/app/#/kiriman/titipan")
    page.get_by_test_id("parcel").set_input_files(file)


def carry(page: Page, file: Path) -> None:
    """Keeps a colleague's file on this phone."""
    open_file(page, file)
    page.get_by_role("button", name="Bawa titipan ini").click()
    expect(page.get_by_text("Titipan tersimpan di HP.")).to_be_visible(timeout=SOON)


def once(address: str, place: str, person: str) -> dict[str, int]:
    """How often the server has what was recorded, and how much waits for a person."""
    api = Api(address, "sekdes")
    meetings = {key for key, doc in api.records("meeting").items() if doc.get("place") == place}
    photos = [doc for doc in api.records("photo").values() if doc.get("meeting") in meetings]
    return {
        "meetings": len(meetings),
        "people": len(api.named("attendance", name=person)),
        "photos": len(photos),
        "differing": len(api.ask("GET", "/api/sync/v1/attention")["conflicts"]),
    }


ONCE = {"meetings": 1, "people": 1, "photos": 1, "differing": 0}


@pytest.mark.slow  # two phones
def test_a_colleague_brings_what_was_recorded_without_a_signal(siti, dadang, lines, address, tmp_path):
    lines[0].cut()
    record(siti, "Balai Tanpa Sinyal", "Euis Titipan")
    file = write(siti, tmp_path)
    assert re.fullmatch(r"cangkuang-\d{4}-\d\d-\d\d-\d{4}\.rembuk", file.name)
    expect(siti.get_by_test_id("trust")).to_contain_text("belum terkirim")

    lines[1].cut()
    open_file(dadang, file)
    found = dadang.get_by_role("region", name="Isi titipan")
    expect(found).to_contain_text("Siti Aminah")
    expect(found).to_contain_text("Cangkuang")
    found.get_by_role("button", name="Bawa titipan ini").click()
    expect(dadang.get_by_text("menunggu sinyal")).to_be_visible(timeout=SOON)
    dadang.reload()
    expect(dadang.get_by_role("article")).to_contain_text("Siti Aminah")
    expect(dadang.get_by_text("menunggu sinyal")).to_be_visible()
    assert once(address, "Balai Tanpa Sinyal", "Euis Titipan")["meetings"] == 0

    lines[1].mend()
    send_now(dadang)
    dadang.goto("/app/#/kiriman/titipan")
    expect(dadang.get_by_text("sudah sampai")).to_be_visible(timeout=SOON)
    expect(dadang.get_by_text("catatan baru sampai")).to_be_visible()
    expect(dadang.get_by_text("1 foto sampai")).to_be_visible()
    assert once(address, "Balai Tanpa Sinyal", "Euis Titipan") == ONCE

    answers: list[Response] = []
    siti.on("response", lambda answer: answers.append(answer))
    lines[0].mend()
    send_now(siti)
    results = [one for answer in answers if answer.url.endswith("/exchange") for one in answer.json()["results"]]
    assert len(results) > 2
    assert {(one["outcome"], one.get("replayed")) for one in results} <= {("applied", True), ("merged", True)}
    uploads = [answer.request for answer in answers if "/files/" in answer.url]
    assert [(one.method, one.post_data_buffer) for one in uploads] == [("POST", None)]
    assert once(address, "Balai Tanpa Sinyal", "Euis Titipan") == ONCE
    expect(siti.get_by_test_id("trust")).to_contain_text("semua terkirim")


@pytest.mark.slow  # two phones
def test_what_arrives_late_and_again_changes_nothing(siti, dadang, lines, address, tmp_path):
    lines[0].cut()
    record(siti, "Balai Kiriman Ganda", "Teti Ganda")
    first = write(siti, tmp_path)
    siti.goto("/app/#/")
    siti.get_by_role("link", name=re.compile("Musdes RKP Desa")).first.click()
    hub = siti.url
    siti.goto(f"{hub}/hadir/baru")
    add_person(siti, "Ujang Susulan")
    siti.goto("/app/#/kiriman")
    expect(siti.get_by_text(re.compile(r"1 perubahan sejak berkas terakhir"))).to_be_visible()
    lines[0].mend()
    send_now(siti)

    carry(dadang, first)
    send_now(dadang)
    dadang.goto("/app/#/kiriman/titipan")
    expect(dadang.get_by_text(re.compile("sudah pernah sampai"))).to_be_visible(timeout=SOON)
    expect(dadang.get_by_text("catatan baru sampai")).to_have_count(0)
    open_file(dadang, first)
    expect(dadang.get_by_text("Titipan ini sudah ada di HP.")).to_be_visible()

    assert once(address, "Balai Kiriman Ganda", "Teti Ganda") == ONCE
    assert len(Api(address, "sekdes").named("attendance", name="Ujang Susulan")) == 1


@pytest.mark.slow  # a real browser
def test_a_file_that_is_none_or_was_cut_is_told_in_words(siti, lines, tmp_path):
    lines[0].cut()
    record(siti, "Balai Berkas Rusak", "Nani Rusak")
    whole = write(siti, tmp_path)
    cut = tmp_path / "cut.rembuk"
    cut.write_bytes(whole.read_bytes()[:-400])
    cat = tmp_path / "kucing.jpg"
    cat.write_bytes(photograph())

    open_file(siti, cut)
    expect(siti.get_by_text("Berkas rusak atau terpotong. Minta rekan menyimpan ulang.")).to_be_visible()
    open_file(siti, cat)
    expect(siti.get_by_text("Ini bukan berkas titipan Rembuk Desa.")).to_be_visible()
    expect(siti.get_by_text("Belum ada titipan.")).to_be_visible()


SHARES = """
  window.passed = [];
  navigator.canShare = ({ files }) => files.every(({ name }) => name.endsWith('.txt'));
  navigator.share = async ({ files: [file] }) => { window.passed.push([file.name, file.type, file.size]); };
"""
"""A phone's browser as Android's is: it shares only kinds of files that it knows."""


@pytest.mark.slow  # a real browser
def test_the_text_alone_goes_by_message(siti, lines, tmp_path):
    lines[0].cut()
    siti.add_init_script(SHARES)
    siti.reload()
    record(siti, "Balai Lewat Pesan", "Cucu Pesan")
    siti.goto("/app/#/kiriman/berkas")
    siti.get_by_role("radio", name=re.compile("Hanya catatan")).check(force=True)
    expect(siti.get_by_text("Cukup kecil untuk dikirim lewat pesan.")).to_be_visible()
    siti.get_by_role("button", name="Simpan ke berkas").click()
    siti.get_by_role("button", name="Bagikan berkas").click()
    expect(siti.get_by_text("Berkas sudah dibagikan.")).to_be_visible()

    [[name, kind, size]] = siti.evaluate("window.passed")
    assert name.endswith(".rembuk.txt")
    assert (kind, size < 25_000) == ("text/plain", True)
    siti.goto("/app/#/kiriman")
    expect(siti.get_by_text("1 foto sejak berkas terakhir")).to_be_visible()


MANY = """async ([count, size, village]) => {
  const open = (name) => new Promise((done, failed) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const phones = (await indexedDB.databases()).map(({ name }) => name);
  const phone = await open(phones.find((name) => name.startsWith('rembuk-') && name !== 'rembuk-device'));
  const hex = async (bytes) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0')).join('');
  for (let n = 0; n < count; n += 1) {
    const bytes = new Uint8Array(size);
    crypto.getRandomValues(bytes.subarray(0, 60000));
    const id = crypto.randomUUID();
    const sha256 = await hex(bytes);
    const said = { sha256, size, media_type: 'image/webp' };
    const change = { id: crypto.randomUUID(), kind: 'photo', record: id, village, base: 0,
      made_at: new Date().toISOString(), set: { meeting: id, ...said }, state: 'unsent' };
    const tx = phone.transaction(['outbox', 'files', 'blobs'], 'readwrite');
    tx.objectStore('outbox').add(change);
    tx.objectStore('files').put({ id, village, ...said, state: 'waiting', offset: 0, tries: 0 });
    tx.objectStore('blobs').put(bytes.buffer, id);
    await new Promise((done) => { tx.oncomplete = done; });
  }
  phone.close();
}"""
"""Puts photographs into the phone's memory, many at once, and plain as an older app did: these are read as well."""


@pytest.mark.slow  # a phone full of photographs, six times slower than this machine
def test_a_phone_full_of_photographs_writes_them_with_progress_and_can_be_stopped(siti, lines, address: str):
    village = Api(address, "fasilitator").village()
    lines[0].cut()
    siti.goto("/app/#/kiriman")
    siti.evaluate(MANY, [200, 60_000, village])
    siti.reload()
    slow = siti.context.new_cdp_session(siti)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    siti.goto("/app/#/kiriman/berkas")
    expect(siti.get_by_text("Catatan dan foto (12,1 MB)")).to_be_visible(timeout=SOON)

    siti.get_by_role("button", name="Simpan ke berkas").click()
    expect(siti.get_by_role("progressbar", name="Sedang menyimpan…")).to_be_visible()
    siti.get_by_role("button", name="Batal").click()
    expect(siti.get_by_text("Dibatalkan. Catatan tetap aman di HP.")).to_be_visible(timeout=SOON)
    expect(siti.get_by_test_id("trust")).to_contain_text("400 belum terkirim")

    siti.get_by_role("button", name="Simpan ke berkas").click()
    expect(siti.get_by_text("200 perubahan, 200 foto, 12,1 MB")).to_be_visible(timeout=SOON)


@pytest.mark.slow  # two phones, ten states of two screens
def test_every_state_of_the_screens_is_plain_to_everybody(siti, dadang, lines, tmp_path):
    lines[0].cut()
    lines[1].cut()
    record(siti, "Balai Untuk Semua", "Iis Semua")
    found = {}
    for page in (siti, dadang):
        page.emulate_media(reduced_motion="reduce")  # what is half faded in is no colour to judge

    def look(page: Page, name: str) -> None:
        found[name] = complaints(page)
        page.set_viewport_size({"width": NARROW, "height": PHONE["height"]})
        found[name] += page.evaluate(TOO_WIDE) + page.evaluate(TOO_SMALL, PRIMARY)
        page.set_viewport_size(PHONE)

    siti.goto("/app/#/kiriman/berkas")
    expect(siti.get_by_role("button", name="Simpan ke berkas")).to_be_visible()
    look(siti, "to write")
    file = write(siti, tmp_path)
    look(siti, "written")
    siti.goto("/app/#/kiriman")
    expect(siti.get_by_text("Semua yang belum terkirim ada di berkas itu.")).to_be_visible()
    look(siti, "sending")
    open_file(dadang, file)
    expect(dadang.get_by_role("button", name="Bawa titipan ini")).to_be_visible()
    look(dadang, "opened")
    dadang.get_by_role("button", name="Bawa titipan ini").click()
    expect(dadang.get_by_text("menunggu sinyal")).to_be_visible()
    look(dadang, "carried")
    dadang.get_by_role("button", name="Buang titipan").click()
    look(dadang, "to drop")
    dadang.get_by_role("button", name="Ya, buang").click()
    expect(dadang.get_by_text("Belum ada titipan.")).to_be_visible()
    look(dadang, "none")

    assert {name: said for name, said in found.items() if said} == {}
    assert len(found) == 7
