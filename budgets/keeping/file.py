"""What a file says of an APB Desa: rows of the official penjabaran or of our CSV into activities and lines. No query.

The table prints sums beside what they sum; only what nothing details further is taken, and every sum that is printed is
compared with its parts, so that a file that does not add up is refused by row.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from backend.kernel import money
from budgets import balance
from budgets.accounts import Codes
from budgets.intake import cells, sheets
from budgets.intake.columns import Bad, Column, Form, Found
from budgets.terms import Ranah

SEVERAL = "*"
LONGEST_NAME, LONGEST_PLACE, LONGEST_UNIT = 300, 200, 20


_BRACKETS = re.compile(r"\s*\[(?P<activity>[0-9. ]+)\]\s*$")
"""Siskeudes' penjabaran has one column of codes: ``5.1.1.01. [01.01.01]`` is an account within an activity."""
_PADDED = re.compile(r"0[0-9](\.|$)")
"""In that column an activity begins with a nought, ``01.01.01``, and an account never does."""
_SUMS = re.compile(
    r"(jumlah|total|sub ?total|surplus|defisit|\(?defisit|silpa|sisa|pembiayaan|selisih)\b", re.IGNORECASE
)


def account(said: str) -> str:
    """An account code in any spelling; raises ``Wrong``."""
    tidy = _BRACKETS.sub("", said).strip().replace(",", ".").replace(" ", "")
    code = balance.account_of(tidy)
    if not all(part.isdigit() for part in code.split(".")):
        raise cells.Wrong(_("Bukan kode rekening. Tulis seperti 5.2.1.01 atau 4.2.1."))
    return code


def source(said: str) -> str:
    """A source of funds; ``SEVERAL`` where a sum names those of its parts."""
    named = {str(cells.source(one.strip())) for one in re.split(r"[,;+/]|\bdan\b", said) if one.strip()}
    return SEVERAL if len(named) > 1 else next(iter(named), "")


FORM = Form(
    "apb_desa",
    (
        Column(
            "activity",
            _("Kode kegiatan"),
            also=("kd keg", "kode keg", "bidang sub bidang kegiatan", "kode bidang kegiatan", "kode kegiatan bidang"),
            read=cells.account,
        ),
        Column("work", _("Kegiatan"), also=("nama kegiatan",), read=cells.text(LONGEST_NAME)),
        Column("place", _("Lokasi"), read=cells.text(LONGEST_PLACE)),
        Column(
            "account",
            _("Kode rekening"),
            also=("kode akun", "kd rincian", "akun", "akun kelompok jenis objek", "rekening", "kode"),
            read=account,
        ),
        Column("name", _("Uraian"), also=("nama rekening", "keterangan uraian"), read=cells.text(LONGEST_NAME)),
        Column("volume", _("Volume"), also=("keluaran", "output"), read=cells.quantity),
        Column("unit", _("Satuan"), read=cells.text(LONGEST_UNIT)),
        Column(
            "amount",
            _("Anggaran"),
            also=("menjadi", "jumlah", "setelah perubahan", "anggaranstlhpak", "pagu", "nilai"),
            read=cells.amount,
        ),
        Column("source", _("Sumber dana"), also=("sumber", "sumberdana", "kd sumber"), read=source),
        Column("before", _("Semula"), also=("sebelum perubahan", "anggaran semula"), read=cells.amount),
        Column("realised", _("Realisasi"), also=("realisasi sampai", "jumlah realisasi"), read=cells.amount),
    ),
)


REALISED = Form("apb_realised", FORM.columns)
"""The same table, brought for its realisation."""
NEEDED = ("account", "amount")
"""Columns without which nothing can be taken; rows of activities leave the one or the other empty."""


@dataclass(slots=True)
class Said:
    """A row of the file that was understood."""

    row: int
    activity: str
    work: str
    account: str
    name: str
    place: str = ""
    volume: int | None = None
    unit: str = ""
    amount: int | None = None
    source: str = ""
    realised: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The activity that it is about."""
        return self.activity, self.work


@dataclass(slots=True)
class Brought:
    """What a file says: activities and lines in its order, and every cell that is wrong."""

    works: dict[tuple[str, str], Said] = field(default_factory=dict)
    lines: list[Said] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Everything together, for who compares with the paper."""
        return sum(one.amount or 0 for one in self.lines)


def read(found: Found, codes: Codes) -> Brought:
    """What a table says whose columns were found; cells that are wrong are named, whatever else is read."""
    brought = Brought()
    absent = [str(one.title) for one in FORM.columns if one.name in NEEDED and one.name not in found.places]
    if absent:
        told = {"columns": ", ".join(absent)}
        why = say("Kolom ini tidak ditemukan: %(columns)s. Tunjukkan letaknya pada daftar kolom.") % told
        brought.bad.append(Bad(found.head, "", "", why))
        return brought
    _sort(found, _rows(found, codes, brought), brought)
    return brought


def _rows(found: Found, codes: Codes, brought: Brought) -> list[tuple[sheets.Row, Said]]:
    """Every row with something in it, codes in the annex's spelling, the activity carried down to its lines."""
    rows: list[tuple[sheets.Row, Said]] = []
    at = ("", "")
    for line in found.lines():
        values, bad = found.values(line)
        if _says_nothing(found, line, bad):
            continue
        brought.bad += bad
        if bad:
            continue
        activity, code = _codes_of(found, line, values)
        activity = codes.activity(activity)
        named = values["work"] or ("" if code else values["name"]) or ""
        own = (activity, named or codes.name(Ranah.FUNGSI, activity))
        spent = balance.is_under(code, balance.SPENDING) and code != balance.SPENDING
        if spent and (not activity or (activity == at[0] and not named)):
            pass  # the activity stands in a row above; Siskeudes repeats its code on each line, without its name
        elif len(activity.split(".")) == balance.ACTIVITY_DEPTH and (spent or not code):
            at = own
        else:
            at = ("", "")
        if values["name"] and values["name"].casefold() == codes.name(Ranah.EKONOMI, code).casefold():
            values["name"] = ""
        rows.append((line, _said(line.number, at, activity, code, values)))
    return rows


def _codes_of(found: Found, line: sheets.Row, values: Mapping[str, Any]) -> tuple[str, str]:
    """The codes of activity and account, from a column each or from one that holds both."""
    said, code = found.said(line, "account"), values["account"] or ""
    if brackets := _BRACKETS.search(said):
        return brackets["activity"], code
    if "activity" not in found.places and _PADDED.match(said):
        return said, ""
    return values["activity"] or "", code


def _says_nothing(found: Found, line: sheets.Row, bad: list[Bad]) -> bool:
    """The sums of a block, a signature, a remark: no code, or words where a code would stand.

    Words beside an amount are passed over only where they name a sum; anything else may be a line with a slip.
    """
    codes = [said for name in ("activity", "account") if (said := found.said(line, name))]
    if not bad or any(said[0].isdigit() for said in codes):
        return not codes
    return not found.said(line, "amount") or all(map(_SUMS.match, codes))


def _said(number: int, at: tuple[str, str], activity: str, code: str, values: Mapping[str, Any]) -> Said:
    return Said(
        row=number,
        activity=at[0] or activity,
        work=" ".join(at[1].split()),
        account=code,
        name=" ".join((values["name"] or "").split()),
        place=values["place"] or "",
        volume=values["volume"],
        unit=values["unit"] or "",
        amount=values["amount"],
        source=balance.own_source(code, values["source"] or ""),
        realised=values["realised"],
    )


def _sort(found: Found, rows: list[tuple[sheets.Row, Said]], brought: Brought) -> None:
    """Activities, lines, and sums to compare; complaints about what fits nowhere."""
    details: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _row, one in rows:
        details[one.key].update(list(balance.above(one.account))[:-1] if one.account else ())
    sums: list[tuple[sheets.Row, Said]] = []
    seen: dict[tuple[str, ...], int] = {}
    for row, one in rows:
        if not one.account or one.account in details[one.key] or "." not in one.account:
            sums.append((row, one))
            if len(one.activity.split(".")) == balance.ACTIVITY_DEPTH and not one.account:
                brought.works.setdefault(one.key, one)
            continue
        _line(found, row, one, brought, seen)
    if not brought.bad:
        _compare(found, sums, brought)


def _line(found: Found, row: sheets.Row, one: Said, brought: Brought, seen: dict[tuple[str, ...], int]) -> None:
    spent = balance.is_under(one.account, balance.SPENDING)
    if spent and not one.activity:
        brought.bad.append(found.bad(row, "activity", say("Baris belanja ini tidak berada di bawah satu kegiatan.")))
        return
    if one.amount is None:
        brought.bad.append(found.bad(row, "amount", say("Jumlahnya kosong. Tulis 0 kalau memang nol.")))
        return
    if one.source == SEVERAL:
        brought.bad.append(found.bad(row, "source", say("Tulis satu sumber dana pada tiap baris rincian.")))
        return
    key = (*one.key, one.account, one.source, one.name)
    if key in seen:
        told = {"row": seen[key]}
        brought.bad.append(found.bad(row, "account", say("Sama dengan baris %(row)d. Hapus salah satunya.") % told))
        return
    seen[key] = one.row
    if spent:
        brought.works.setdefault(one.key, one)
    brought.lines.append(one)


def unknown(found: Brought, codes: Codes) -> Iterable[Bad]:
    """Complaints about codes that are not in the table of the year."""
    title = str(_("Kode rekening"))
    why = say("Kode ini tidak ada dalam daftar kode rekening tahun itu.")
    for work in found.works.values():
        if not balance.is_activity(work.activity, codes.names):
            yield Bad(work.row, str(_("Kode kegiatan")), work.activity, why)
    for line in found.lines:
        if not balance.is_known(line.account, Ranah.EKONOMI, codes.names):
            yield Bad(line.row, title, line.account, why)


def _compare(found: Found, sums: list[tuple[sheets.Row, Said]], brought: Brought) -> None:
    """A printed sum that is not the sum of its parts is a slip of the one or the other: the person must look."""
    for row, one in sums:
        if one.amount is None:
            continue
        parts = sum(line.amount or 0 for line in brought.lines if _belongs(line, one))
        if parts != one.amount:
            told = {"sum": money.rupiah(one.amount), "parts": money.rupiah(parts)}
            why = say("Tertulis %(sum)s, sedangkan rinciannya berjumlah %(parts)s.") % told
            brought.bad.append(found.bad(row, "amount", why))


def _belongs(line: Said, above: Said) -> bool:
    """Whether a line is part of what a row sums."""
    if above.account:
        inside = not above.activity or line.key == above.key
        return inside and balance.is_under(line.account, above.account)
    if above.work:
        return line.key == above.key
    return balance.is_under(line.account, balance.SPENDING) and balance.is_under(line.activity, above.activity)
