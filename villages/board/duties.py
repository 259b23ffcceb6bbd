"""What a village must make known: the seven blocks of the public information on its money.

Source: Permendagri 20/2018 on village finance, information to the community (a)-(g).
"""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    """One block, in the order of the regulation."""

    BUDGET = "budget", _("APB Desa")
    CARRIERS = "carriers", _("Pelaksana kegiatan")
    MONEY_SPENT = "money_spent", _("Realisasi APB Desa")
    WORK_DONE = "work_done", _("Realisasi kegiatan")
    UNFINISHED = "unfinished", _("Kegiatan belum selesai")
    MONEY_LEFT = "money_left", _("Sisa anggaran")
    COMPLAINTS = "complaints", _("Alamat pengaduan")


MISSING: dict[Duty, str | Promise] = {
    Duty.BUDGET: _("APB Desa belum diterbitkan di papan ini."),
    Duty.CARRIERS: _("Pelaksana kegiatan belum diumumkan di papan ini."),
    Duty.MONEY_SPENT: _("Laporan uang yang sudah dipakai belum diterbitkan."),
    Duty.WORK_DONE: _("Laporan kegiatan yang sudah dikerjakan belum diterbitkan."),
    Duty.UNFINISHED: _("Daftar kegiatan yang belum selesai belum diterbitkan."),
    Duty.MONEY_LEFT: _("Sisa anggaran belum diterbitkan."),
    Duty.COMPLAINTS: _("Alamat pengaduan belum diisi. Tanyakan ke kantor desa atau kecamatan."),
}
"""What a board says where a block is empty."""
