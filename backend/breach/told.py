"""The report in the words of an official paper, as lines to read and rows for a spreadsheet. They pass no catalogue."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import dateformat, translation

from backend.breach.report import Account, Phone, Seen
from backend.kernel import clock
from sync.models import Sight
from villages.models import Assignment
from villages.terms import Role

LANGUAGE = "id"

DATA = {
    "attendance": "Daftar hadir: nama, RT/RW, nomor telepon, keadaan khusus, tanda tangan",
    "signature": "Nama dan tanda tangan pada berita acara",
    "proposal": "Nama pengusul kegiatan",
    "agenda_item": "Nama pengusul acara",
    "photo": "Tempat pengambilan foto dan foto asli",
    "oversight_action": "Nama warga yang mengawasi",
    "remark": "Catatan petugas pemeriksa",
    "voice": "Nama dan nomor telepon warga yang mengirim usulan atau pertanyaan",
}
"""What personal data a kind of record holds; ``tests/backend/test_breach.py`` wants one for every restricted kind."""

PLACES = {
    "desk:meeting": "catatan musyawarah",
    "desk:beside": "dua foto berdampingan",
    "desk:history": "riwayat musyawarah",
    "desk:record": "berkas berita acara dengan daftar hadir",
    "desk:book": "berkas buku BPD",
    "desk:photo": "foto",
    "desk:village": "cakupan satu desa",
    "waiting:conflicts": "daftar dua catatan berbeda",
    "waiting:conflict": "dua catatan berbeda",
    "waiting:held": "daftar catatan susulan",
    "waiting:held_one": "catatan susulan",
    "voices:queue": "daftar suara warga",
    "voices:one": "suara seorang warga",
    "apb:one": "APB Desa",
    "apb:history": "riwayat APB Desa",
    "apb:add_work": "isian kegiatan APB Desa",
    "apb:work": "isian kegiatan APB Desa",
    "apb:add_line": "isian baris APB Desa",
    "apb:line": "isian baris APB Desa",
    "tables:ceiling": "pagu desa",
    "tables:plan": "tabel rencana",
    "tables:treasury": "berkas tabel Siskeudes",
    "money_desk:village": "rencana dan realisasi",
}
"""Pages of the desk that show what is not public."""

HEAD = ("Bagian", "Nama", "Akun", "Sebagai", "Hari", "Jam", "Yang dilihat", "Rincian")

NOT_KEPT = (
    "Halaman petugas tercatat sekali sehari untuk setiap orang dan musyawarah; berapa kali dibuka lagi hari itu tidak.",
    "Apa yang dibaca di layar HP tidak tercatat: HP menyimpan salinan desanya, juga sesudah terakhir tersambung.",
    "Yang dilihat pengelola di halaman administrasi, basis data, atau cadangan tidak tercatat; hanya perubahannya.",
    "Berkas yang sudah diunduh, dicetak, difoto dari layar, atau dibawa dengan kartu memori tidak dapat diikuti.",
    "Halaman nomor telepon dan nama petugas, dan tabel yang dibawa sendiri, tidak tercatat.",
)


def lines(seen: Seen) -> Iterator[str]:
    """The report to read on a screen."""
    with translation.override(LANGUAGE):
        yield f"Desa {seen.village.name} ({seen.village.code}), {day(seen.span.since)} sampai {day(seen.span.until)}."
        yield ""
        yield "Data pribadi yang ada:"
        yield from (f"  {many} catatan. {DATA[name]}." for name, many in seen.data.items())
        yield ""
        yield "Akun yang tercatat membaca:"
        yield from (f"  {_account(one)}" for one in seen.accounts if one.has_read)
        yield "Akun yang dapat membaca, dan tidak tercatat membaca:"
        yield from (f"  {_account(one)}" for one in seen.accounts if not one.has_read)
        yield ""
        yield "HP:"
        yield from (f"  {one.device.user.name}, {one.device}: {state(one)}" for one in seen.phones)
        yield ""
        yield "Yang tidak tercatat:"
        yield from (f"  {one}" for one in limits(seen))


def limits(seen: Seen) -> list[str]:
    """What this report cannot know."""
    begins = f"Jejak ini dicatat sejak {day(seen.kept_since)}." if seen.kept_since else "Belum ada jejak yang dicatat."
    return [begins, *NOT_KEPT]


def rows(seen: Seen) -> Iterator[tuple[str, ...]]:
    """The report as rows under ``HEAD``: who could, what was shown to whom and when, which phones."""
    with translation.override(LANGUAGE):
        for account in seen.accounts:
            yield from _account_rows(account)
        for phone in seen.phones:
            yield from _phone_rows(phone)
        for limit in limits(seen):
            yield "tidak tercatat", "", "", "", "", "", "", limit


def _account_rows(account: Account) -> Iterator[tuple[str, ...]]:
    who = (account.user.name, account.user.username)
    for held in account.held:
        ends = held.until_on.isoformat() if held.until_on else ""
        yield "dapat membaca", *who, _office(held), held.from_on.isoformat(), "", "", f"sampai {ends}"
    if not account.held:
        yield "dapat membaca", *who, "pengelola", "", "", "", f"{account.operations} perubahan administrasi"
    for sight in account.trace:
        yield "membaca", *who, "", sight.on.isoformat(), _hour(sight.at), place(sight), sight.what
    for look in account.looks:
        yield "inspektorat melihat", *who, "", _local(look).date().isoformat(), _hour(look), "", ""
    if account.changes:
        yield "menulis", *who, "", "", "", "", f"{account.changes} perubahan"


def _phone_rows(phone: Phone) -> Iterator[tuple[str, ...]]:
    device = phone.device
    who = (device.user.name, device.user.username)
    yield "HP", *who, str(device), "", "", "", state(phone)
    for moment in phone.whole:
        told = _local(moment).date().isoformat(), _hour(moment), "seluruh catatan desa"
        yield "HP mengambil", *who, str(device), *told, str(device.number)
    for one in phone.days:
        yield "HP mengambil", *who, str(device), one.isoformat(), "", "yang baru", str(device.number)


def state(phone: Phone) -> str:
    """How it stands with a phone, in words."""
    device = phone.device
    parts = [f"masuk {moment(device.created)}"]
    parts.append(f"terakhir tersambung {moment(device.seen_at)}" if device.seen_at else "belum pernah tersambung")
    parts.append(f"mengambil data pada {len(phone.days)} hari")
    if phone.changes:
        parts.append(f"mengirim {phone.changes} perubahan")
    if device.lost_at:
        parts.append(f"DINYATAKAN HILANG {moment(device.lost_at)}")
    elif device.revoked_at:
        parts.append(f"diputus {moment(device.revoked_at)}")
    return ", ".join(parts)


def place(sight: Sight) -> str:
    """What somebody was shown, in words."""
    return PLACES.get(sight.place, f"halaman {sight.place}")


def day(one: date) -> str:
    """``26 November 2026``."""
    return dateformat.format(one, "j F Y")


def moment(one: datetime) -> str:
    """``26 November 2026 pukul 08.15``, as the server's own zone has it."""
    return dateformat.format(_local(one), r"j F Y \p\u\k\u\l H.i")


def _account(account: Account) -> str:
    work = "; ".join(_office(one) for one in account.held) or "pengelola"
    shown = sorted({place(one) for one in account.trace})
    days = {one.on for one in account.trace}
    read = f" · {len(days)} hari: {', '.join(shown)}" if shown else ""
    looked = f" · {len(account.looks)} kali sebagai inspektorat" if account.looks else ""
    wrote = f" · menulis {account.changes} perubahan" if account.changes else ""
    return f"{account.user.name} ({account.user.username}), {work}{read}{looked}{wrote}"


def _office(held: Assignment) -> str:
    where = held.village.name if held.village else held.region.name if held.region else "semua desa"
    return f"{Role(held.role).label}, {where}"


def _local(one: datetime) -> datetime:
    return one.astimezone(clock.office_zone())


def _hour(one: datetime) -> str:
    return f"{_local(one):%H.%M}"
