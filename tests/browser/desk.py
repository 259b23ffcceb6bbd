"""What officers do at the desk, by what stands on the screen."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.tour import PASSWORD


def sit_down(desk: Page, who: str) -> Page:
    """Signs in with the password and waits for the queue."""
    fill_gate(desk, who)
    expect(desk.get_by_role("heading", name="Musyawarah di wilayah Anda")).to_be_visible()
    return desk


def fill_gate(desk: Page, who: str) -> None:
    desk.goto("/petugas/")
    desk.get_by_label("Nama pengguna").fill(who)
    desk.get_by_label("Kata sandi").fill(PASSWORD)
    desk.get_by_role("button", name="Masuk").click()


def row(desk: Page, village: str, kind: str) -> Locator:
    """The line of the queue."""
    named = desk.get_by_role("row").filter(has=desk.get_by_role("link", name=village, exact=True))
    return named.filter(has_text=kind)


def open_meeting(desk: Page, village: str, kind: str) -> str:
    """Opens a meeting from the queue; answers its address."""
    desk.goto("/petugas/")
    row(desk, village, kind).get_by_role("link", name=village, exact=True).click()
    expect(desk.get_by_role("complementary", name="Keputusan")).to_be_visible()
    return desk.url


def told(desk: Page, words: str) -> None:
    """What the page answers."""
    expect(desk.get_by_role("status").filter(has_text=words)).to_be_visible()
