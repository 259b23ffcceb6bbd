"""Checks of a village's year: activities that are late or stuck, money that runs ahead, oversight that is overdue.

They run every night and when a village's money is reckoned; they tell, and stop nothing.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from budgets import realisation, rounds, watching, works
from budgets.realisation import Line, Year
from budgets.terms import Mark
from budgets.watching import Watch
from villages.board.sections import Found, Saying, Subject
from villages.models import Village
from villages.terms import Severity

SUBJECT = "money_year"
SUBJECTS = frozenset({SUBJECT})
YEAR = "fiscal_year"
"""Under which a subject keeps the year that its key is made of."""

MOST = 99_999
"""Percent; more says no more."""

SAYINGS = {
    Mark.LATE.value: Saying(
        _("Kegiatan terlambat"),
        Severity.ATTENTION,
        _("Cuaca, harga, atau pencairan mundur; pekerjaan selesai tetapi belum dilaporkan."),
        _("%(name)s direncanakan selesai %(end)s, baru %(percent)s persen."),
        _("Bulan pelaksanaan menurut rencana desa sendiri (matriks RKP Desa, Permendagri 114/2014)."),
    ),
    Mark.BEHIND.value: Saying(
        _("Kegiatan tertinggal"),
        Severity.INFO,
        _("Pekerjaan tidak berjalan lurus: bahan datang dulu, fisik menyusul."),
        _("%(name)s %(percent)s persen pada %(on)s; menurut bulan rencananya sekitar %(line)s persen."),
        _("Tertinggal 30 angka atau lebih dari garis lurus bulan rencana. Ukuran perkiraan."),
    ),
    Mark.STUCK.value: Saying(
        _("Tidak ada kabar kemajuan"),
        Severity.ATTENTION,
        _("Pekerjaan berjalan, tetapi HP pencatat belum ada sinyal atau belum sempat melapor."),
        _("%(name)s mestinya berjalan; tidak ada kabar sejak %(last)s."),
        _("Lebih dari 60 hari tanpa laporan kemajuan. Ukuran perkiraan; warga berhak tahu (Permendagri 73/2020)."),
    ),
    Mark.OVERSPENT.value: Saying(
        _("Belanja melebihi anggaran"),
        Severity.GRAVE,
        _("Anggaran diubah lewat APB Desa Perubahan yang belum dicatat, atau angka nol berlebih."),
        _("%(name)s sudah memakai %(spent)s dari anggaran %(amount)s."),
        _("Anggaran belanja dalam APB Desa adalah batas paling tinggi (Permendagri 20/2018)."),
    ),
    Mark.MONEY_AHEAD.value: Saying(
        _("Uang mendahului pekerjaan"),
        Severity.ATTENTION,
        _("Bahan dibeli sekaligus di depan, atau kemajuan fisik belum dilaporkan lagi."),
        _("%(name)s: uang terpakai %(money)s persen, pekerjaan %(percent)s persen."),
        _("Bagian uang lebih dari 30 angka di atas kemajuan fisik. Ukuran perkiraan."),
    ),
    Mark.BACKWARDS.value: Saying(
        _("Laporan kemajuan mundur"),
        Severity.ATTENTION,
        _("Laporan lama salah ketik lalu dibetulkan dengan laporan baru."),
        _("%(name)s: laporan %(on)s lebih kecil daripada laporan sebelumnya."),
        _("Kemajuan dan uang terpakai dihitung dari awal pekerjaan, jadi tidak dapat turun."),
    ),
    "oversight_overdue": Saying(
        _("Pengawasan lewat waktunya"),
        Severity.ATTENTION,
        _("Pengawas sudah melihat, tetapi hasilnya belum dicatat."),
        _("Pengawasan %(subject)s jatuh waktu %(due)s dan hasilnya belum dicatat."),
        _("Strategi pengawasan yang disepakati musyawarah desa; BPD dan warga mengawasi (Permendagri 73/2020)."),
    ),
    "oversight_unanswered": Saying(
        _("Temuan belum ditindaklanjuti"),
        Severity.ATTENTION,
        _("Tindak lanjutnya sudah dikerjakan, tetapi belum dicatat."),
        _("Temuan pengawasan %(subject)s pada %(on)s belum ada tindak lanjutnya."),
        _("Lebih dari 30 hari sesudah temuan. Ukuran perkiraan; temuan ditindaklanjuti (Permendagri 73/2020)."),
    ),
}


def subject_of(village: Village, fiscal_year: int) -> Subject:
    """A village's fiscal year as something that is looked over."""
    return Subject(village, SUBJECT, key_of(village.pk, fiscal_year), {YEAR: fiscal_year})


def key_of(village: UUID, fiscal_year: int) -> UUID:
    """The same key for the same year of the same village, whoever asks."""
    return uuid5(village, str(fiscal_year))


def check(subject: Subject) -> list[Found]:
    """What is to be said of the year today. No query where the subject carries what was read, else at most seven."""
    today = clock.today(subject.village.timezone)
    year, lines = subject.read.get("year"), subject.read.get("watched")
    fiscal_year: int = subject.read[YEAR]
    if year is None:
        year = realisation.year_of(subject.village.pk, fiscal_year, today)
    if lines is None:
        lines = watching.strategy_of(subject.village.pk, today, fiscal_year)
    return [*_of_works(year), *_of_watching(lines, today)]


def _of_works(year: Year) -> Iterator[Found]:
    """Only what stands in the APB Desa is owed; of a plan nobody is late."""
    for line in year.lines if year.budgeted else ():
        for mark in line.marks:
            facts = {name: value for name, value in _facts(line).items() if value is not None}
            yield Found(mark.value, {"facts": facts, "item": str(line.item.id)}, key=str(line.item.id))


def _facts(line: Line) -> dict[str, Any]:
    work, last = line.work, line.reported_on
    line_on = works.expected(work, last) if last else None
    return {
        "name": line.item.name,
        "percent": work.percent or 0,
        "end": _day(work.ends),
        "on": _day(last),
        "last": _day(last or work.begins),
        "line": line_on,
        "spent": {"sen": work.spent or 0},
        "amount": {"sen": work.amount},
        # A slip of many zeros must stay a number that every reader of JSON reads exactly.
        "money": min((work.spent or 0) * works.WHOLE // work.amount, MOST) if work.amount else 0,
    }


def _of_watching(lines: list[Watch], today: date) -> Iterator[Found]:
    for line in lines:
        subject, key = line.action.subject, str(line.action.id)
        if line.round.overdue:
            facts = {"subject": subject, "due": _day(line.round.next)}
            yield Found("oversight_overdue", {"facts": facts}, key=key)
        asked = [one for one in line.open_findings if not one.follow_up and _long_ago(one.on, today)]
        if asked:
            facts = {"subject": subject, "on": _day(asked[0].on)}
            yield Found("oversight_unanswered", {"facts": facts}, key=key)


def _long_ago(on: date | None, today: date) -> bool:
    return on is not None and today - on > rounds.UNANSWERED


def _day(on: date | None) -> Any:
    return None if on is None else {"day": on.isoformat()}


LABELS: dict[str, str | Promise] = {code: saying.name for code, saying in SAYINGS.items()}
"""What the desk calls each finding in a few words."""
