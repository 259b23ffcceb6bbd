"""The written notice after a breach, to those concerned and to the agency, within 3 x 24 hours.

What it must hold: the data, when and how, and what is done about it (UU 27/2022 Pasal 46 ayat (1) and (2)). What only
people know is a line of dots.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation

from backend.breach import told
from backend.breach.report import Phone, Seen
from villages.board.writing import Block, Facts, Heading, NewSheet, Numbered, Signatures, Table, Text, Writing

WITHIN = timedelta(hours=72)
BY_HAND = "................................................................"
TITLE = "Pemberitahuan kegagalan pelindungan data pribadi"


def notice(seen: Seen, *, known_at: datetime | None = None) -> Writing:
    """The letter, filled in as far as the database tells; ``known_at``: when the office learnt of it."""
    with translation.override(told.LANGUAGE):
        return Writing(
            title=TITLE,
            author=settings.PUBLIC_URL,
            foot=f"{seen.village.name} ({seen.village.code}) · dibuat {told.moment(seen.made_at)}",
            at=seen.made_at,
            blocks=list(_blocks(seen, known_at)),
        )


def _blocks(seen: Seen, known_at: datetime | None) -> Iterator[Block]:
    yield Heading(TITLE, middle=True)
    yield Text("Pasal 46 Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi")
    yield Facts(list(_head(seen, known_at)))
    yield Text(
        f"Kami memberitahukan bahwa data pribadi dalam catatan musyawarah Desa {seen.village.name} terbuka atau dapat "
        "terbuka kepada pihak yang tidak berhak."
    )
    yield Heading("1. Data pribadi yang terungkap")
    yield Table(
        head=("Data", "Catatan"),
        widths=(9, 2),
        right=(1,),
        rows=[(told.DATA[name], many) for name, many in seen.data.items()],
    )
    yield Heading("2. Kapan dan bagaimana")
    yield Facts(list(_when(seen)))
    yield Text(f"Bagaimana data itu terungkap: {BY_HAND}\n{BY_HAND}")
    yield Heading("3. Upaya penanganan dan pemulihan")
    yield Numbered([*_done(seen), BY_HAND, BY_HAND])
    yield Heading("4. Yang dapat Bapak/Ibu lakukan")
    yield Numbered(_ADVICE)
    yield Text(f"Pertanyaan dan keluhan: {seen.village.complaint_contact or BY_HAND}")
    yield Signatures([("Pengendali Data Pribadi", "", "")])
    yield NewSheet()
    yield Heading("Lampiran untuk lembaga: dasar keterangan ini")
    yield Text("Yang tidak tercatat, sehingga tidak dapat dipastikan:")
    yield Numbered(told.limits(seen))


def _head(seen: Seen, known_at: datetime | None) -> Iterator[tuple[str, str]]:
    yield "Nomor", BY_HAND
    yield "Tanggal", BY_HAND
    yield "Kepada", "1. Warga yang datanya tercatat; 2. Lembaga pelindungan data pribadi"
    yield "Desa", f"{seen.village.name} ({seen.village.code})"
    yield "Diketahui pada", told.moment(known_at) if known_at else BY_HAND
    ends = told.moment(known_at + WITHIN) if known_at else "3 x 24 jam sesudah diketahui"
    yield "Disampaikan paling lambat", ends


def _when(seen: Seen) -> Iterator[tuple[str, str]]:
    readers = [one for one in seen.accounts if one.has_read]
    yield "Rentang yang diperiksa", f"{told.day(seen.span.since)} sampai {told.day(seen.span.until)}"
    yield "Akun yang dapat membaca", str(len(seen.accounts))
    yield "Akun yang tercatat membaca", str(len(readers))
    yield "HP yang menyimpan catatan desa", str(len(seen.phones))
    yield "HP yang tercatat mengambil data", str(sum(one.has_read for one in seen.phones))
    lost = _lost(seen)
    yield "HP yang dinyatakan hilang", str(len(lost))


def _lost(seen: Seen) -> list[tuple[Phone, datetime]]:
    return [(one, one.device.lost_at) for one in seen.phones if one.device.lost_at]


def _done(seen: Seen) -> Iterator[str]:
    for phone, lost_at in _lost(seen):
        last = phone.device.seen_at
        since = f"; terakhir tersambung {told.moment(last)}" if last else ""
        yield f"Satu HP pencatat dinyatakan hilang dan diputus dari server pada {told.moment(lost_at)}{since}."


_ADVICE = (
    "Berhati-hatilah bila ada yang menghubungi dengan menyebut nama atau kegiatan Bapak/Ibu di musyawarah.",
    "Jangan memberi kode, kata sandi, atau uang kepada penelepon yang mengaku petugas.",
    "Laporkan kejadian yang mencurigakan kepada pemerintah desa atau alamat di bawah ini.",
)
