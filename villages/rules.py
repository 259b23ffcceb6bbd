"""Grammar of region codes, time zones of provinces, periods of assignments. Plain values in and out."""

import re
import unicodedata
from datetime import date

from villages.terms import Level, Role, Zone

CODE = re.compile(r"^\d{2}(\.\d{2}(\.\d{2}(\.[123]\d{3})?)?)?$")
"""A Kemendagri code: PP, PP.KK, PP.KK.CC or PP.KK.CC.SVVV (Kepmendagri 300.2.2-2138/2025)."""

KABUPATEN = len("32.05")
"""Letters of a code that name its kabupaten or kota."""
FIRST_KOTA = 71
"""KK 01-69 are kabupaten, 71-99 are kota (same decree)."""

VILLAGE_LEVELS = {"1": Level.KELURAHAN, "2": Level.DESA, "3": Level.DESA_ADAT}
"""The first digit of the fourth segment (same decree; desa adat so far in Kabupaten Jayapura only)."""

WITA_PROVINCES = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
WIT_PROVINCES = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})

RECORDERS = frozenset({Role.FACILITATOR, Role.VILLAGE_SECRETARY, Role.BPD})
"""Who records does so in named villages, never in an area."""

OFFICES: dict[str, frozenset[Level]] = {
    Role.KECAMATAN_OFFICER: frozenset({Level.KECAMATAN}),
    Role.KABUPATEN_OFFICER: frozenset({Level.KABUPATEN, Level.KOTA}),
}
"""Officers whose role says which level they sit at."""


def is_code(text: str) -> bool:
    """Whether ``text`` is written like a region code."""
    return CODE.fullmatch(text) is not None


def parent_of(code: str) -> str | None:
    """The code one level up: ``32.05.09`` for ``32.05.09.2006``; ``None`` for a province."""
    head, dot, _ = code.rpartition(".")
    return head if dot else None


def lineage(code: str) -> list[str]:
    """The code and all above it, province first."""
    parts = code.split(".")
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]


def level_of(code: str) -> Level:
    """The level that a code stands for.

    Source: Kepmendagri 300.2.2-2138/2025, the grammar at ``CODE``.
    """
    segments = code.split(".")
    match len(segments):
        case 1:
            return Level.PROVINSI
        case 2:
            return Level.KOTA if int(segments[1]) >= FIRST_KOTA else Level.KABUPATEN
        case 3:
            return Level.KECAMATAN
        case _:
            return VILLAGE_LEVELS[segments[3][0]]


def zone_of(code: str) -> Zone:
    """The time zone of the province that a code lies in.

    Source: Keppres 41/1987, by province (Papua's new provinces follow Papua).
    """
    province = code[:2]
    if province in WIT_PROVINCES:
        return Zone.WIT
    return Zone.WITA if province in WITA_PROVINCES else Zone.WIB


def area_fits(role: str, level: str | None) -> bool:
    """Whether a role may be held at this level (``None``: everywhere).

    Who records is assigned to villages, one by one; a kecamatan's officer to a kecamatan, a kabupaten's to a
    kabupaten or kota; auditors and administrators to any area.
    """
    if role in RECORDERS:
        return level in (Level.DESA, Level.DESA_ADAT)
    return role not in OFFICES or level in OFFICES[role]


def periods_overlap(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Whether two periods share a day; the last day belongs to a period, ``None`` means open."""
    (from_a, until_a), (from_b, until_b) = first, second
    return (until_b is None or from_a <= until_b) and (until_a is None or from_b <= until_a)


LONGEST_USERNAME = 60
_TITLES = frozenset({"h", "hj", "kh", "ust", "ustz", "drs", "dra", "dr", "ir", "prof", "rd", "tb", "tgk", "bpk", "ibu"})
"""What stands before names and is no part of them."""


def username_from(name: str) -> str:
    """A user name that is easily typed on a phone: ``siti.aminah`` for ``Hj. Siti Aminah, S.Pd.``"""
    bare = unicodedata.normalize("NFKD", name.partition(",")[0]).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z]+", bare.replace("'", "")) if word not in _TITLES]
    return ".".join(words[:2])[:LONGEST_USERNAME] or "petugas"
