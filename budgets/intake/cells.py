"""What a cell says: one small reader a kind of value. Each takes text that is not empty and raises ``Wrong``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from backend.kernel import money
from budgets import rules
from budgets.terms import Delivery, FundSource
from villages.rules import is_code

Reader = Callable[[str], Any]
YEARS = (2015, 2100)
CENTURY = 2000
VILLAGE_DIGITS = 10
"""Digits of a village code without its dots: PP.KK.CC.SVVV."""
MARKS = frozenset({"v", "x", "√", "✓", "✔", "ya", "y", "1", "true"})
"""How people tick a column."""
NO_MARKS = frozenset({"tidak", "t", "0", "-", "false", ""})
MONTHS = (
    *(("jan", "januari"), ("feb", "pebruari", "februari"), ("mar", "maret"), ("apr", "april"), ("mei",)),
    *(("jun", "juni"), ("jul", "juli"), ("agu", "agt", "ags", "agustus"), ("sep", "sept", "september")),
    *(("okt", "oktober"), ("nov", "nop", "november", "nopember"), ("des", "desember")),
)
_MONTH_OF = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
WHOLE_YEAR = frozenset({"12 bulan", "1 tahun", "setahun", "sepanjang tahun", "satu tahun", "januari desember"})
LONGEST_UNIT = 20
SOURCES: Mapping[str, FundSource] = {
    **{word.casefold(): FundSource(word) for word in FundSource.values},
    **dict.fromkeys(("pades", "padesa", "pendapatan asli desa", "pendapatan asli daerah"), FundSource.PAD),
    **dict.fromkeys(
        (
            "dd",
            "dana desa",
            "dana desa apbn",
            "alokasi apbn",
            "alokasi apbn dana desa",
            "apbn",
            "dd apbn",
            "dds dana desa",
        ),
        FundSource.DDS,
    ),
    **dict.fromkeys(("alokasi dana desa", "add apbd"), FundSource.ADD),
    **dict.fromkeys(
        (
            *("pbhr", "bhpr", "bhprd", "phpr", "dbh", "bagi hasil pajak", "bagi hasil pajak dan retribusi"),
            *("bagi hasil pajak dan retribusi daerah", "bagian hasil pajak retribusi kab kota"),
            *("bagian hasil pajak dan retribusi", "bagi hasil pajak retribusi daerah"),
        ),
        FundSource.PBH,
    ),
    **dict.fromkeys(
        (
            "bkp",
            "banprov",
            "ban prov",
            "bankeu prov",
            "bankeu provinsi",
            "bantuan keuangan provinsi",
            "bantuan provinsi",
        ),
        FundSource.PBP,
    ),
    **dict.fromkeys(
        (
            *(
                "bkk",
                "bankab",
                "ban kab",
                "bankeu kab",
                "bankeu kabupaten",
                "bantuan keuangan kabupaten",
                "bantuan kabupaten",
            ),
            *("bantuan keuangan kabupaten kota", "bantuan keuangan kab kota"),
        ),
        FundSource.PBK,
    ),
    **dict.fromkeys(
        (
            *("lain lain", "pendapatan lain lain", "pll", "hibah", "lain lain pendapatan desa yang sah"),
            *("hibah sumbangan tidak mengikat", "lainnya"),
        ),
        FundSource.DLL,
    ),
    **dict.fromkeys(("swadaya masyarakat", "gotong royong"), FundSource.SWADAYA),
    **dict.fromkeys(("dana desa dari pusat",), FundSource.DDS),
    **dict.fromkeys(("alokasi dana desa dari kabupaten",), FundSource.ADD),
    **dict.fromkeys(("pendapatan lain lain",), FundSource.DLL),
}
"""What tables call the sources: Siskeudes, OpenSID (``domain.md`` §3.6), and villages."""


class Wrong(ValueError):
    """What is wrong with a cell and what to do; a sentence for who brought the table."""


def plain(text: str) -> str:
    """Words of a text without case and signs, one space between: ``"Dana-Desa (APBN)"`` is ``"dana desa apbn"``."""
    return " ".join(re.findall(r"[^\W_]+|√|✓|✔", text.casefold()))


def text(longest: int) -> Reader:
    """A text of at most so many letters."""

    def read(said: str) -> str:
        if len(said) > longest:
            raise Wrong(_("Terlalu panjang: paling banyak %(most)d huruf. Persingkat.") % {"most": longest})
        return said

    return read


def amount(said: str) -> int:
    """An amount in sen, never negative."""
    found = balance(said)
    if found < 0:
        raise Wrong(_("Jumlah tidak boleh kurang dari nol."))
    return found


def balance(said: str) -> int:
    """An amount in sen that may be negative: ``-1.250`` or ``(1.250)``."""
    found = money.from_sheet(said)
    if found is None:
        raise Wrong(
            _("Bukan jumlah uang. Tulis seperti 1.250.000 atau 1250000,50; paling banyak dua angka di belakang koma.")
        )
    return found


def year(said: str) -> int:
    """A fiscal year; ``TA 2027`` is one too."""
    found = re.fullmatch(r"(?:ta|tahun)?\s*([0-9]{4})", said.strip().casefold())
    least, most = YEARS
    if found is None or not least <= int(found[1]) <= most:
        raise Wrong(_("Bukan tahun anggaran. Tulis empat angka, misalnya 2027."))
    return int(found[1])


def whole(least: int, most: int) -> Reader:
    """A whole number within bounds, with or without dots between thousands."""

    def read(said: str) -> int:
        digits = re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+|[0-9]+", said.strip())
        number = int(digits[0].replace(".", "")) if digits else -1
        if not least <= number <= most:
            told = {"least": least, "most": most}
            raise Wrong(_("Bukan bilangan bulat antara %(least)d dan %(most)d.") % told)
        return number

    return read


def quantity(said: str) -> int:
    """A volume in thousandths: ``450``, ``1.250,5``, ``2.5``."""
    tidy = said.strip()
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", tidy) and not tidy.startswith("0."):
        tidy = tidy.replace(".", "")
    tidy = tidy.replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", tidy):
        raise Wrong(_("Bukan volume. Tulis angkanya saja, misalnya 450 atau 2,5; satuannya di kolom satuan."))
    scaled = Decimal(tidy) * rules.THOUSANDTHS
    if scaled != scaled.to_integral_value():
        raise Wrong(_("Volume paling banyak tiga angka di belakang koma."))
    return int(scaled)


def account(said: str) -> str:
    """An account code in the annex's spelling: ``02.03.10.`` and ``32.05.09.2006.02.03.10.`` are ``2.3.10``.

    Siskeudes puts the village's code before the activity's (``domain.md`` §4).
    """
    _village, code = split_account(said)
    return code


def split_account(said: str) -> tuple[str, str]:
    """The village code before an activity's code (``""`` where there is none), and the code in the annex's spelling."""
    tidy = said.strip().replace(",", ".").replace(" ", "")
    found = re.fullmatch(r"([0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4})\.?((?:[0-9]{1,3}\.?)+)", tidy)
    village, code = (found[1], found[2]) if found else ("", tidy)
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})*\.?", code):
        raise Wrong(_("Bukan kode rekening. Tulis seperti 2.3.10 atau 02.03.10."))
    return village, rules.normalised(code)


def village_code(said: str) -> str:
    """A Kemendagri village code; ``3205092006`` and ``32.05.09.2006.`` are ``32.05.09.2006``."""
    digits = re.sub(r"[.,\s]", "", said)
    if digits.isdecimal() and len(digits) == VILLAGE_DIGITS:
        code = ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))
        if is_code(code):
            return code
    raise Wrong(_("Bukan kode desa Kemendagri. Tulis seperti 32.05.09.2006."))


def source(said: str) -> FundSource:
    """A source of funds, by its Siskeudes code or by any of the names in ``SOURCES``."""
    found = SOURCES.get(plain(said))
    if found is None:
        known = ", ".join(FundSource.values)
        raise Wrong(_("Sumber dana tidak dikenal. Tulis salah satu dari: %(known)s.") % {"known": known})
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """What one source pays; ``amount`` in sen, ``None`` where the cell does not say how much."""

    source: FundSource
    carried_over: bool = False
    amount: int | None = None


def sources(said: str) -> tuple[Part, ...]:
    """One source, or several with what each pays: ``DD``, ``SiLPA ADD``, ``DD Rp 50.000.000; PAD Rp 2.500.000``."""
    if one := _one_source(said):
        return (one,)
    found = []
    for piece in re.split(r"\s*(?:[;\n+/]|,(?=\s*[^\W\d]))\s*", said):
        told = _PART.fullmatch(piece.strip())
        one = _one_source(told["name"]) if told else None
        if told is None or one is None:
            known = ", ".join(FundSource.values)
            raise Wrong(_("Sumber dana tidak dikenal. Tulis salah satu dari: %(known)s.") % {"known": known})
        found.append(replace(one, amount=amount(told["amount"]) if told["amount"] else None))
    if len(found) > 1 and any(one.amount is None for one in found):
        raise Wrong(_("Tulis jumlah setiap sumber, misalnya DDS Rp 50.000.000; PAD Rp 2.500.000."))
    return tuple(found)


_PART = re.compile(r"(?P<name>.*?)[\s:=(]*(?P<amount>(?:rp\.?\s*)?[0-9][0-9.,]*-?)?\)?", re.IGNORECASE | re.DOTALL)


def _one_source(said: str) -> Part | None:
    words = plain(said)
    bare = words.removeprefix("silpa ").removesuffix(" silpa")
    found = SOURCES.get(bare)
    return None if found is None else Part(found, carried_over=bare != words)


def volume(said: str) -> tuple[int, str]:
    """A volume in thousandths with the unit behind it: ``450 m``, ``1 paket``, ``12``."""
    found = re.fullmatch(r"(?P<number>[0-9][0-9.,]*)\s*(?P<unit>[^\W\d].*)?", said.strip(), re.DOTALL)
    if found is None or re.search(r"[x×*]\s*[0-9]", said):
        raise Wrong(_("Bukan volume. Tulis satu angka dan satuannya, misalnya 450 m, atau 2,5 km."))
    return quantity(found["number"]), text(LONGEST_UNIT)((found["unit"] or "").strip())


def months(said: str) -> tuple[int, int]:
    """The first and the last month of the work: ``April - Juni``, ``4-6``, ``Mei 2027``, ``12 bulan``."""
    words = plain(said)
    if words in WHOLE_YEAR:
        return 1, len(MONTHS)
    named = [_MONTH_OF[word] for word in words.split(" ") if word in _MONTH_OF]
    digits = re.fullmatch(r"([0-9]{1,2})\s*(?:-|–|s\s*/?\s*d\.?|sampai)\s*([0-9]{1,2})", said.strip().casefold())
    if digits and not named:
        named = [month(digits[1]), month(digits[2])]
    if len(named) not in (1, 2):
        raise Wrong(_("Tulis bulan mulai dan bulan selesai, misalnya April - Juni."))
    return named[0], named[-1]


def yes(said: str) -> bool:
    """A tick: ``v``, ``x``, ``ya`` or ``1``."""
    word = plain(said) or said.strip()
    if word in MARKS:
        return True
    if word in NO_MARKS:
        return False
    raise Wrong(_("Tulis ya atau tidak."))


def day(said: str) -> date:
    """A day, the day before the month as Indonesia writes: ``2026-11-26``, ``26/11/2026``, ``26 November 2026``."""
    tidy = said.strip()
    first = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", tidy)
    last = re.fullmatch(r"([0-9]{1,2})[-/. ]+([0-9]{1,2}|[^\W\d_]+)[-/. ]+([0-9]{4}|[0-9]{2})", tidy)
    parts = (first[3], first[2], first[1]) if first else last.groups() if last else ("", "", "")
    named = str(_MONTH_OF.get(parts[1].casefold(), parts[1]))
    try:
        return date(int(parts[2]) + (CENTURY if len(parts[2]) == len("26") else 0), int(named), int(parts[0]))
    except ValueError as wrong:
        raise Wrong(_("Bukan tanggal. Tulis hari, bulan, tahun, misalnya 26/11/2026.")) from wrong


def month(said: str) -> int:
    """A month by its number or its name, also in ``2027-04-01`` and ``April 2027``."""
    dated = re.fullmatch(r"[0-9]{4}-([0-9]{2})(?:-[0-9]{2})?", said.strip())
    first = plain(said).split(" ")[0] if not dated else dated[1]
    if first.isdecimal() and 1 <= int(first) <= len(MONTHS):
        return int(first)
    if first in _MONTH_OF:
        return _MONTH_OF[first]
    raise Wrong(_("Bukan bulan. Tulis 1 sampai 12 atau nama bulannya."))


DELIVERIES: Mapping[str, Delivery] = {
    **dict.fromkeys(("swakelola", "1", "self managed"), Delivery.SELF_MANAGED),
    **dict.fromkeys(
        ("kerja sama antar desa", "kerjasama antar desa", "kerjasama", "kerja sama", "2", "villages together"),
        Delivery.VILLAGES_TOGETHER,
    ),
    **dict.fromkeys(
        ("kerja sama pihak ketiga", "kerjasama pihak ketiga", "pihak ketiga", "3", "third party"),
        Delivery.THIRD_PARTY,
    ),
}


def delivery(said: str) -> Delivery:
    """How the work is done."""
    found = DELIVERIES.get(plain(said))
    if found is None:
        raise Wrong(_("Tulis Swakelola, Kerja sama antar desa, atau Kerja sama pihak ketiga."))
    return found
