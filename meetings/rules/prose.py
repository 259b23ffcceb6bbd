"""Whether one text was copied from another: shingles of words, and a sketch of them that an index can hold.

Source: A. Broder, "On the resemblance and containment of documents" (1997); the sketch is computed by rensa.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b

from rensa import RMinHash

WORDS = 5
"""Words in a shingle."""

COPIED = 0.85
"""Jaccard index of two texts' shingles from which on one was copied (goals §10.3 A10)."""

LEAST = 40
"""Texts of fewer shingles are alike by nature: "Musyawarah dibuka oleh Ketua BPD"."""

PERMUTATIONS, ROWS = 125, 5
SEED = 32_05
"""25 bands of five: two texts that are 0.85 alike share a band all but once in a million, 0.3 alike once in 17."""

NAME, NUMBER = "@", "#"

_SENTENCE = re.compile(r"[.!?;]+(?=\s|$)|\n+")
_WORD = re.compile(r"(?:rp)?\d[\d.,:/-]*|[^\W_]+")

Words = tuple[str, ...]


def sentences(text: str, names: Collection[str]) -> list[Words]:
    """The sentences of a text as words in lower case; own names and figures do not count.

    ``names``: of the village, its hamlets, its kecamatan: the first that whoever copies replaces.
    """
    masked = {word for name in names for word in _words(name)}
    found = []
    for part in _SENTENCE.split(text):
        words = tuple(
            NUMBER if any(map(str.isdigit, word)) else NAME if word in masked else word for word in _words(part)
        )
        if words:
            found.append(words)
    return found


def shingles(told: Iterable[Words]) -> set[Words]:
    """Every run of five words, across the ends of sentences."""
    words = [word for sentence in told for word in sentence]
    return {tuple(words[place : place + WORDS]) for place in range(len(words) - WORDS + 1)}


def likeness(one: set[Words], other: set[Words]) -> float | None:
    """The Jaccard index of two texts' shingles; ``None`` where one is too short to say anything."""
    if min(len(one), len(other)) < LEAST:
        return None
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def sketch(told: set[Words]) -> list[int]:
    """One number a band: alike texts share at least one, however many texts there are."""
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update([" ".join(one) for one in told])
    values = minhash.digest()
    return [number_of(f"{place}:{values[place : place + ROWS]}") for place in range(0, PERMUTATIONS, ROWS)]


def sentence_number(words: Sequence[str]) -> int:
    """The name of a sentence in an index."""
    return number_of(" ".join(words))


def number_of(text: str) -> int:
    """A signed 64-bit number that stands for a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
