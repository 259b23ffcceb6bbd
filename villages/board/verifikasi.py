#!/usr/bin/env python3
"""Periksa berkas Rembuk Desa tanpa server: terbitan (.json) dan sidik harian kabupaten (.json).

    python3 verifikasi.py terbitan-3.json
    python3 verifikasi.py terbitan-3.json --sidik sidik-2026.json --kode ABCD2345
    python3 verifikasi.py sidik-lama.json sidik-baru.json
    python3 verifikasi.py --en ...            (in English)

Butuh Python 3.9 atau lebih baru dan tidak ada yang lain; tidak menghubungi internet.
Selesai dengan 0: utuh, 1: ada yang tidak cocok, 2: berkas tidak dapat dibaca.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

WHOLE, CHANGED, UNREADABLE = 0, 1, 2
PUBLICATION, DAY, DAYS = "rembuk-desa/publication/1", "rembuk-desa/sidik/1", "rembuk-desa/sidik-harian/1"
SPOKEN = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
EXACT, PLAIN, SMALLEST_PLAIN = 2**53, 21, -6
FIRST = "0" * 64
GROUP, PRINTED = 4, 16
LARGEST = 50 * 1024 * 1024
IN_ENGLISH = "--en" in sys.argv


class Unreadable(Exception):
    """The file is none of ours, or no JSON."""


def say(indonesian: str, english: str) -> str:
    """The sentence in the language that was asked for."""
    return english if IN_ENGLISH else indonesian


def canonical(value: Any) -> bytes:
    """``value`` as RFC 8785 JSON."""
    return _written(value).encode("utf-8")


def _written(value: Any) -> str:
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(_written(name) + ":" + _written(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_written, value)) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(value)
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """As JavaScript writes it (ECMAScript, Number::toString), which RFC 8785 asks for."""
    if isinstance(value, int):
        if not -EXACT < value < EXACT:
            raise Unreadable(say("memuat bilangan yang terlalu besar", "holds a number that is too large"))
        return str(value)
    if value == 0:
        return "0"
    sign, (digits, point) = "-" if value < 0 else "", _digits(abs(value))
    if SMALLEST_PLAIN < point <= PLAIN:
        if point <= 0:
            return sign + "0." + "0" * -point + digits
        whole = digits[:point].ljust(point, "0")
        return sign + whole + ("." + digits[point:] if digits[point:] else "")
    power = point - 1
    rest = "." + digits[1:] if digits[1:] else ""
    return f"{sign}{digits[0]}{rest}e{'+' if power > 0 else '-'}{abs(power)}"


def _digits(value: float) -> tuple[str, int]:
    """The shortest digits that stand for a number, and where its point is in them."""
    mantissa, _, power = repr(value).partition("e")
    whole, _, rest = mantissa.partition(".")
    digits = (whole + rest).lstrip("0")
    point = len(whole) + int(power or 0) - (len(whole + rest) - len(digits))
    return digits.rstrip("0"), point


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def letters(digest: str, length: int) -> str:
    """The first letters of a digest, as posters print them."""
    number, found = int(digest, 16), ""
    for _ in range(length):
        number, rest = divmod(number, len(SPOKEN))
        found += SPOKEN[rest]
    return found


def leaf(value: Any) -> bytes:
    return hashlib.sha256(b"\x00" + canonical(value)).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: list[bytes]) -> str:
    """The root over leaves; an odd one rises as it is."""
    level = leaves or [hashlib.sha256().digest()]
    while len(level) > 1:
        pairs = [node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0].hex()


def root_by(reached: bytes, place: int, size: int, path: list[str]) -> str:
    """The root that a proof leads to; empty where it is no proof of that place in a tree of that size."""
    steps, last = [bytes.fromhex(step) for step in path], size - 1
    if not 0 <= place < size or [step.hex() for step in steps] != path:
        return ""
    while last:
        if place % 2 or place < last:
            if not steps:
                return ""
            beside = steps.pop(0)
            reached = node(beside, reached) if place % 2 else node(reached, beside)
        place, last = place // 2, last // 2
    return "" if steps else reached.hex()


def day_value(kabupaten: str, day: dict[str, Any]) -> str:
    """The digest of a day, from what it stands for."""
    names = ("day", "size", "root", "previous")
    return sha256(canonical({"format": DAY, "kabupaten": kabupaten, **{name: day[name] for name in names}}))


def sealed(told: dict[str, Any]) -> dict[str, Any]:
    """What the leaf of a publication stands for."""
    names = ("number", "subject", "title", "fiscal_year", "held_on", "published_at", "supersedes", "reason", "ledger")
    facts = {name: told[name] for name in names}
    return {**facts, "village": told["village"]["id"], "digest": told["digest"]["value"]}


def faults_of_publication(told: dict[str, Any]) -> list[str]:
    """What of a publication does not fit together."""
    found, digest, content = [], told["digest"], told["snapshot"]
    if (digest["of"], digest["how"]) != ("snapshot", "SHA-256, RFC 8785"):
        found.append(say("cara menghitung digest tidak dikenal", "the way its digest is made is unknown"))
    if content is not None and sha256(canonical(content)) != digest["value"]:
        found.append(say("isinya tidak cocok dengan ringkasannya (SHA-256)", "its content does not match its digest"))
    if content is not None and content["village"]["id"] != told["village"]["id"]:
        found.append(say("desanya bukan desa pada isinya", "its village is not the one in its content"))
    if told["short_code"] != letters(digest["value"], len(told["short_code"]) or 1):
        found.append(say("kode periksanya tidak cocok", "its check code does not match"))
    if content is None and not told["withdrawn"]:
        found.append(say("isinya hilang", "its content is missing"))
    if told["seal"] != leaf(sealed(told)).hex():
        found.append(
            say(
                "judul, nomor, hari, alasan, atau nomor buku catatannya tidak cocok dengan segelnya",
                "its title, number, days, reason or ledger do not match its seal",
            )
        )
    return found + (faults_of_proof(told) if told["proof"] is not None else [])


def faults_of_proof(told: dict[str, Any]) -> list[str]:
    """What of the proof does not lead to the day's digest."""
    proof, found = told["proof"], []
    day, home, own = proof["digest"], proof["village"], proof["publication"]
    facts = {"village": told["village"]["id"], "ledger": home["ledger"], "publications": home["publications"]}
    reached = root_by(leaf(sealed(told)), own["place"], home["publications"]["size"], own["path"])
    if own["place"] != told["number"] - 1 or reached != home["publications"]["root"]:
        found.append(say("buktinya tidak sampai ke daftar terbitan desa", "its proof misses the village's list"))
    if root_by(leaf(facts), home["place"], day["size"], home["path"]) != day["root"]:
        found.append(say("buktinya tidak sampai ke sidik kabupaten", "its proof misses the kabupaten's digest"))
    if home["ledger"]["number"] < told["ledger"]["number"]:
        found.append(say("sidik itu lebih tua daripada terbitannya", "that digest is older than the publication"))
    return found + faults_of_head(day["kabupaten"], day)


def faults_of_head(kabupaten: str, day: dict[str, Any]) -> list[str]:
    """Whether the value of a day stands for what the day says."""
    if day["value"] != day_value(kabupaten, day) or day["letters"] != printed(day["value"]):
        return [say(f"sidik hari {day['day']} tidak cocok", f"the digest of {day['day']} does not match")]
    return []


def printed(value: str) -> str:
    code = letters(value, PRINTED)
    return "-".join(code[at : at + GROUP] for at in range(0, PRINTED, GROUP))


def faults_of_day(told: dict[str, Any]) -> list[str]:
    """Whether the villages of a day lead to its root."""
    found = faults_of_head(told["kabupaten"]["code"], told)
    if len(told["villages"]) != told["size"] or root([leaf(one) for one in told["villages"]]) != told["root"]:
        found.append(say("daftar desanya tidak cocok dengan sidiknya", "its villages do not lead to its digest"))
    return found


def faults_of_days(told: dict[str, Any]) -> list[str]:
    """Whether each day carries the one before."""
    found, before = [], None
    for day in told["days"]:
        found += faults_of_head(told["kabupaten"]["code"], day)
        follows = before is None or date.fromisoformat(day["day"]) == date.fromisoformat(before["day"]) + timedelta(1)
        if not follows or (before is not None and day["previous"] != before["value"]):
            found.append(
                say(
                    f"hari {day['day']} tidak menyambung hari sebelumnya",
                    f"{day['day']} does not follow the day before",
                )
            )
        before = day
    return found


CHECKS = {PUBLICATION: faults_of_publication, DAY: faults_of_day, DAYS: faults_of_days}


def values_of(told: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Kabupaten and day -> value, as a file tells them."""
    if told["format"] == PUBLICATION:
        day = (told["proof"] or {}).get("digest")
        return {(day["kabupaten"], day["day"]): day["value"]} if day else {}
    days = told["days"] if told["format"] == DAYS else [told]
    return {(told["kabupaten"]["code"], day["day"]): day["value"] for day in days}


def read(name: str) -> dict[str, Any]:
    """The JSON of a file. Raises ``Unreadable``."""
    try:
        with Path(name).open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(error.strerror or "?") from None
    if len(content) > LARGEST:
        raise Unreadable(say("terlalu besar", "is too large"))
    return parsed(content)


def parsed(content: bytes) -> dict[str, Any]:
    """The JSON of one of our files. Raises ``Unreadable``."""
    try:
        told = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Unreadable(say("bukan JSON yang sah", "is no valid JSON")) from None
    if not isinstance(told, dict) or not isinstance(told.get("format"), str) or told["format"] not in CHECKS:
        raise Unreadable(say("bukan berkas Rembuk Desa", "is no file of Rembuk Desa"))
    return told


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _no_number(word: str) -> Any:
    raise ValueError(word)


def check(told: dict[str, Any], code: str) -> list[str]:
    """The faults of one file. Raises ``Unreadable`` where something of it is missing."""
    try:
        found = CHECKS[told["format"]](told)
        if code and told["format"] == PUBLICATION and plain(code) != told["short_code"]:
            found.append(say(f"kodenya bukan {plain(code)}", f"its code is not {plain(code)}"))
        values_of(told)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, OverflowError, RecursionError):
        raise Unreadable(say("tidak lengkap", "is not complete")) from None
    return found


def plain(code: str) -> str:
    return "".join(one for one in code.upper() if one.isalnum())


def differing(every: list[dict[str, Any]]) -> list[str]:
    """Days that two files tell differently: somebody rewrote history, or a file was changed."""
    known: dict[tuple[str, str], str] = {}
    found = []
    for told in every:
        for (kabupaten, day), value in values_of(told).items():
            if known.setdefault((kabupaten, day), value) != value:
                words = (f"sidik {kabupaten} hari {day} berbeda di dua berkas: SEJARAH DIUBAH, atau berkasnya",)
                found.append(say(words[0], f"two files tell {kabupaten}, {day} differently: HISTORY WAS CHANGED"))
    return found


def about(told: dict[str, Any]) -> list[str]:
    """What a whole file is, in plain words."""
    if told["format"] != PUBLICATION:
        return [f"{told['kabupaten']['name']}: " + ", ".join(sorted(day for _, day in values_of(told)))[:200]]
    # Only what is sealed: the name and code beside the content are today's, and anybody may have written them.
    place = told["snapshot"]["village"] if told["snapshot"] is not None else None
    where = f"{place['name']} ({place['code']})" if place else told["village"]["id"]
    lines = [f"{where}, {told['title']}"]
    lines.append(say("Terbitan nomor", "Publication") + f" {told['number']}, {told['published_at'][:10]}")
    lines.append(say("Kode periksa", "Check code") + f" {told['short_code']}")
    if told["proof"] is None:
        lines.append(say("Belum tercakup sidik harian.", "No daily digest covers it yet."))
    else:
        day = told["proof"]["digest"]
        lines.append(say("Sidik harian", "Daily digest") + f" {day['kabupaten']}, {day['day']}: {day['letters']}")
    if told["withdrawn"]:
        lines.append(say("DITARIK KEMBALI: ", "WITHDRAWN: ") + str(told["withdrawn"]["reason"]))
    if told["superseded_by"]:
        lines.append(say("Sudah diganti terbitan nomor", "Superseded by publication") + f" {told['superseded_by']}")
    if told["withdrawn"] or told["superseded_by"]:
        lines.append(
            say("(Baris di atas tidak tersegel: lihat papan desa.)", "(The above is not sealed: see the board.)")
        )
    return lines


def main() -> int:
    """Checks every file that is named; answers the worst that was found."""
    parser = argparse.ArgumentParser(
        prog="verifikasi.py",
        description=say("Periksa terbitan dan sidik harian Rembuk Desa.", "Check publications and daily digests."),
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--sidik", action="append", default=[], help=say("salinan sidik harian", "a kept digest file"))
    parser.add_argument("--kode", default="", help=say("kode periksa pada poster", "the check code on the poster"))
    parser.add_argument("--en", action="store_true", help="in English")
    given = parser.parse_args()
    every, worst = [], WHOLE
    for name in [*given.files, *given.sidik]:
        try:
            told = read(name)
            found = check(told, given.kode)
        except Unreadable as error:
            say_of(name, say("TIDAK TERBACA", "UNREADABLE"), [str(error)])
            worst = UNREADABLE
            continue
        every.append(told)
        say_of(name, say("BERUBAH", "CHANGED") if found else say("UTUH", "WHOLE"), found or about(told))
        worst = max(worst, CHANGED if found else WHOLE)
    found = differing(every) + unknown(every, given)
    for fault in found:
        sys.stdout.write(f"!! {fault}\n")
    return max(worst, CHANGED if found else WHOLE)


def unknown(every: list[dict[str, Any]], given: argparse.Namespace) -> list[str]:
    """Days of publications that no digest file tells, where such a file was given."""
    kept = {key for told in every if told["format"] != PUBLICATION for key in values_of(told)}
    asked = {key for told in every if told["format"] == PUBLICATION for key in values_of(told)}
    return [
        say(f"sidik {kabupaten} hari {day} tidak ada pada --sidik", f"no --sidik file tells {kabupaten}, {day}")
        for kabupaten, day in sorted(asked - kept)
        if given.sidik
    ]


def say_of(name: str, verdict: str, lines: list[str]) -> None:
    sys.stdout.write(f"{verdict}: {name}\n" + "".join(f"   {line}\n" for line in lines))


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
