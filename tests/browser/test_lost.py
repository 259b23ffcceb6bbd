"""A phone that was reported lost: nothing to read on it, nothing lost, and an officer has what was not sent."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import phone_at
from tests.browser.steps import (
    PASSWORD,
    SOON,
    Api,
    add_person,
    choose_photo,
    new_meeting,
    photograph,
    section,
    send_now,
    sign_in,
)
from tests.browser.test_screens import NARROW, TOO_WIDE, complaints

pytestmark = pytest.mark.browser

EVERYTHING = """async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of db.objectStoreNames) {
      const all = await new Promise((done) => {
        const asked = db.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
      });
      for (const value of all) {
        const raw = value instanceof ArrayBuffer;
        found.push(raw ? new TextDecoder('latin1').decode(value) : JSON.stringify(value));
      }
    }
    db.close();
  }
  return found.join('\\n');
}"""
JPEG = "ÿØÿ"
"""How the bytes of a photograph begin."""


@pytest.fixture
def lost_phone(browser, line) -> Iterator[Page]:
    with phone_at(browser, line.address) as page:
        yield page


def report_lost(desk: Page, address: str) -> None:
    """Bu Camat, on the officers' page of phones: every phone of Siti that still works."""
    desk.goto(f"{address}/petugas/masuk/?next=/petugas/hp/")
    if desk.get_by_label("Nama pengguna").count():
        desk.get_by_label("Nama pengguna").fill("camat")
        desk.get_by_label("Kata sandi").fill(PASSWORD)
        desk.get_by_role("button", name="Masuk").click()
    expect(desk.get_by_role("heading", name="HP pencatat di wilayah Anda")).to_be_visible()
    desk.goto(f"{address}/petugas/hp/?cari=Siti")
    while (key := desk.get_by_role("row").filter(has_text="dipakai").get_by_role("link")).count():
        key.first.click()
        desk.get_by_role("button", name="hilang").click()
        expect(desk.get_by_role("status").first).to_be_visible()
        desk.goto(f"{address}/petugas/hp/?cari=Siti")


def on_disk(page: Page) -> str:
    """Everything that the phone's databases hold."""
    return page.evaluate(EVERYTHING)


def test_what_a_lost_phone_had_not_sent_is_sealed_and_reaches_the_officer(lost_phone, desk, address, line, shot):
    sign_in(lost_phone)
    new_meeting(lost_phone, Tempat="Rumah Bu Terkirim")
    send_now(lost_phone)
    line.cut()
    hub = new_meeting(lost_phone, Tempat="Saung Rahasia")
    section(lost_phone, hub, "Daftar hadir")
    lost_phone.get_by_role("link", name="Tambah orang").click()
    add_person(lost_phone, "Oneng Rahasia")
    section(lost_phone, hub, "Foto")
    choose_photo(lost_phone, photograph())
    before = on_disk(lost_phone)
    assert [word in before for word in ("Oneng Rahasia", "Bu Terkirim", "Saung Rahasia")] == [False, False, False]
    assert JPEG not in before

    report_lost(desk, address)
    line.mend()
    lost_phone.goto("/app/#/kiriman")
    lost_phone.evaluate("dispatchEvent(new Event('online'))")
    card = lost_phone.get_by_role("region", name="Catatan yang disegel")
    expect(card.get_by_text("Layanan sudah menerimanya")).to_be_visible(timeout=SOON)

    shot(lost_phone, "lost-delivered")
    assert complaints(lost_phone) == []
    after = on_disk(lost_phone)
    assert [word for word in ("Oneng", "Terkirim", "Saung", JPEG, "RIFF") if word in after] == []
    lost_phone.reload()
    expect(card.get_by_text("Layanan sudah menerimanya")).to_be_visible(timeout=SOON)
    expect(lost_phone.get_by_text("Saung Rahasia")).to_have_count(0)

    desk.goto(f"{address}/petugas/menunggu/")
    expect(desk.get_by_text("HP pencatat dinyatakan hilang").first).to_be_visible()
    shot(desk, "lost-held")
    while (taken := desk.get_by_role("button", name="Terima semua dari HP ini")).count():
        taken.first.click()
        expect(desk.get_by_text("catatan dari HP hilang diterima.")).to_be_visible()
    after = Api(address, "sekdes")
    (meeting,) = (key for key, doc in after.records("meeting").items() if doc.get("place") == "Saung Rahasia")
    assert len(after.named("attendance", name="Oneng Rahasia")) == 1
    (photo,) = after.named("photo", meeting=meeting)
    assert photo["size"] > 1000


def test_without_a_signal_it_is_sealed_and_kept_and_may_be_carried(lost_phone, desk, address, line, shot):
    sign_in(lost_phone)
    line.cut()
    new_meeting(lost_phone, Tempat="Balai Segel")
    report_lost(desk, address)
    line.mend()
    # The news that the phone is lost still comes through, its work does not any more.
    lost_phone.route("**/api/sync/v1/sealed", lambda route: route.abort())
    lost_phone.goto("/app/#/kiriman")
    lost_phone.evaluate("dispatchEvent(new Event('online'))")

    card = lost_phone.get_by_role("region", name="Catatan yang disegel")
    expect(card.get_by_role("link", name="Simpan berkas segel")).to_be_visible(timeout=SOON)
    assert "Balai Segel" not in on_disk(lost_phone)
    shot(lost_phone, "lost-waiting")
    lost_phone.set_viewport_size({"width": NARROW, "height": 640})
    assert lost_phone.evaluate(TOO_WIDE) == []
    shot(lost_phone, "lost-waiting-narrow")
    with lost_phone.expect_download() as download:
        card.get_by_role("link", name="Simpan berkas segel").click()

    desk.goto(f"{address}/petugas/berkas/")
    desk.locator("input[type=file]").set_input_files(download.value.path())
    desk.get_by_role("button", name="Terima berkas").click()
    expect(desk.get_by_text("Siti Aminah").first).to_be_visible()
    desk.goto(f"{address}/petugas/menunggu/")
    expect(desk.get_by_role("button", name="Terima semua dari HP ini").first).to_be_visible()
