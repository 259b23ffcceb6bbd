"""Closed vocabularies of places, people and publications: English value, Indonesian label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    PROVINSI = "provinsi", _("Provinsi")
    KABUPATEN = "kabupaten", _("Kabupaten")
    KOTA = "kota", _("Kota")
    KECAMATAN = "kecamatan", _("Kecamatan")
    DESA = "desa", _("Desa")
    DESA_ADAT = "desa_adat", _("Desa adat")
    KELURAHAN = "kelurahan", _("Kelurahan")


HOLDS_MUSDES = (Level.DESA, Level.DESA_ADAT)
"""Only these hold a musyawarah desa; a kelurahan has none (domain: Permendagri code, fourth segment 2 or 3)."""


class Zone(TextChoices):
    WIB = "WIB", _("Waktu Indonesia Barat")
    WITA = "WITA", _("Waktu Indonesia Tengah")
    WIT = "WIT", _("Waktu Indonesia Timur")


ZONE_NAMES = {Zone.WIB: "Asia/Jakarta", Zone.WITA: "Asia/Makassar", Zone.WIT: "Asia/Jayapura"}


class Role(TextChoices):
    FACILITATOR = "facilitator", _("Pendamping desa")
    VILLAGE_SECRETARY = "village_secretary", _("Sekretaris desa")
    BPD = "bpd", _("BPD")
    KECAMATAN_OFFICER = "kecamatan_officer", _("Petugas kecamatan")
    KABUPATEN_OFFICER = "kabupaten_officer", _("Petugas kabupaten")
    AUDITOR = "auditor", _("Inspektorat")
    ADMINISTRATOR = "administrator", _("Administrator")


class Right(TextChoices):
    """What an assignment lets a person do in its area."""

    READ = "read", _("melihat")
    RECORD = "record", _("mencatat")
    REVIEW = "review", _("memeriksa")
    MANAGE = "manage", _("mengatur orang")
    ALLOT = "allot", _("menetapkan pagu dan kode kegiatan")


RIGHTS: dict[str, frozenset[Right]] = {
    Role.FACILITATOR: frozenset({Right.READ, Right.RECORD}),
    Role.VILLAGE_SECRETARY: frozenset({Right.READ, Right.RECORD}),
    Role.BPD: frozenset({Right.READ, Right.RECORD}),
    Role.KECAMATAN_OFFICER: frozenset({Right.READ, Right.REVIEW}),
    Role.KABUPATEN_OFFICER: frozenset({Right.READ, Right.REVIEW, Right.ALLOT}),
    Role.AUDITOR: frozenset({Right.READ}),
    Role.ADMINISTRATOR: frozenset({Right.READ, Right.MANAGE}),
}


class Reviewers(TextChoices):
    """Who reviews a meeting before it is published."""

    NOBODY = "nobody", _("tanpa pemeriksaan")
    KECAMATAN = "kecamatan", _("kecamatan")
    PARALLEL = "parallel", _("kecamatan dan kabupaten, bersamaan")
    SEQUENCE = "sequence", _("kecamatan, lalu kabupaten")


class Severity(TextChoices):
    """How much a finding weighs. It never decides: a human does."""

    INFO = "info", _("info")
    ATTENTION = "attention", _("perhatian")
    GRAVE = "grave", _("berat")


class Brought(TextChoices):
    """What a file that somebody brings to be checked turns out to be."""

    WHOLE = "whole", _("Utuh: sama dengan yang diterbitkan")
    SUPERSEDED = "superseded", _("Utuh, tetapi sudah diganti terbitan yang lebih baru")
    WITHDRAWN = "withdrawn", _("Pernah terbit, lalu ditarik kembali")
    DAYS = "days", _("Utuh: sidik harian ini sama dengan yang kami simpan")
    CHANGED = "changed", _("Berubah: tidak sama dengan yang diterbitkan")
    UNKNOWN = "unknown", _("Tidak dikenal di papan ini")
    UNREADABLE = "unreadable", _("Tidak dapat diperiksa")


class Happened(TextChoices):
    """What was done about a person's work or sign-in."""

    REGISTERED = "registered", _("didaftarkan")
    CORRECTED = "corrected", _("data diperbaiki")
    APPOINTED = "appointed", _("diberi tugas")
    ENDED = "ended", _("tugas diakhiri")
    EXTENDED = "extended", _("tugas diperpanjang")
    HANDED_OVER = "handed_over", _("tugas diserahterimakan")
    CODE_GIVEN = "code_given", _("kode sekali pakai dicetak")
    PASSWORD_RESET = "password_reset", _("kata sandi disetel ulang")
    PASSWORD_CHOSEN = "password_chosen", _("kata sandi sendiri dibuat")
    FACTOR_TAKEN = "factor_taken", _("kunci kedua yang hilang dihapus")
