"""Finding an account code by the words that people use; plain values in and out.

The phone finds by the same weights (``mobile/src/ui/screens/activity/codes.ts``); here nobody types letter by letter.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

MOST = 12
EMPTY = frozenset(
    ["di", "ke", "dan", "untuk", "bagi", "dari", "yang", "kepada", "desa", "dusun", "rt", "rw", "kegiatan"]
)
"""Say where and for whom, never what."""
KEEPING = frozenset(["perbaikan", "perbaiki", "servis", "rawat", "perawatan", "merawat", "pelihara"])
BUILDING = frozenset(["bangun", "membangun", "buat", "bikin", "pembuatan", "baru", "pasang"])
SAID, OFFICIAL = 40, 24
"""What a word is worth among villagers' words, and in the official name."""
LONG_ENOUGH = 4
"""Letters from which on one slip of the finger is forgiven."""
REST, FITS, USUAL = 20, 15, 2
COMMON = frozenset(
    (
        *("2.2.02", "2.3.10", "2.3.11", "2.3.14", "2.1.01", "2.4.11", "2.4.12", "2.4.14"),
        *("2.4.01", "2.7.02", "4.2.02", "4.2.04", "5.3.00"),
    )
)
"""What nearly every village decides on: first where two fit alike."""


@dataclass(frozen=True, slots=True)
class Known:
    """A code with its official name and villagers' words for it."""

    code: str
    name: str
    said: str = ""


def find(codes: Iterable[Known], query: str) -> list[Known]:
    """The activities that a few words mean, best first; digits find codes that begin so, in either spelling."""
    typed = query.strip().lower()
    activities = [one for one in codes if one.code.count(".") > 1]
    if re.fullmatch(r"[0-9.]+", typed):
        wanted = ".".join(part.lstrip("0") or "0" for part in typed.split(".")[:2])
        begin = ".".join(filter(None, (wanted.rstrip("."), *typed.split(".")[2:])))
        return [one for one in activities if one.code.startswith(begin)][:MOST]
    words = _split(typed)
    telling = [word for word in words if word not in EMPTY and not _how(word)]
    scored = [(*_points(one, telling or words, words), one) for one in activities]
    most = max((hits for hits, _sum, _one in scored), default=0)
    best = [(points, one) for hits, points, one in scored if hits == most and most]
    return [one for _points_of, one in sorted(best, key=lambda pair: (-pair[0], pair[1].code))][:MOST]


def _split(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _how(word: str) -> str:
    if word in KEEPING:
        return "pemeliharaan"
    return "pembangunan" if word in BUILDING else ""


def _points(one: Known, sought: Sequence[str], everything: Sequence[str]) -> tuple[int, float]:
    said, official = _split(one.said), _split(one.name)
    best = [max(_worth(said, word, SAID), _worth(official, word, OFFICIAL)) for word in sought]
    fits = any(official[:1] == [_how(word)] for word in everything)
    rest = -REST if one.code.endswith(".90") else 0
    common = USUAL if one.code in COMMON else 0
    return sum(point > 0 for point in best), sum(best) + (FITS if fits else 0) + common + rest


def _worth(words: Sequence[str], typed: str, worth: int) -> float:
    """A whole word counts more than a beginning, a beginning more than a slip, and what comes first most."""
    most = 0.0
    for at, word in enumerate(words):
        if word.startswith(typed):
            exact = len(typed) / len(word)
        elif len(typed) >= LONG_ENOUGH and DamerauLevenshtein.distance(word[: len(typed)], typed, score_cutoff=1) <= 1:
            exact = 0.2
        else:
            continue
        most = max(most, worth * (0.4 + 0.6 * exact) - min(at, 9))
    return most
