"""The columns of a plan, by every name that tables give them: the RKP Desa matrix, and a row a fund source.

Sources: Permendagri 114/2014, Lampiran (the matrix); ``Ta_RPJM_Pagu_Tahunan`` (``domain.md`` §3.5, §3.6).
"""

from typing import Any

from django.utils.translation import gettext_lazy

from budgets.intake import cells
from budgets.intake.columns import Column, Form

LONGEST = {"name": 200, "place": 200, "unit": cells.LONGEST_UNIT, "benefit": 500, "implementer": 120, "hamlet": 80}
MOST_PEOPLE = 1_000_000
PEOPLE = cells.whole(0, MOST_PEOPLE)


def _c(name: str, title: Any, *also: str, read: cells.Reader = str, needed: bool = False) -> Column:
    return Column(name, title, also=also, read=read, needed=needed)


FORM = Form(
    "plan",
    (
        _c("village", gettext_lazy("Kode desa"), "kd desa", read=cells.village_code),
        _c("account", gettext_lazy("Kode"), "kd keg", "kode kegiatan", "kode rekening", read=cells.split_account),
        _c("year", gettext_lazy("Tahun anggaran"), "kd tahun", "tahun", "ta", read=cells.year),
        _c("field", gettext_lazy("Bidang"), "kd bid", "nama bidang", read=cells.text(300)),
        _c(
            "name",
            gettext_lazy("Jenis kegiatan"),
            *("bidang jenis kegiatan", "nama kegiatan", "kegiatan", "uraian", "uraian kegiatan", "nama keg"),
            *("program kegiatan", "nama program kegiatan", "rencana kegiatan", "jenis kegiatan pembangunan"),
            read=cells.text(LONGEST["name"]),
        ),
        _c(
            "place",
            gettext_lazy("Lokasi"),
            *("lokasi spesifik", "lokasi kegiatan", "lokasi rt rw dusun"),
            read=cells.text(LONGEST["place"]),
        ),
        _c("hamlet", gettext_lazy("Dusun"), "nama dusun", read=cells.text(LONGEST["hamlet"])),
        _c("volume", gettext_lazy("Volume"), "vol", "prakiraan volume", "perkiraan volume", read=cells.volume),
        _c("unit", gettext_lazy("Satuan"), "sat", read=cells.text(LONGEST["unit"])),
        _c(
            "benefit",
            gettext_lazy("Manfaat"),
            *("sasaran manfaat", "sasaran", "manfaat sasaran", "penerima manfaat"),
            read=cells.text(LONGEST["benefit"]),
        ),
        _c("male", gettext_lazy("Laki-laki"), "jml sas pria", "pria", "l", "lk", read=PEOPLE),
        _c("female", gettext_lazy("Perempuan"), "jml sas wanita", "wanita", "p", "pr", read=PEOPLE),
        _c("poor", gettext_lazy("ARTM"), "jml sas artm", "a rtm", "rtm", "rumah tangga miskin", read=PEOPLE),
        _c("start", gettext_lazy("Mulai"), "bulan mulai", read=cells.month),
        _c("end", gettext_lazy("Selesai"), "bulan selesai", read=cells.month),
        _c("when", gettext_lazy("Waktu pelaksanaan"), "waktu", "jadwal", read=cells.text(80)),
        _c(
            "amount",
            gettext_lazy("Jumlah (Rp)"),
            *("biaya", "perkiraan biaya", "prakiraan biaya", "anggaran", "jumlah biaya", "pagu", "pagu anggaran"),
            *("biaya rp", "rencana biaya", "total biaya"),
            read=cells.balance,
            needed=True,
        ),
        _c(
            "source",
            gettext_lazy("Sumber"),
            "kd sumber",
            "sumber dana",
            "sumber pembiayaan",
            "sumber biaya",
            read=cells.sources,
        ),
        _c("carried", gettext_lazy("SiLPA"), read=cells.yes),
        _c(
            "delivery",
            gettext_lazy("Pola pelaksanaan"),
            "pola kegiatan",
            "prakiraan pola pelaksanaan",
            read=cells.delivery,
        ),
        _c("alone", gettext_lazy("Swakelola"), read=cells.yes),
        _c("together", gettext_lazy("Kerja sama antar desa"), "kerjasama antar desa", "kerjasama", read=cells.yes),
        _c("third", gettext_lazy("Kerja sama pihak ketiga"), "kerjasama pihak ketiga", "pihak ketiga", read=cells.yes),
        _c(
            "implementer",
            gettext_lazy("Rencana pelaksana kegiatan"),
            *("pelaksana", "rencana pelaksana", "pelaksana kegiatan", "pka", "nm pptkd"),
            read=cells.text(LONGEST["implementer"]),
        ),
        _c("number", gettext_lazy("Nomor kegiatan"), "id keg", read=cells.text(40)),
    ),
)
TICKED = {"alone": "self_managed", "together": "villages_together", "third": "third_party"}
