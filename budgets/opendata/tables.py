"""A village's money as tables: activities, where the money comes from, proposals, progress, oversight.

What people wrote freely about people (the finding of an oversight, the place of a proposal) stays on the page of its
publication: a table of the whole country is no place to look for somebody.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.kernel import money
from budgets.terms import (
    AskedOf,
    Every,
    Fate,
    FundSource,
    ItemState,
    OversightState,
    ProposalSource,
    Sector,
    SubjectKind,
)
from meetings.terms import MeetingType
from villages.board.opendata.tables import Column, Kind, Row, Table, Value
from villages.board.sections import Snapshot
from villages.models import Publication

MEETING = Column("jenis_musyawarah", Kind.TEXT, _("Jenis musyawarah"), codes=dict(MeetingType.choices))
ITEM = Column("id_kegiatan", Kind.TEXT, _("Tanda tetap kegiatan (UUID)"), given=True)
ACTIVITY = Column("kegiatan", Kind.TEXT, _("Nama kegiatan"))
ACCOUNT = Column("kode_rekening", Kind.TEXT, _("Kode bidang, sub bidang, dan kegiatan menurut Permendagri 20/2018"))
HAMLET = Column("dusun", Kind.TEXT, _("Dusun atau sebutan setempatnya"))
STATE = Column("keadaan", Kind.TEXT, _("Keadaan kegiatan"), codes=dict(ItemState.choices))
SOURCES = dict(FundSource.choices)


def meeting_type(publication: Publication) -> str | None:
    """What kind of meeting a publication is about."""
    return str(publication.snapshot.get("record", {}).get("type", "")) or None


def rupiah(sen: int | None) -> int | float | None:
    """An amount for a table; ``None`` where none was said."""
    return None if sen is None else money.plain(sen)


def _activities(publication: Publication) -> Iterator[Row]:
    kind = meeting_type(publication)
    for one in _held(publication, "plan", "items"):
        people, told = one.get("beneficiaries", {}), _told(one)
        yield [
            kind,
            *told("id", "number", "account", "field", "field_name", "name", "place", "hamlet", "volume", "unit"),
            rupiah(one.get("unit_price")),
            rupiah(one["amount"]),
            ";".join(source["source"] for source in one.get("sources", []) if source.get("source")) or None,
            *(people.get(name) for name in ("male", "female", "poor_households")),
            *told("benefit", "start_month", "end_month", "delivery_label"),
            bool(one.get("cash_for_work")),
            *told("implementer", "nature_label"),
            ";".join(str(goal) for goal in one.get("sdgs", [])) or None,
            *told("sector", "state"),
        ]


ACTIVITIES = Table(
    name="kegiatan",
    title=_("Kegiatan"),
    says=_("Setiap kegiatan yang disepakati, dengan biaya, tempat, penerima manfaat, dan pelaksana."),
    columns=(
        MEETING,
        ITEM,
        Column("nomor", Kind.WHOLE, _("Nomor urut dalam daftar terbitan"), given=True),
        ACCOUNT,
        Column("bidang", Kind.TEXT, _("Nomor bidang, satu sampai lima")),
        Column("nama_bidang", Kind.TEXT, _("Nama bidang")),
        ACTIVITY,
        Column("lokasi", Kind.TEXT, _("Tempat kegiatan seperti tertulis di berita acara")),
        HAMLET,
        Column("volume", Kind.NUMBER, _("Banyaknya, dalam satuan di kolom berikutnya")),
        Column("satuan", Kind.TEXT, _("Satuan volume")),
        Column("harga_satuan", Kind.NUMBER, _("Harga satu satuan, rupiah")),
        Column("jumlah", Kind.NUMBER, _("Biaya kegiatan, rupiah"), given=True),
        Column("sumber_dana", Kind.TEXT, _("Sandi sumber dana, dipisah titik koma; rinciannya di tabel sumber dana")),
        Column("penerima_laki_laki", Kind.WHOLE, _("Penerima manfaat laki-laki")),
        Column("penerima_perempuan", Kind.WHOLE, _("Penerima manfaat perempuan")),
        Column("penerima_rumah_tangga_miskin", Kind.WHOLE, _("Rumah tangga miskin penerima manfaat")),
        Column("manfaat", Kind.TEXT, _("Manfaat kegiatan")),
        Column("bulan_mulai", Kind.WHOLE, _("Bulan mulai, 1 sampai 12")),
        Column("bulan_selesai", Kind.WHOLE, _("Bulan selesai, 1 sampai 12")),
        Column("pola_pelaksanaan", Kind.TEXT, _("Swakelola, kerja sama antar desa, atau pihak ketiga")),
        Column("padat_karya", Kind.FLAG, _("Padat karya tunai"), given=True),
        Column("pelaksana", Kind.TEXT, _("Pelaksana kegiatan menurut jabatan atau kelompok")),
        Column("sifat", Kind.TEXT, _("Kegiatan baru atau lanjutan")),
        Column("sdgs", Kind.TEXT, _("Nomor SDGs Desa, dipisah titik koma")),
        Column("sektor", Kind.TEXT, _("Sektor utama"), codes=dict(Sector.choices)),
        STATE,
    ),
    rows=_activities,
)


def _funding(publication: Publication) -> Iterator[Row]:
    kind = meeting_type(publication)
    for one in _held(publication, "plan", "items"):
        first = [kind, *_told(one)("id", "account", "name")]
        for source in one.get("sources", []):
            said = [source.get("source"), bool(source.get("carried_over")), rupiah(source.get("amount"))]
            yield [*first, *said]


FUNDING = Table(
    name="sumber-dana",
    title=_("Sumber dana"),
    says=_("Dari mana uang setiap kegiatan, satu baris tiap sumber."),
    columns=(
        MEETING,
        ITEM,
        ACCOUNT,
        ACTIVITY,
        Column("sumber_dana", Kind.TEXT, _("Sandi sumber dana"), codes=SOURCES),
        Column("silpa", Kind.FLAG, _("Sisa anggaran tahun sebelumnya"), given=True),
        Column("jumlah", Kind.NUMBER, _("Bagian biaya dari sumber ini, rupiah")),
    ),
    rows=_funding,
)


def _proposals(publication: Publication) -> Iterator[Row]:
    kind = meeting_type(publication)
    ranking = publication.snapshot.get("proposals", {}).get("ranking", {})
    ranks = {one["id"]: one["rank"] for one in ranking.get("places", ())}
    for one in _held(publication, "proposals", "proposals"):
        told = _told(one)
        yield [
            kind,
            *told("id", "activity", "hamlet", "proposer", "source"),
            rupiah(one.get("estimate")),
            *told("fate", "deferred_to", "reason"),
            ";".join(one.get("became_ids", [])) or None,
            *told("merged_into_id", "split_from_id"),
            ranks.get(one.get("id")),
            *told("asked_of"),
        ]


PROPOSALS = Table(
    name="usulan",
    title=_("Usulan warga"),
    says=_("Setiap usulan dan nasibnya, dengan alasan; pengusul hanya disebut menurut unsur."),
    columns=(
        MEETING,
        Column("id_usulan", Kind.TEXT, _("Tanda tetap usulan (UUID)"), given=True),
        Column("usulan", Kind.TEXT, _("Kegiatan yang diusulkan")),
        HAMLET,
        Column("pengusul", Kind.TEXT, _("Unsur masyarakat yang mengusulkan")),
        Column("asal", Kind.TEXT, _("Dari mana usulan datang"), codes=dict(ProposalSource.choices)),
        Column("perkiraan_biaya", Kind.NUMBER, _("Perkiraan biaya, rupiah")),
        Column("nasib", Kind.TEXT, _("Nasib usulan"), codes=dict(Fate.choices)),
        Column("ditunda_ke", Kind.WHOLE, _("Tahun anggaran tempat usulan ditunda")),
        Column("alasan", Kind.TEXT, _("Alasan nasib usulan")),
        Column("menjadi_kegiatan", Kind.TEXT, _("Tanda tetap kegiatan yang lahir dari usulan, dipisah titik koma")),
        Column(
            "digabung_ke",
            Kind.TEXT,
            _("Tanda tetap usulan yang meneruskan usulan ini; jumlahkan biaya hanya dari usulan yang tidak digabung"),
        ),
        Column("dipecah_dari", Kind.TEXT, _("Tanda tetap usulan yang dipecah menjadi usulan ini")),
        Column("peringkat", Kind.WHOLE, _("Peringkat dalam musyawarah; nilai sama, peringkat sama")),
        Column("sumber_usulan", Kind.TEXT, _("Anggaran yang diminta bagi usulan DU-RKP"), codes=dict(AskedOf.choices)),
    ),
    rows=_proposals,
)


def _progress(publication: Publication) -> Iterator[Row]:
    for one in _held(publication, "progress", "items"):
        told = _told(one)
        yield [
            *told("id", "account", "name", "hamlet"),
            rupiah(one["amount"]),
            rupiah(one.get("spent")),
            *told("percent", "reported_on"),
            bool(one.get("finished")),
            one.get("state"),
        ]


PROGRESS = Table(
    name="realisasi",
    title=_("Realisasi"),
    says=_("Kegiatan APB Desa: uang yang terpakai dan pekerjaan yang selesai menurut laporan terbaru."),
    columns=(
        ITEM,
        ACCOUNT,
        ACTIVITY,
        HAMLET,
        Column("anggaran", Kind.NUMBER, _("Anggaran kegiatan, rupiah"), given=True),
        Column("terpakai", Kind.NUMBER, _("Uang yang sudah dipakai, rupiah")),
        Column("persen_fisik", Kind.NUMBER, _("Kemajuan fisik, nol sampai seratus")),
        Column("dilaporkan_pada", Kind.DAY, _("Hari laporan terbaru")),
        Column("selesai", Kind.FLAG, _("Kegiatan sudah selesai"), given=True),
        STATE,
    ),
    rows=_progress,
)


def _oversight(publication: Publication) -> Iterator[Row]:
    for one in _held(publication, "oversight", "actions"):
        yield _told(one)(
            "subject", "subject_kind", "item", "watcher", "method", "indicator", "due_on", "every", "state"
        )


OVERSIGHT = Table(
    name="pengawasan",
    title=_("Pengawasan"),
    says=_("Apa yang diawasi warga, oleh unsur mana, dengan cara apa, dan kapan."),
    columns=(
        Column("hal", Kind.TEXT, _("Yang diawasi")),
        Column("jenis_hal", Kind.TEXT, _("Jenis hal yang diawasi"), codes=dict(SubjectKind.choices)),
        ACTIVITY,
        Column("pengawas", Kind.TEXT, _("Unsur masyarakat yang mengawasi")),
        Column("cara", Kind.TEXT, _("Cara mengawasi")),
        Column("indikator", Kind.TEXT, _("Ukuran berhasil")),
        Column("batas_waktu", Kind.DAY, _("Batas waktu")),
        Column("berkala", Kind.TEXT, _("Seberapa sering"), codes=dict(Every.choices)),
        Column("keadaan", Kind.TEXT, _("Keadaan pengawasan"), codes=dict(OversightState.choices)),
    ),
    rows=_oversight,
)


def _held(publication: Publication, section: str, key: str) -> list[Snapshot]:
    found: list[Snapshot] = publication.snapshot.get(section, {}).get(key, [])
    return found


def _told(one: Snapshot) -> Any:
    """Several fields of a snapshot at once; what is not there or empty is no value."""

    def of(*names: str) -> list[Value]:
        return [None if one.get(name) == "" else one.get(name) for name in names]

    return of
