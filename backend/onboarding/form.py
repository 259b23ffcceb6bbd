"""The table of people: its columns, and how a role, an area, a telephone number are written in it."""

import re
from collections.abc import Mapping

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.intake import cells
from budgets.intake.cells import Wrong, plain
from budgets.intake.columns import Column, Form
from villages.rules import LONGEST_USERNAME, is_code
from villages.terms import Role

LONGEST_NAME = 120
PHONE_DIGITS = (8, 15)
MOST_AREAS = 30
ROLES: Mapping[str, Role] = {
    **{role.value.replace("_", " "): role for role in Role},
    **dict.fromkeys(
        (
            *("pendamping desa", "pendamping", "pd", "pld", "pendamping lokal desa", "pendamping lokal"),
            *("fasilitator", "fasilitator desa", "tpp", "kader pemberdayaan masyarakat desa", "kpmd"),
        ),
        Role.FACILITATOR,
    ),
    **dict.fromkeys(("sekretaris desa", "sekdes", "carik", "sekretaris gampong"), Role.VILLAGE_SECRETARY),
    **dict.fromkeys(("badan permusyawaratan desa", "ketua bpd", "anggota bpd", "bamus", "tuha peuet"), Role.BPD),
    **dict.fromkeys(("petugas kecamatan", "kecamatan", "camat", "kasi pmd"), Role.KECAMATAN_OFFICER),
    **dict.fromkeys(("petugas kabupaten", "kabupaten", "dpmd", "dinas pmd", "petugas kota"), Role.KABUPATEN_OFFICER),
    **dict.fromkeys(("inspektorat", "pengawas"), Role.AUDITOR),
    **dict.fromkeys(("admin", "pengelola"), Role.ADMINISTRATOR),
}
"""What tables call the roles."""
_SPLIT = {2: (2,), 4: (2, 4), 6: (2, 4, 6), 10: (2, 4, 6, 10)}
"""Where the dots stand in a code of so many digits."""


def role(said: str) -> Role:
    """A role by its name, or by what people call it."""
    found = ROLES.get(plain(said))
    if found is None:
        known = ", ".join(str(one.label) for one in Role)
        raise Wrong(_("Peran tidak dikenal. Tulis salah satu dari: %(known)s.") % {"known": known})
    return found


def areas(said: str) -> tuple[str, ...]:
    """One Kemendagri code or several: of villages, of a kecamatan or a kabupaten, with or without dots."""
    pieces = [piece for piece in re.split(r"[;\n+/]|,\s+|,(?=\d{2}\.\d{2}|\d{6})|\s+dan\s+", said) if piece.strip()]
    if len(pieces) > MOST_AREAS:
        raise Wrong(_("Terlalu banyak wilayah dalam satu sel: paling banyak %(most)d.") % {"most": MOST_AREAS})
    return tuple(dict.fromkeys(map(_code, pieces)))


def _code(piece: str) -> str:
    digits = re.sub(r"[.,\s]", "", piece)
    cuts = _SPLIT.get(len(digits), ()) if digits.isdecimal() else ()
    code = ".".join(digits[start:end] for start, end in zip((0, *cuts), cuts, strict=False))
    if not code or not is_code(code):
        raise Wrong(
            _(
                "Bukan kode Kemendagri. Tulis kode desa (32.05.09.2006), kecamatan (32.05.09), atau kabupaten (32.05);"
                " beberapa desa dipisah titik koma. Format kolomnya sebagai teks."
            )
        )
    return code


def username(said: str) -> str:
    """A user name in small letters."""
    word = cells.text(LONGEST_USERNAME)(said.strip().lower())
    try:
        UnicodeUsernameValidator()(word)
    except ValidationError as wrong:
        raise Wrong(
            _("Nama pengguna hanya huruf, angka, titik, dan tanda -, tanpa spasi. Kosongkan supaya dibuatkan.")
        ) from wrong
    return str(word)


def phone(said: str) -> str:
    """A telephone number of Indonesia in its international form: ``+62812…`` for ``0812-…``."""
    digits = re.sub(r"[^0-9]", "", said)
    digits = digits.removeprefix("62") if said.strip().startswith(("+62", "62")) else digits.removeprefix("0")
    least, most = PHONE_DIGITS
    if re.search(r"[^0-9+()\-. ]", said.strip()) or not least <= len(digits) <= most:
        raise Wrong(_("Bukan nomor telepon. Tulis seperti 0812-3456-7890, format kolomnya sebagai teks."))
    return f"+62{digits}"


FORM = Form(
    "people",
    (
        Column(
            "nama",
            gettext_lazy("Nama lengkap"),
            also=("nama", "nama petugas"),
            read=cells.text(LONGEST_NAME),
            needed=True,
        ),
        Column("pengguna", gettext_lazy("Nama pengguna"), also=("username", "user name", "user"), read=username),
        Column("peran", gettext_lazy("Peran"), also=("jabatan", "tugas", "role"), read=role, needed=True),
        Column(
            "wilayah",
            gettext_lazy("Kode wilayah"),
            also=("kode desa", "kode", "kode wilayah tugas", "wilayah tugas", "kode kemendagri", "desa"),
            read=areas,
            needed=True,
        ),
        Column("mulai", gettext_lazy("Mulai"), also=("tanggal mulai", "tmt", "sejak", "mulai tugas"), read=cells.day),
        Column("sampai", gettext_lazy("Sampai"), also=("tanggal akhir", "akhir tugas", "berakhir"), read=cells.day),
        Column(
            "telepon",
            gettext_lazy("Nomor telepon"),
            also=("hp", "no hp", "nomor hp", "wa", "no wa", "telp"),
            read=phone,
        ),
    ),
)
"""``nama, pengguna, peran, wilayah, mulai, sampai, telepon``."""
