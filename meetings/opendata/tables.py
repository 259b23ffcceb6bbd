"""Deliberations as tables: each meeting, who came in groups, each point of the agenda. Never a name."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from meetings.terms import AgendaOutcome, DecisionMethod, Element, MeetingLevel, MeetingType
from villages.board.opendata.tables import Column, Kind, Row, Table
from villages.board.sections import Snapshot
from villages.models import Publication

KEY = Column("id_musyawarah", Kind.TEXT, _("Tanda tetap musyawarah (UUID)"), given=True)
MEN = Column("laki_laki", Kind.WHOLE, _("Laki-laki"))
WOMEN = Column("perempuan", Kind.WHOLE, _("Perempuan"))
UNKNOWN = Column("tidak_dicatat", Kind.WHOLE, _("Tidak dicatat laki-laki atau perempuan"))
METHOD = Column("cara_memutuskan", Kind.TEXT, _("Cara memutuskan"), codes=dict(DecisionMethod.choices))
VOTES = (
    Column("suara_setuju", Kind.WHOLE, _("Suara setuju")),
    Column("suara_tidak_setuju", Kind.WHOLE, _("Suara tidak setuju")),
    Column("suara_abstain", Kind.WHOLE, _("Suara abstain")),
)


def held(publication: Publication) -> tuple[str | None, str | None]:
    """When the meeting began and ended, in its own time; ``None`` where that is not said."""
    sittings = publication.snapshot.get("record", {}).get("sittings", [])
    starts = [one["started_at"] for one in sittings if one.get("started_at")]
    ends = [one["ended_at"] for one in sittings if one.get("ended_at")]
    return (min(starts) if starts else None), (max(ends) if ends else None)


def with_seconds(moment: str | None) -> str | None:
    """``2026-06-15T09:00+07:00`` with the seconds that standards ask for."""
    return f"{moment[:16]}:00{moment[16:]}" if moment and moment[16:17] in ("+", "-") else moment


def _meetings(publication: Publication) -> Iterator[Row]:
    snapshot = publication.snapshot
    record, decision, came = (snapshot.get(name, {}) for name in ("record", "decision", "turnout"))
    if not record:
        return
    quorum = came.get("quorum", {})
    yield [
        str(publication.subject_key),
        *(record.get(name) for name in ("type", "title", "number", "level", "hamlet", "place")),
        *(with_seconds(moment) for moment in held(publication)),
        len(record.get("sittings", [])),
        *(came.get(name) for name in ("present", "men", "women", "unknown")),
        *(quorum.get(name) for name in ("invited", "needed", "met")),
        *_how(decision),
        *(decision.get(name) for name in ("summary", "objections")),
        record.get("legal_basis"),
    ]


MEETINGS = Table(
    name="musyawarah",
    title=_("Musyawarah"),
    says=_("Setiap musyawarah: kapan, di mana, berapa yang hadir, kuorum, dan apa yang diputuskan."),
    columns=(
        KEY,
        Column("jenis", Kind.TEXT, _("Jenis musyawarah"), codes=dict(MeetingType.choices)),
        Column("judul", Kind.TEXT, _("Judul musyawarah")),
        Column("nomor_berita_acara", Kind.TEXT, _("Nomor berita acara")),
        Column("tingkat", Kind.TEXT, _("Tingkat musyawarah"), codes=dict(MeetingLevel.choices)),
        Column("dusun", Kind.TEXT, _("Dusun, untuk musyawarah tingkat dusun")),
        Column("tempat", Kind.TEXT, _("Tempat musyawarah seperti tertulis di berita acara")),
        Column("mulai", Kind.MOMENT, _("Mulai, waktu setempat")),
        Column("selesai", Kind.MOMENT, _("Selesai, waktu setempat")),
        Column("sidang", Kind.WHOLE, _("Banyaknya sidang"), given=True),
        Column("hadir", Kind.WHOLE, _("Yang hadir")),
        MEN,
        WOMEN,
        UNKNOWN,
        Column("diundang", Kind.WHOLE, _("Yang diundang")),
        Column("kuorum_perlu", Kind.WHOLE, _("Yang harus hadir menurut tata tertib")),
        Column("kuorum_terpenuhi", Kind.FLAG, _("Kuorum terpenuhi")),
        METHOD,
        *VOTES,
        Column("keputusan", Kind.TEXT, _("Keputusan dengan kata sederhana")),
        Column("keberatan", Kind.TEXT, _("Catatan dan keberatan")),
        Column("dasar_hukum", Kind.TEXT, _("Dasar hukum")),
    ),
    rows=_meetings,
)


def _attendance(publication: Publication) -> Iterator[Row]:
    for one in publication.snapshot.get("turnout", {}).get("elements", []):
        said = (one.get(name) for name in ("element", "present", "men", "women", "unknown"))
        yield [str(publication.subject_key), *said]


ATTENDANCE = Table(
    name="kehadiran",
    title=_("Kehadiran menurut unsur"),
    says=_("Berapa yang hadir dari tiap unsur masyarakat. Unsur dengan satu atau dua orang digabung."),
    columns=(
        KEY,
        Column("unsur", Kind.TEXT, _("Unsur masyarakat"), codes=dict(Element.choices), given=True),
        Column("hadir", Kind.WHOLE, _("Yang hadir"), given=True),
        MEN,
        WOMEN,
        UNKNOWN,
    ),
    rows=_attendance,
)


def _agenda(publication: Publication) -> Iterator[Row]:
    for place, one in enumerate(publication.snapshot.get("minutes", {}).get("items", []), start=1):
        said = (one.get(name) for name in ("topic", "proposer", "outcome", "decision", "reason"))
        yield [str(publication.subject_key), place, *said, *_how(one)]


AGENDA = Table(
    name="pembahasan",
    title=_("Pokok pembahasan"),
    says=_("Setiap pokok yang dibahas dan hasilnya. Jalannya pembahasan dapat dibaca di halaman terbitan."),
    columns=(
        KEY,
        Column("urutan", Kind.WHOLE, _("Urutan dalam acara"), given=True),
        Column("pokok", Kind.TEXT, _("Pokok pembahasan")),
        Column("pengusul", Kind.TEXT, _("Unsur masyarakat yang mengusulkan")),
        Column("hasil", Kind.TEXT, _("Hasil pembahasan"), codes=dict(AgendaOutcome.choices)),
        Column("keputusan", Kind.TEXT, _("Keputusan atas pokok ini")),
        Column("alasan", Kind.TEXT, _("Alasan keputusan")),
        METHOD,
        *VOTES,
    ),
    rows=_agenda,
)


def _how(decided: Snapshot) -> Row:
    votes = decided.get("votes") or {}
    return [decided.get("method"), *(votes.get(name) for name in ("for", "against", "abstained"))]
