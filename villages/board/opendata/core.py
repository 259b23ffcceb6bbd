"""The columns that every table begins with, and the table of the publications themselves."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from villages.board import sections
from villages.board.imprint import address_of
from villages.board.opendata.tables import Column, Export, Kind, Row, Table
from villages.models import Publication

ADDRESS = Column(
    "alamat_terbitan", Kind.TEXT, _("Alamat terbitan di papan ini, tempat baris ini dapat diperiksa"), given=True
)
PLACE = (
    Column("id_desa", Kind.TEXT, _("Tanda tetap desa (UUID); tidak berubah walau kode desa berubah"), given=True),
    Column("kode_desa", Kind.TEXT, _("Kode wilayah Kemendagri saat terbit"), given=True),
    Column("desa", Kind.TEXT, _("Nama desa saat terbit"), given=True),
    Column("kecamatan", Kind.TEXT, _("Nama kecamatan saat terbit")),
    Column("kabupaten", Kind.TEXT, _("Nama kabupaten atau kota saat terbit")),
    Column("provinsi", Kind.TEXT, _("Nama provinsi saat terbit")),
)
COLUMNS = (
    *PLACE,
    Column("tahun_anggaran", Kind.WHOLE, _("Tahun anggaran yang dibahas"), given=True),
    Column("nomor_terbitan", Kind.WHOLE, _("Nomor urut terbitan di desa itu"), given=True),
    Column("terbit_pada", Kind.MOMENT, _("Saat terbit (UTC)"), given=True),
    ADDRESS,
)


def place_cells(publication: Publication) -> list[str | None]:
    """The cells of ``PLACE``."""
    place = publication.snapshot[sections.RESERVED]
    names = ("id", "code", "name", "kecamatan", "kabupaten", "provinsi")
    return [place.get(name) or None for name in names]


def cells(publication: Publication) -> Row:
    """The cells of ``COLUMNS``."""
    return [
        *place_cells(publication),
        publication.fiscal_year,
        publication.number,
        moment(publication),
        address_of(publication),
    ]


def moment(publication: Publication) -> str:
    """When it came out, in UTC to the second, as every standard writes it."""
    return f"{publication.published_at:%Y-%m-%dT%H:%M:%SZ}"


def _publication(publication: Publication) -> Iterator[Row]:
    held_on = publication.held_on.isoformat() if publication.held_on else None
    yield [publication.title, held_on, publication.digest, publication.short_code, publication.ledger_number]


PUBLICATIONS = Table(
    name="terbitan",
    title=_("Terbitan"),
    says=_("Semua terbitan yang berlaku, dengan sidik untuk memeriksa keasliannya."),
    columns=(
        Column("judul", Kind.TEXT, _("Judul terbitan"), given=True),
        Column("tanggal_musyawarah", Kind.DAY, _("Hari musyawarah, waktu setempat")),
        Column("sidik", Kind.TEXT, _("SHA-256 dari isi terbitan (JSON menurut RFC 8785)"), given=True),
        Column("kode_periksa", Kind.TEXT, _("Kode periksa pendek yang tercetak pada dokumen"), given=True),
        Column("nomor_buku_catatan", Kind.WHOLE, _("Nomor terakhir buku catatan desa saat terbit"), given=True),
    ),
    rows=_publication,
)


def columns_of(table: Table) -> tuple[Column, ...]:
    """All columns of a table as it is offered."""
    return (*COLUMNS, *table.columns)


def rows_of(table: Table, publication: Publication) -> Iterator[Row]:
    """The rows of a publication in a table as it is offered."""
    first = cells(publication)
    for row in table.rows(publication):
        yield [*first, *row]


def tables() -> list[Table]:
    """All tables, that of the publications first."""
    return [PUBLICATIONS, *(table for section in sections.every() for table in section.tables)]


def exports() -> list[Export]:
    """All files in the forms of others."""
    return [one for section in sections.every() for one in section.exports]
