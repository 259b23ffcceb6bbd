"""Every screen in full sun, in large letters, without a mouse, and for who hears it."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.browser.server import ROOT
from tests.browser.steps import Api, sign_in
from tests.browser.test_screens import TOO_SMALL, TOO_WIDE, complaints
from tests.browser.tour import PASSWORD, phone_screens, visited

pytestmark = pytest.mark.browser
FINGER = 48
NARROW = 320
STYLE = ROOT / "mobile/src/ui/styles/base.css"
BODY, WASHED_OUT = 7.0, 3.0
SUN = 0.35
"""What full sun lays over the glass: black looks like this much of white."""
TEXT = [
    ("ink", "paper"), ("ink", "sheet"), ("ink", "sand"), ("ink", "mint"), ("soft", "paper"), ("soft", "sheet"),
    ("on-green", "green"), ("mint-ink", "mint"), ("clay", "paper"), ("clay", "sheet"), ("clay", "clay-wash"),
    ("gold-ink", "gold-wash"), ("green", "paper"), ("green", "sheet"),
]  # fmt: skip
"""What is written on what."""

NAMELESS = """() => {
  const targets = 'a[href], button, select, textarea, summary, input:not([type=hidden])';
  const named = (each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim() ||
    [...(each.labels ?? [])].some((label) => label.textContent.trim()) || each.getAttribute('aria-labelledby');
  return [...document.querySelectorAll(targets)].filter((each) => each.checkVisibility() && !named(each))
    .map((each) => each.outerHTML.slice(0, 120));
}"""

UNSEEN = """() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const shown = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  };
  const beside = [each, each.nextElementSibling, each.closest('label')].filter(Boolean);
  return beside.some(shown) ? '' : each.outerHTML.slice(0, 120);
}"""


@pytest.fixture(scope="module")
def toured(browser, demonstration: str):
    """A signed-in phone on the demonstration, and its screens."""
    context = browser.new_context(viewport=PHONE, base_url=demonstration, locale="id-ID", has_touch=True)
    page = context.new_page()
    sign_in(page, "fasilitator", PASSWORD)
    page.get_by_label("Pilih desa").select_option(label="Cangkuang")
    yield page, phone_screens(Api(demonstration, "fasilitator", PASSWORD))
    context.close()


def complained(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """The screens with something against them."""
    return {name: said for name, said in found.items() if said}


@pytest.mark.slow  # some thirty screens
@pytest.mark.parametrize("width", [NARROW, PHONE["width"]])
def test_everything_can_be_hit_with_a_thumb_and_has_a_name(toured, width):
    page, screens = toured
    page.set_viewport_size({"width": width, "height": PHONE["height"]})

    found = {name: page.evaluate(TOO_SMALL, FINGER) + page.evaluate(NAMELESS) for name in visited(page, screens)}

    assert complained(found) == {}


@pytest.mark.slow  # some thirty screens
@pytest.mark.parametrize("width", [NARROW, PHONE["width"]])
def test_letters_twice_as_large_still_fit(toured, width):
    page, screens = toured
    page.set_viewport_size({"width": width, "height": PHONE["height"]})

    found = {}
    for name in visited(page, screens):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found[name] = page.evaluate(TOO_WIDE)
    page.evaluate("document.documentElement.style.fontSize = ''")

    assert complained(found) == {}


@pytest.mark.slow  # some thirty screens
def test_axe_finds_nothing_on_a_narrow_phone(toured):
    page, screens = toured
    page.set_viewport_size({"width": NARROW, "height": PHONE["height"]})

    assert complained({name: complaints(page) for name in visited(page, screens)}) == {}


@pytest.mark.slow  # some thirty screens
def test_who_goes_by_keys_sees_where_he_is(toured):
    page, screens = toured
    page.set_viewport_size(PHONE)

    assert complained({name: unseen(page) for name in visited(page, screens)}) == {}


def unseen(page: Page, steps: int = 25) -> list[str]:
    """What has the focus and does not show it."""
    found: list[str] = []
    for _step in range(steps):
        page.keyboard.press("Tab")
        said = page.evaluate(UNSEEN)
        if said is None:
            break
        if said:
            found.append(said)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_full_sun(scheme):
    colours = palette(scheme)

    contrasts = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in TEXT}
    in_the_sun = {pair: contrast(washed(colours[pair[0]]), washed(colours[pair[1]])) for pair in TEXT}

    assert {pair: ratio for pair, ratio in contrasts.items() if ratio < BODY} == {}
    if scheme == "light":  # who is outside at noon is told to use the light screen
        assert {pair: ratio for pair, ratio in in_the_sun.items() if ratio < WASHED_OUT} == {}


Colour = tuple[float, float, float]


def palette(scheme: str) -> dict[str, Colour]:
    """The colours of the style, by name."""
    light, dark = STYLE.read_text().split("@media (prefers-color-scheme: dark)", 1)
    said = light if scheme == "light" else dark
    return {
        name: (int(hexed[:2], 16) / 255, int(hexed[2:4], 16) / 255, int(hexed[4:], 16) / 255)
        for name, hexed in re.findall(r"--([a-z-]+): #([0-9a-f]{6});", said)
    }


def washed(colour: Colour) -> Colour:
    """A colour with black lifted to ``SUN``."""
    red, green, blue = (SUN + (1 - SUN) * part for part in colour)
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's ratio of two colours."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: Colour) -> float:
    """WCAG's relative luminance."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
