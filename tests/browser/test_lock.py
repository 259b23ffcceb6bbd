"""The lock on the app: what an onlooker sees, what opens it, and what lies on the disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.available import chromium
from tests.browser.conftest import PHONE, QUIET, phone_at
from tests.browser.line import Line
from tests.browser.locking import LOCKED, RIGHT, WRONG, enter, lock_now, set_pin
from tests.browser.server import SEED, served
from tests.browser.steps import SOON, Api, add_person, fill_sign_in, new_meeting, section, sign_in, until
from tests.browser.test_screens import NARROW, TOO_SMALL, TOO_WIDE, complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NAME = "Wiwitan Qomarulhadi Zuhriyyah"


@pytest.fixture
def quiet_address(tmp_path_factory) -> Iterator[str]:
    """A server of its own: a sitting that another test left running would hold the lock up."""
    with served(tmp_path_factory.mktemp("quiet"), SEED) as found:
        yield found


def open_door(page: Page, name: str) -> str:
    """Records somebody at the door of a new meeting; answers with the meeting's address."""
    hub = new_meeting(page, Tempat=f"Rumah {name}")
    section(page, hub, "Daftar hadir")
    page.get_by_role("link", name="Tambah orang").click()
    add_person(page, name)
    return hub


def test_the_lock_hides_everything_and_the_pin_opens_where_one_was(field_phone: Page, line: Line):
    sign_in(field_phone)
    set_pin(field_phone)
    line.cut()
    hub = open_door(field_phone, NAME)
    section(field_phone, hub, "Daftar hadir")
    lock_now(field_phone)
    field_phone.goto(hub)

    expect(field_phone.get_by_role("heading", name=LOCKED)).to_be_visible()
    seen = field_phone.content() + field_phone.title()
    assert [each for each in (NAME, "Musdes", "belum terkirim") if each in seen] == []

    enter(field_phone, WRONG)
    expect(field_phone.get_by_role("alert")).to_contain_text("Sisa 9 kali")
    enter(field_phone, RIGHT)
    expect(field_phone.get_by_text(f"Rumah {NAME}").first).to_be_visible()
    expect(field_phone.get_by_test_id("trust")).to_contain_text("belum terkirim")


def test_a_half_typed_name_is_hidden_when_the_other_tab_locks_and_still_there_afterwards(field_phone: Page, line: Line):
    sign_in(field_phone)
    set_pin(field_phone)
    line.cut()
    hub = new_meeting(field_phone)
    section(field_phone, hub, "Daftar hadir")
    field_phone.get_by_role("link", name="Tambah orang").click()
    other = field_phone.context.new_page()
    other.goto("/app/#/akun/kunci")
    field_phone.get_by_label("Nama", exact=True).fill("Cucu Cahy")
    other.get_by_role("button", name="Kunci sekarang").click()

    expect(field_phone.get_by_role("heading", name=LOCKED)).to_be_visible()
    expect(field_phone.get_by_label("Nama", exact=True)).to_have_count(0)
    enter(field_phone, RIGHT)
    expect(field_phone.get_by_label("Nama", exact=True)).to_have_value("Cucu Cahy")
    expect(other.get_by_role("button", name="Kunci sekarang")).to_be_visible()


def test_it_locks_when_left_alone_but_not_in_a_running_sitting(browser: Browser, quiet_address: str):
    with phone_at(browser, quiet_address) as page:
        page.clock.install()
        sign_in(page)
        set_pin(page)
        hub = new_meeting(page)
        page.clock.fast_forward("06:00")
        expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
        enter(page, RIGHT)
        page.goto(hub)
        page.get_by_role("button", name="Mulai musyawarah").click()
        expect(page.get_by_role("button", name="Akhiri musyawarah")).to_be_visible()

        page.clock.fast_forward("03:50:00")
        page.clock.run_for(20_000)
        expect(page.get_by_role("button", name="Akhiri musyawarah")).to_be_visible()
        page.clock.fast_forward("00:20:00")
        expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()


LOOK_AWAY = """(state) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def test_leaving_the_app_locks_it_but_a_look_through_the_camera_does_not(browser: Browser, quiet_address: str):
    with phone_at(browser, quiet_address) as page:
        page.clock.install()
        sign_in(page)
        set_pin(page)
        for seconds, locked in ((40, 0), (80, 1)):
            page.evaluate(LOOK_AWAY, "hidden")
            page.clock.fast_forward(seconds * 1000)
            page.evaluate(LOOK_AWAY, "visible")
            page.clock.run_for(1_000)
            expect(page.get_by_role("heading", name=LOCKED)).to_have_count(locked)
            expect(page.get_by_role("heading", name="Kunci aplikasi")).to_have_count(1 - locked)


def test_a_start_after_a_while_is_locked_and_sending_goes_on_behind_it(field_phone: Page, line: Line):
    sign_in(field_phone)
    set_pin(field_phone)
    line.cut()
    open_door(field_phone, "Ejeh Sumirah")
    lock_now(field_phone)
    field_phone.close()
    again = field_phone.context.new_page()
    again.goto("/app/")
    expect(again.get_by_role("heading", name=LOCKED)).to_be_visible()
    line.mend()
    again.evaluate("dispatchEvent(new Event('online'))")

    api = Api(line.address, "fasilitator")
    for _ in range(100):
        if api.named("attendance", name="Ejeh Sumirah"):
            break
        again.wait_for_timeout(200)
    assert len(api.named("attendance", name="Ejeh Sumirah")) == 1
    expect(again.get_by_role("heading", name=LOCKED)).to_be_visible()


def test_after_ten_wrong_pins_the_password_opens_and_nothing_is_gone(field_phone: Page, line: Line):
    sign_in(field_phone)
    set_pin(field_phone)
    line.cut()
    hub = open_door(field_phone, "Rohayati")
    lock_now(field_phone)
    for left in range(9, 0, -1):
        enter(field_phone, WRONG)
        expect(field_phone.get_by_role("alert")).to_contain_text(f"Sisa {left} kali")
    enter(field_phone, WRONG)
    expect(field_phone.get_by_text("PIN salah sepuluh kali").first).to_be_visible()
    expect(field_phone.get_by_role("button", name="1", exact=True)).to_have_count(0)
    field_phone.reload()
    expect(field_phone.get_by_text("PIN salah sepuluh kali").first).to_be_visible()

    field_phone.get_by_role("button", name="Lupa PIN?").click()
    fill_sign_in(field_phone, "fasilitator")
    expect(field_phone.get_by_text("Tidak ada sinyal internet")).to_be_visible(timeout=SOON)
    line.mend()
    fill_sign_in(field_phone, "fasilitator")
    expect(field_phone.get_by_text("Kunci lama sudah dilepas")).to_be_visible(timeout=SOON)
    field_phone.goto(hub)
    expect(field_phone.get_by_text("Rumah Rohayati").first).to_be_visible()


def test_everybody_can_read_and_reach_the_lock(field_phone: Page, shot):
    sign_in(field_phone)
    set_pin(field_phone)
    lock_now(field_phone)
    enter(field_phone, "204")
    shot(field_phone, "terkunci")
    assert complaints(field_phone) == []
    field_phone.set_viewport_size({"width": NARROW, "height": PHONE["height"]})
    for size in ("100%", "200%"):
        field_phone.evaluate("(size) => document.documentElement.style.setProperty('font-size', size)", size)
        assert field_phone.evaluate(TOO_WIDE) + field_phone.evaluate(TOO_SMALL, 48) == []
    field_phone.keyboard.type("060")
    expect(field_phone.get_by_role("button", name="Kunci sekarang")).to_be_visible()


@pytest.fixture
def keyed_phone(browser: Browser, address: str) -> Iterator[Page]:
    """A phone with a lock of its own that can lend a secret; passkeys want a name, not a number, for a host."""
    with phone_at(browser, address.replace("127.0.0.1", "localhost")) as page:
        wire = page.context.new_cdp_session(page)
        wire.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "hasPrf": True,
            "automaticPresenceSimulation": True,
        }
        wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        yield page


def test_behind_the_phones_own_lock_a_new_start_shows_nothing_until_it_opens(keyed_phone: Page):
    page = keyed_phone
    sign_in(page)
    page.goto("/app/#/akun/kunci")
    page.get_by_role("button", name="Pakai kunci HP").click()
    expect(page.get_by_text("dikunci dengan kunci HP").first).to_be_visible()
    hub = open_door(page, "Tuti Herawati")
    page.goto("/app/#/")
    page.reload()

    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    assert "Tuti" not in page.content()
    page.get_by_role("button", name="Buka dengan kunci HP").click()
    expect(page.get_by_role("link", name="Musyawarah baru")).to_be_visible()
    page.goto(hub)
    expect(page.get_by_text("Rumah Tuti Herawati").first).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Masuk dengan kata sandi").click()
    fill_sign_in(page, "fasilitator")
    expect(page.get_by_text("Kunci lama sudah dilepas")).to_be_visible(timeout=SOON)
    page.goto(hub)
    expect(page.get_by_text("Rumah Tuti Herawati").first).to_be_visible()


CONTROL = "Kata Kendali Xanthippe"
LEAVE_CONTROL = """(text) => new Promise((done) => {
  const opening = indexedDB.open('kendali', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('plain');
  opening.onsuccess = () => {
    const writing = opening.result.transaction('plain', 'readwrite', { durability: 'strict' });
    writing.objectStore('plain').put({ text }, 1);
    writing.oncomplete = () => done(true);
  };
})"""
"""What an app that does not seal would leave: shows that the search finds it."""


def test_no_name_that_was_recorded_lies_readable_on_the_disk(playwright: Playwright, address: str, tmp_path: Path):
    profile = tmp_path / "profile"
    context = playwright.chromium.launch_persistent_context(
        str(profile), executable_path=chromium(), args=QUIET, viewport=PHONE, base_url=address, locale="id-ID"
    )
    page = context.new_page()
    sign_in(page)
    hub = open_door(page, NAME)
    section(page, hub, "Daftar hadir")
    expect(page.get_by_text(NAME).first).to_be_visible()
    assert page.evaluate(LEAVE_CONTROL, CONTROL)
    until(page, "document.querySelector('[data-testid=trust]').textContent.includes('semua terkirim')")
    context.close()

    assert found_in(profile, CONTROL) != []
    assert found_in(profile, NAME.split()[1]) == []


def found_in(folder: Path, text: str) -> list[str]:
    """The files that hold the text, as the browser or as its database spells it."""
    spelled = [text.encode(), text.encode("utf-16-le")]
    return [
        str(file.relative_to(folder))
        for file in sorted(folder.rglob("*"))
        if file.is_file() and any(each in file.read_bytes() for each in spelled)
    ]
