"""How much each finding of a look weighs, and how it may well be in order."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings.terms import FilePart
from villages.board.sections import Saying
from villages.terms import Severity

OF_TURNOUT = {
    "quorum_not_met": Saying(
        _("Kuorum belum terpenuhi"),
        Severity.GRAVE,
        _("Sidang sudah ditunda lalu dilanjutkan dengan yang hadir. Peserta di daftar kertas belum tercatat."),
    ),
    "invited_unknown": Saying(
        _("Jumlah undangan tidak tercatat"),
        Severity.ATTENTION,
        _("Undangan diumumkan lewat pengeras suara, tidak satu per satu."),
    ),
    "women_below_minimum": Saying(
        _("Perempuan di bawah batas"),
        Severity.ATTENTION,
        _("Perempuan bermusyawarah tersendiri. L/P belum diisi untuk sebagian nama."),
    ),
    "elements_missing": Saying(
        _("Unsur masyarakat tidak hadir"),
        Severity.ATTENTION,
        _("Unsur itu tidak ada di desa ini. Unsurnya tercatat sebagai unsur lain."),
    ),
}


def _lacking(part: FilePart) -> Promise:
    return format_lazy(_("Belum ada: {part}"), part=part.label)


_ON_PAPER = _("Dokumennya ada di kertas tetapi belum difoto atau dicatat.")
OF_FILE = {
    **{f"file_{part.value}_missing": Saying(_lacking(part), Severity.ATTENTION, _ON_PAPER) for part in FilePart},
    f"file_{FilePart.PUBLICITY.value}_missing": Saying(
        _lacking(FilePart.PUBLICITY), Severity.INFO, _("Desa mengumumkan sesudah hasilnya disetujui.")
    ),
    "report_late": Saying(
        _("Laporan terlambat"),
        Severity.ATTENTION,
        _("Tidak ada sinyal, atau petugas desa menunggu tanda tangan yang kurang."),
    ),
}
del OF_FILE[f"file_{FilePart.REPORT.value}_missing"]  # a report that is missing is late
