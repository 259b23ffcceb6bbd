"""Money as an integer of sen (1/100 rupiah); text in and out in Indonesian spelling.

The phone computes the same from the same cases: ``tests/vectors/money.json``.
"""

import re

from lokal.terbilang import terbilang

SEN = 100
"""Sen in one rupiah."""

MOST = 10**15
"""The largest amount that a record holds, in sen."""

_SPELLING = re.compile(
    r"^(?:rp\.?\s*)?(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<part>[0-9]{1,2}|-))?$", re.IGNORECASE
)


def parse(text: str) -> int | None:
    """``"Rp 1.250.000,50"`` as 125000050 sen; ``None`` where the text is no amount.

    Reads the four official spellings: ``Rp 1.250.000,00``, ``Rp1.250.000``, ``Rp 1.250.000,-``, ``1250000``.
    """
    found = _SPELLING.match(text.strip().replace("\u00a0", " "))
    if found is None:
        return None
    part = found["part"] or "0"
    sen = 0 if part == "-" else int(part.ljust(2, "0"))
    amount = int(found["whole"].replace(".", "")) * SEN + sen
    return amount if amount <= MOST else None


_IN_SHEETS = re.compile(r"(?:rp|idr)?\.?\s*(?P<number>[0-9][0-9.,]*?)(?:[.,]?-{1,2})?", re.IGNORECASE)
_INDONESIAN = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?P<part>[0-9]+))?")
_ENGLISH = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<part>[0-9]+)|(?P<many>[0-9]{1,3}(?:,[0-9]{3}){2,})")
_BARE = re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<part>[0-9]+))?")


def from_sheet(text: str) -> int | None:
    """An amount as spreadsheets of many makers write it, in sen; ``None`` where it is none, or where it is two things.

    Beyond what ``parse`` reads: ``48232.91``, ``1,250,000.00``, the four decimals of a treasury's export, ``-`` for
    nothing (accounting format), a minus or parentheses around what is owed. ``1,250`` is refused: it is twelve
    hundred in one country and a little more than one in the other. A third decimal is refused unless it is zero.
    """
    tidy = text.replace("\u00a0", " ").strip()
    if tidy.casefold().removeprefix("rp").strip(" .") in {"-", "–"}:
        return 0
    owed = tidy.startswith(("-", "(")) and tidy.endswith(")") == tidy.startswith("(")
    found = _IN_SHEETS.fullmatch(tidy.strip("()").lstrip("-").strip() if owed else tidy)
    amount = None if found is None else _number(found["number"])
    return None if amount is None else -amount if owed else amount


def _number(text: str) -> int | None:
    if found := _INDONESIAN.fullmatch(text):
        return _sen(found["whole"].replace(".", ""), found["part"])
    if found := _ENGLISH.fullmatch(text):
        return _sen((found["whole"] or found["many"]).replace(",", ""), found["part"])
    found = _BARE.fullmatch(text)
    return None if found is None or _two_meanings(text) else _sen(found["whole"], found["part"])


def _two_meanings(text: str) -> bool:
    return re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", text) is not None


def _sen(whole: str, part: str | None) -> int | None:
    digits = (part or "").rstrip("0")
    if len(digits) > len(str(SEN)) - 1:
        return None
    amount = int(whole) * SEN + int(digits.ljust(2, "0"))
    return amount if amount <= MOST else None


def rupiah(sen: int) -> str:
    """``125000000`` as ``"Rp1.250.000"``; sen are written only where there are any."""
    whole, part = divmod(abs(sen), SEN)
    text = f"{whole:,}".replace(",", ".")
    sign = "-" if sen < 0 else ""
    return f"{sign}Rp{text}" + (f",{part:02d}" if part else "")


def rupiah_full(sen: int) -> str:
    """``125000000`` as ``"Rp 1.250.000,00"``, the form of official documents."""
    whole, part = divmod(abs(sen), SEN)
    text = f"{whole:,}".replace(",", ".")
    sign = "-" if sen < 0 else ""
    return f"{sign}Rp {text},{part:02d}"


def plain(sen: int) -> int | float:
    """The amount in rupiah as a number, for those who go on reckoning: whole, or with its sen as decimals."""
    return sen // SEN if sen % SEN == 0 else sen / SEN


def spelled(sen: int) -> str:
    """The amount in words: ``"satu juta dua ratus lima puluh ribu rupiah"``; sen are left out of words."""
    return f"{terbilang(abs(sen) // SEN)} rupiah"
