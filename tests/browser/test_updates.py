"""A new version comes while somebody records, a bad one comes, another tab is open, the records are of an old one."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import phone_at
from tests.browser.plain import hindrances
from tests.browser.releases import Release, releasing
from tests.browser.steps import PASSWORD, SOON, Api, new_meeting, section, send_now, sign_in, until

pytestmark = pytest.mark.browser
BUILD = "document.documentElement.dataset.build ?? '1'"
WAITING = "navigator.serviceWorker.getRegistration('/app/').then((it) => Boolean(it?.waiting))"
LOOK = "navigator.serviceWorker.getRegistration('/app/').then((it) => it.update()).then(() => true, () => false)"
OFFER = "Versi baru sudah siap."


@pytest.fixture(scope="module")
def releases(tmp_path_factory) -> Iterator[Release]:
    with releasing(tmp_path_factory.mktemp("releases")) as made:
        yield made


@pytest.fixture
def release(releases: Release) -> Release:
    releases.first()
    return releases


@pytest.fixture
def recorder(browser: Browser, release: Release) -> Iterator[Page]:
    with phone_at(browser, release.address) as page:
        sign_in(page)
        yield page


@pytest.mark.slow  # a server and a real browser
def test_a_new_version_waits_for_the_end_of_the_meeting_and_comes_by_itself(recorder: Page, release: Release):
    page = recorder
    hub = new_meeting(page, Tempat="Balai Versi Baru")
    section(page, hub, "Daftar hadir")
    page.get_by_role("link", name="Tambah orang").click()
    page.get_by_label("Nama", exact=True).fill("Euis Sedang Dit")

    release.next(2)
    assert page.evaluate(LOOK)
    until(page, WAITING)
    page.wait_for_timeout(500)
    expect(page.get_by_text(OFFER)).to_have_count(0)
    expect(page.get_by_label("Nama", exact=True)).to_have_value("Euis Sedang Dit")
    # Nor at home, as long as something was typed a moment ago; nor when the app comes up amid the record.
    page.goto("/app/#/")
    expect(page.get_by_role("link", name="Musyawarah baru")).to_be_visible()
    expect(page.get_by_text(OFFER)).to_have_count(0)
    page.goto(f"{hub}/hadir/baru")
    page.reload()
    expect(page.get_by_label("Nama", exact=True)).to_have_value("Euis Sedang Dit")
    assert page.evaluate(BUILD) == "1"

    # The meeting is over; the next start brings it in without a question.
    page.goto("/app/#/")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-build", "2", timeout=SOON)
    expect(page.get_by_role("link", name="Musyawarah baru")).to_be_visible()
    page.goto(f"{hub}/hadir/baru")
    expect(page.get_by_label("Nama", exact=True)).to_have_value("Euis Sedang Dit")


@pytest.mark.slow  # a server and a real browser
def test_a_bad_version_leaves_the_old_one_working(recorder: Page, release: Release):
    release.broken()
    recorder.evaluate(LOOK)
    recorder.wait_for_timeout(500)
    assert not recorder.evaluate(WAITING)

    recorder.context.set_offline(True)
    recorder.reload()
    expect(recorder.get_by_role("link", name="Musyawarah baru")).to_be_visible()
    new_meeting(recorder, Tempat="Balai Versi Rusak")
    assert recorder.evaluate(BUILD) == "1"


@pytest.mark.slow  # a server and two tabs
def test_a_tab_in_which_somebody_writes_is_not_taken_along(recorder: Page, release: Release):
    hub = new_meeting(recorder, Tempat="Balai Dua Tab")
    other = recorder.context.new_page()
    other.goto("/app/#/akun")
    release.next(2)
    assert other.evaluate(LOOK)
    until(other, WAITING)

    expect(other.get_by_text(OFFER)).to_be_visible(timeout=SOON)
    assert hindrances(other) == []
    other.get_by_role("button", name="Pakai sekarang").click()
    expect(other.get_by_text("Aplikasi masih terbuka di tab lain.", exact=False)).to_be_visible()
    assert recorder.evaluate(BUILD) == other.evaluate(BUILD) == "1"

    recorder.close()
    other.get_by_role("button", name="Pakai sekarang").click()
    expect(other.locator("html")).to_have_attribute("data-build", "2", timeout=SOON)
    other.goto(hub)
    expect(other.get_by_text("Balai Dua Tab")).to_be_visible()


NEWER = """() => new Promise((done, failed) => {
  indexedDB.databases().then((all) => {
    let open = all.length;
    for (const { name, version } of all) {
      const asked = indexedDB.open(name, version + 1);
      asked.onsuccess = () => { asked.result.close(); open -= 1; if (open === 0) done(true); };
      asked.onblocked = () => failed(new Error('blocked'));
      asked.onerror = () => failed(asked.error);
    }
  });
})"""
"""What a newer version of the app does to the phone's databases when it opens."""


@pytest.mark.slow  # two tabs
def test_an_older_tab_says_calmly_that_a_newer_one_is_open(phone: Page, shot):
    recorder = phone
    sign_in(recorder)
    hub = new_meeting(recorder, Tempat="Balai Tab Lama")
    other = recorder.context.new_page()
    other.goto("/healthz")
    other.evaluate(f"({NEWER})()")

    expect(recorder.get_by_role("alert").get_by_text("Versi baru dibuka di tab lain.")).to_be_visible(timeout=SOON)
    expect(recorder.get_by_role("button", name="Muat ulang")).to_be_visible()
    assert hindrances(recorder) == []
    shot(recorder, "fault-older-tab")
    recorder.goto(f"{hub}/data")
    recorder.goto(f"{hub}/hadir/baru")
    expect(recorder.get_by_text("Penyimpanan HP mungkin penuh.", exact=False)).to_have_count(0)
    # The old version on newer databases: nothing is deleted, and the words say what it is.
    recorder.reload()
    expect(recorder.get_by_text("Versi baru dibuka di tab lain.", exact=False)).to_be_visible(timeout=SOON)


OLD_DATABASES = """async ([token, user, device, village, record]) => {
  const make = (name, fill) => new Promise((done, failed) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      const db = asked.result;
      db.createObjectStore('rows', { keyPath: ['kind', 'id'] }).createIndex('keys', 'keys', { multiEntry: true });
      const outbox = db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
      outbox.createIndex('id', 'id', { unique: true });
      outbox.createIndex('record', 'record');
      db.createObjectStore('attention', { keyPath: 'id' }).createIndex('record', 'record');
      db.createObjectStore('sent', { keyPath: 'seq' }).createIndex('village', 'village');
      db.createObjectStore('files', { keyPath: 'id' });
      db.createObjectStore('blobs');
      db.createObjectStore('meta');
      fill(asked.transaction);
    };
    asked.onsuccess = () => { asked.result.close(); done(); };
    asked.onerror = () => failed(asked.error);
  });
  await make('rembuk-device', (tx) => {
    tx.objectStore('meta').put(device, 'device');
    tx.objectStore('meta').put({ token, user }, 'session');
  });
  const set = { title: 'Musdes Versi Satu', type: 'musdes_rkp', fiscal_year: 2027 };
  await make(`rembuk-${user.id}`, (tx) => {
    const base = { kind: 'meeting', record, village, base: 0, made_at: '2026-11-20T03:00:00Z' };
    tx.objectStore('outbox').add({ ...base, id: crypto.randomUUID(), set, state: 'unsent' });
    tx.objectStore('rows').put({ kind: 'meeting', id: record, village, version: 0, stored: null, doc: set,
      pending: true, keys: [`*@${village}`, `meeting@${village}`] });
  });
}"""
"""The databases as version 1 of the app left them, with a meeting that was never sent."""


@pytest.mark.slow  # a real browser
def test_databases_of_the_first_version_are_taken_over_with_what_waits_in_them(phone: Page, address: str):
    api = Api(address, "sekdes")
    asked = {"device": api.device, "schema": 1, "cursors": {}, "changes": []}
    [village] = [one["village"] for one in api.ask("POST", "/api/sync/v1/exchange", asked)["access"]["villages"]]
    said = {"id": str(uuid4()), "name": "uji", "platform": "web", "app_version": "0"}
    login = api.ask("POST", "/api/auth/login", {"username": "fasilitator", "password": PASSWORD, "device": said})
    user = {"id": str(login["user"]["id"]), "username": "fasilitator", "name": "Siti Aminah"}
    phone.goto("/healthz")
    phone.evaluate(OLD_DATABASES, [login["token"], user, said["id"], village, str(uuid4())])

    phone.goto("/app/")
    expect(phone.get_by_role("link", name=re.compile("Musdes Versi Satu"))).to_be_visible(timeout=SOON)
    send_now(phone)
    assert len(api.named("meeting", title="Musdes Versi Satu")) == 1
