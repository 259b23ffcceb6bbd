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


def spelled(sen: int) -> str:
    """The amount in words: ``"satu juta dua ratus lima puluh ribu rupiah"``; sen are left out of words."""
    return f"{terbilang(abs(sen) // SEN)} rupiah"
