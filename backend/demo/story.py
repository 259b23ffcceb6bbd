"""The story: twelve real villages of three kecamatan, and what invented people deliberated until November 2026."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.demo.plan import Plan

KABUPATEN = "32.05"
WIB = ZoneInfo("Asia/Jakarta")
HOUR = 9
FIRST_DAY = datetime(2026, 11, 20, HOUR, tzinfo=WIB)
"""From where ``manage.py phone`` counts its days back."""

PLANNED, HELD, SUBMITTED, RETURNED, PUBLISHED = "planned", "held", "submitted", "returned", "published"
KEPT, REVISED = "kept", "revised"
"""How far a village's APB Desa of this year is: adopted and under way, or revised in autumn and published too."""
TAKEN, HALF, TWICE = "taken", "half", "twice"
"""A colleague looks at it line by line; one of two offices has accepted it; the village recorded it twice."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One meeting and what becomes of it in the end; ``desk``: what the offices have done with it so far."""

    plan: Plan
    end: str
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Tale:
    """A village by its code, its meetings in the order of time, and how far its APB Desa is."""

    code: str
    chapters: tuple[Chapter, ...]
    books: str = ""

    @property
    def kecamatan(self) -> str:
        return self.code.rpartition(".")[0]


def _chapter(kind: str, year: int, day: str, end: str, *quirks: str, desk: str = "") -> Chapter:
    start = datetime.fromisoformat(day).replace(hour=HOUR, tzinfo=WIB)
    state = end if end in (PLANNED, HELD) else SUBMITTED
    return Chapter(Plan(kind, year, start, state, frozenset(quirks)), end, desk)


def _apbdes26(day: str, *quirks: str) -> Chapter:
    return _chapter("musdes_apbdes", 2026, day, PUBLISHED, *quirks)


def _rkp27(day: str, end: str = PUBLISHED, *quirks: str) -> Chapter:
    return _chapter("musdes_rkp", 2027, day, end, *quirks)


def _apbdes27(day: str, end: str, *quirks: str, desk: str = "") -> Chapter:
    return _chapter("musdes_apbdes", 2027, day, end, *quirks, desk=desk)


def _women(day: str, year: int = 2027) -> Chapter:
    return _chapter("musperempuan", year, day, PUBLISHED, "tally")


def _hamlet(day: str, end: str = PUBLISHED, *, desk: str = "") -> Chapter:
    return _chapter("musdus", 2027, day, end, desk=desk)


def _blt(day: str) -> Chapter:
    return _chapter("musdesus_blt", 2026, day, PUBLISHED)


def _ahead(day: str) -> Chapter:
    return _chapter("musdes_pelaksanaan", 2026, day, PLANNED)


TALES = (
    Tale(
        "32.05.09.2006",  # Cangkuang, where two people record: one conflict, one amendment; and women ask again
        (
            _women("2024-05-14", 2025),
            _women("2025-05-13", 2026),
            _apbdes26("2025-12-10", "watched"),
            _blt("2026-01-20"),
            _women("2026-05-12"),
            _hamlet("2026-05-19"),
            _rkp27("2026-06-15"),
            _apbdes27("2026-11-19", HELD),
            _ahead("2026-12-15"),
        ),
        REVISED,
    ),
    Tale(
        "32.05.09.2001",
        (
            _apbdes26("2025-12-11", "watched"),
            _rkp27("2026-06-17"),
            _apbdes27("2026-11-11", SUBMITTED, "over", desk=TAKEN),
            _hamlet("2026-11-17", SUBMITTED),
        ),
    ),
    Tale(
        "32.05.09.2002",
        (
            _apbdes26("2025-12-16"),
            _rkp27("2026-10-13", SUBMITTED, "thin", "late"),
            _apbdes27("2026-11-17", SUBMITTED, "silent", desk=HALF),
            _hamlet("2026-11-18", SUBMITTED, desk=TWICE),
        ),
    ),
    Tale(
        "32.05.09.2003",
        (
            _apbdes26("2025-12-17", "watched"),
            _women("2026-05-12"),
            _rkp27("2026-06-18"),
            _apbdes27("2026-11-10", RETURNED),
            _hamlet("2026-11-16", SUBMITTED),
        ),
    ),
    Tale(
        "32.05.10.2001",
        (_apbdes26("2025-12-09", "watched"), _rkp27("2026-06-11"), _apbdes27("2026-11-13", SUBMITTED, "borrowed")),
        KEPT,
    ),
    Tale("32.05.10.2002", (_rkp27("2026-06-23"), _apbdes27("2026-11-16", SUBMITTED, "thin"))),
    Tale(
        "32.05.10.2003",
        (
            _apbdes26("2025-12-18"),
            _women("2026-05-20"),
            _hamlet("2026-11-18", SUBMITTED),
            _apbdes27("2026-12-01", PLANNED),
        ),
    ),
    Tale("32.05.10.2004", (_rkp27("2026-06-25", HELD), _ahead("2026-12-16"))),
    Tale(
        "32.05.17.2001",
        (
            _apbdes26("2025-12-15", "watched"),
            _rkp27("2026-06-24"),
            _apbdes27("2026-11-18", SUBMITTED, "borrowed", "ticked"),
        ),
    ),
    Tale("32.05.17.2002", (_blt("2026-01-22"), _rkp27("2026-06-10"), _hamlet("2026-11-19", SUBMITTED))),
    Tale("32.05.17.2003", (_apbdes26("2025-12-12"), _rkp27("2026-06-09", RETURNED))),
    Tale("32.05.17.2004", (_ahead("2026-12-17"),)),
)
"""The first village of a kecamatan is where its stranger things happen."""
