"""Whether a state of a screen that no tour reaches is plain to everybody."""

from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.browser.test_screens import NARROW, TOO_SMALL, TOO_WIDE, complaints

PRIMARY = 48
"""Pixels that a thumb in the field needs."""


def hindrances(page: Page) -> list[str]:
    """What axe says, what is too wide for a narrow phone, and what is too small for a thumb."""
    page.emulate_media(reduced_motion="reduce")  # what is half faded in is no colour to judge
    found = complaints(page)
    page.set_viewport_size({"width": NARROW, "height": PHONE["height"]})
    found += page.evaluate(TOO_WIDE) + page.evaluate(TOO_SMALL, PRIMARY)
    page.set_viewport_size(PHONE)
    return found
