"""Setting the app's lock, and opening it."""

from playwright.sync_api import Page, expect

RIGHT = "204060"
WRONG = "777331"
LOCKED = "Aplikasi terkunci"


def enter(page: Page, pin: str) -> None:
    """Taps the digits."""
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).click()


def set_pin(page: Page) -> None:
    page.goto("/app/#/akun/kunci")
    page.get_by_role("button", name="Pasang PIN").click()
    expect(page.get_by_text("Pilih PIN baru").first).to_be_visible()
    enter(page, RIGHT)
    expect(page.get_by_text("Masukkan sekali lagi").first).to_be_visible()
    enter(page, RIGHT)
    expect(page.get_by_text("dikunci dengan PIN")).to_be_visible()


def lock_now(page: Page) -> None:
    page.goto("/app/#/akun/kunci")
    page.get_by_role("button", name="Kunci sekarang").click()
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
