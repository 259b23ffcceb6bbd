"""Whether two entries of an attendance list may be the same person. A guess for a human, never a decision.

No regulation speaks of it; what is known of Indonesian names stands beside each table.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

SUGGESTED = 0.85
"""From this score on, a pair is shown to a human."""

UNLIKELY = 0.6
"""The most that a name alone is worth where gender or hamlet speak against it."""

WORTH_A_LOOK = 50
"""Names less alike than this (of 100, letters only) are not compared further."""

ALIKE, SHORT = 0.8, 4
"""How alike two parts of a name must be to be one; parts of at most ``SHORT`` letters must be the same (Dedi, Dede)."""

INITIAL = 0.7
"""What an initial says of the part that it may stand for."""

ONE_PART = 0.9
"""A single part says less than a full name: there are many an Asep."""

SAME_PHONE, SAME_PLACE, SAME_GENDER, SAME_RT = 0.35, 0.08, 0.03, 0.04
KNOWN_GENDERS = frozenset({"L", "P"})

_RELIGIOUS = "h hj hji haji hajah hajjah k kh ky kiai kyai nyai ust ustd ustad ustadz ustaz ustadzah tgk teungku tgh"
_ADDRESS = "bp bpk bapak pak bu ibu ny nyonya nn nona tn tuan sdr sdri saudara saudari mas mbak mbah mang kang teh"
_MORE_ADDRESS = "gus teteh ceu bang cak kak rd raden"
_FIRST_DEGREES = "drs dra dr drg ir spd spdi spdsd sag se sei sh shi ssos sip sikom skom skm skep st ssi sp spt ba str"
_HIGHER_DEGREES = "prof mpd mpdi mag mm mh msi msos mkes mt mp ma phd lc am amd amdkeb amk strkeb ners gr sk sta"
TITLES = frozenset(" ".join((_RELIGIOUS, _ADDRESS, _MORE_ADDRESS, _FIRST_DEGREES, _HIGHER_DEGREES)).split())
"""Written of the same person on one list and left out on the next."""

_MUHAMMADS = "md mhd mhmd mohd moh moch much muh muhd muhamad mohamad mochamad muchamad mohamed muhamed mokhamad"
SAME_NAME = dict.fromkeys(_MUHAMMADS.split(), "muhamad") | {"abd": "abdul", "abdl": "abdul"}
"""Ways of writing one name, double letters already folded."""

SAME_FIRST_NAME = {"m": "muhamad", "st": "siti"}
"""Short for a name only where it stands first and another follows; after a name ``ST`` is a degree."""

OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("kh", "h"), ("ch", "h"), ("sj", "sy"))
"""Spelling before 1972, and kh/ch of Arabic names: Soekarno, Djoko, Achmad, Choirul."""

_NUMERALS = "i ii iii iv v vi vii viii ix x"
ROMANS = {numeral: str(number) for number, numeral in enumerate(_NUMERALS.split(), 1)}
_PLACES = "dusun dsn dukuh dk kampung kp kampong lingkungan lk banjar jorong"
PLACES = frozenset(_PLACES.split())

_APART = re.compile(r"[\s,/_-]+")
_QUOTES = re.compile(r"['’‘`´ʼʻ\"]")
_DEGREE_APART = re.compile(r"\b[sma]\.\s*(?:pd|ag|kom|sos|ip|hum|si|kes|ak|kep|farm)\b\.?(?:\s*i\b\.?)?")
_TWICE = re.compile(r"(.)\1+")
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Entry:
    """What an attendance list says of a person."""

    name: str
    gender: str = ""
    hamlet: str = ""
    rt: str = ""
    rw: str = ""
    phone: str = ""


def score(one: Entry, other: Entry) -> float:
    """How likely two entries are the same person, 0 to 1; the same whichever comes first.

    Where gender or hamlet are known and differ, the name alone never reaches ``SUGGESTED``; the same telephone may.
    """
    named = name_likeness(one.name, other.name)
    if _against(one, other):
        named = min(named, UNLIKELY)
    return max(0.0, min(1.0, named + _evidence(one, other))) if named > 0 else 0.0


def _against(one: Entry, other: Entry) -> bool:
    genders = {one.gender, other.gender} & KNOWN_GENDERS
    hamlets = {place_key(one.hamlet), place_key(other.hamlet)} - {""}
    return len(genders) > 1 or len(hamlets) > 1


def _evidence(one: Entry, other: Entry) -> float:
    found = 0.0
    if phone_key(one.phone) and phone_key(one.phone) == phone_key(other.phone):
        found += SAME_PHONE
    if _against(one, other):
        return found
    if place_key(one.hamlet) and place_key(one.hamlet) == place_key(other.hamlet):
        found += SAME_PLACE
    if one.gender in KNOWN_GENDERS and one.gender == other.gender:
        found += SAME_GENDER
    if one.rt.lstrip("0") and (one.rt.lstrip("0"), one.rw.lstrip("0")) == (other.rt.lstrip("0"), other.rw.lstrip("0")):
        found += SAME_RT
    return found


def name_likeness(one: str, other: str) -> float:
    """How alike two names are once titles, spelling and spacing no longer count, 0 to 1."""
    parts, others = name_key(one), name_key(other)
    joined, other_joined = "".join(parts), "".join(others)
    if not joined or not other_joined or fuzz.ratio(joined, other_joined) < WORTH_A_LOOK:
        return 0.0
    if joined == other_joined:
        return ONE_PART if len(parts) == len(others) == 1 else 1.0
    likeness = _paired(parts, others)
    if len(parts) != len(others):
        likeness = max(likeness, _alike(joined, other_joined, ONE_PART))  # Abdul Rahman, Abdurrahman
    return likeness


def _alike(one: str, other: str, least: float) -> float:
    likeness = Levenshtein.normalized_similarity(one, other)
    return likeness if likeness >= least else 0.0


def _paired(parts: tuple[str, ...], others: tuple[str, ...]) -> float:
    """The share of letters in parts that find their like, weighed by how alike they are."""
    likes = sorted(
        (-_part_likeness(part, other), min(part, other), max(part, other), place, other_place)
        for place, part in enumerate(parts)
        for other_place, other in enumerate(others)
    )
    left, others_left, alike = set(range(len(parts))), set(range(len(others))), 0.0
    for negative, part, other, place, other_place in likes:
        if place in left and other_place in others_left:
            left.remove(place)
            others_left.remove(other_place)
            alike -= negative * (len(part) + len(other))
    share = alike / sum(map(len, (*parts, *others)))
    return share * ONE_PART if len(parts) == len(others) == 1 else share


def _part_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) == 1:
        return INITIAL if one[0] == other[0] else 0.0
    if min(len(one), len(other)) <= SHORT:
        return 0.0
    return _alike(one, other, ALIKE)


@lru_cache(maxsize=4096)
def name_key(name: str) -> tuple[str, ...]:
    """The parts of a name that tell people apart, spelled one way: ``H. Moch. Jaenuddin, S.Pd.`` as
    ``("muhamad", "jaenudin")``. Where nothing but titles was written, they are the name.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = _QUOTES.sub("", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    plain = _DEGREE_APART.sub(" ", plain)
    before_comma = plain.partition(",")[0] if plain.partition(",")[0].strip() else plain
    words = [word for word in _APART.split(before_comma) if word.strip(".")]
    parts = [part for place, word in enumerate(words) for part in _without_titles(word, first=place == 0)]
    if not parts:
        parts = [word.replace(".", "") for word in words]
    return tuple(_spelled(part, first=place == 0 and len(parts) > 1) for place, part in enumerate(parts))


def _without_titles(word: str, *, first: bool) -> list[str]:
    if first and word.rstrip(".") in SAME_FIRST_NAME:
        return [word.rstrip(".")]
    if word.replace(".", "") in TITLES:
        return []
    return [part for part in word.split(".") if part and part not in TITLES]


def _spelled(part: str, *, first: bool) -> str:
    if first and part in SAME_FIRST_NAME:
        return SAME_FIRST_NAME[part]
    for old, new in OLD_SPELLING:
        part = part.replace(old, new)
    folded = _TWICE.sub(r"\1", part)
    return SAME_NAME.get(folded, folded)


@lru_cache(maxsize=512)
def place_key(hamlet: str) -> str:
    """A hamlet's name spelled one way: ``Dsn. III`` as ``3``."""
    words = [word for word in re.split(r"[\s.,]+", hamlet.casefold()) if word]
    kept = [word for word in words if word not in PLACES] or words
    return " ".join(ROMANS.get(word, word.lstrip("0")) for word in kept)


def phone_key(phone: str) -> str:
    """A telephone number without country code and spacing; empty where it is none."""
    digits = _NO_DIGIT.sub("", phone)
    digits = digits.removeprefix("62") if digits.startswith("62") else digits
    return digits.lstrip("0") if len(digits) > 7 else ""
