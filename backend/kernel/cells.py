"""Texts that some spreadsheet would reckon."""

import unicodedata


def is_formula(text: str) -> bool:
    """Whether some spreadsheet may reckon this text: blanks and control signs before the sign do not hide it.

    ``＝`` and its like count, since East Asian spreadsheets take them for ``=`` (ASVS 5.0, 1.2.10, and beyond it).
    """
    if text.startswith(("\t", "\r", "\n", "\0")):
        return True
    first = next((sign for sign in text if unicodedata.category(sign)[0] not in "ZC"), "")
    return unicodedata.normalize("NFKC", first)[:1] in set("=+-@\u2212")


def disarmed(text: str) -> str:
    """The text as every spreadsheet shows it and none reckons it: an apostrophe before what looks like a formula."""
    return f"'{text}" if is_formula(text) else text
