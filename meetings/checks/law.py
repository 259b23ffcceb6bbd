"""Order of the year, invitation, hamlets, votes: what a rule asks for and the record shows otherwise."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from meetings import queries, rules
from meetings.models import AgendaItem, Meeting
from meetings.queries import MeetingFile
from meetings.rules.doubles import place_key
from meetings.rules.order import ORDER, out_of_order
from meetings.terms import THERE, MeetingLevel, MeetingType
from villages.board.sections import Found, Saying
from villages.terms import Severity

HAMLETS_KNOWN = 0.8
"""The share of people whose hamlet was recorded, below which nothing is said of hamlets."""

OF_ALL_HAMLETS = frozenset(
    {
        *(MeetingType.MUSDES_RPJM, MeetingType.MUSDES_RKP, MeetingType.MUSRENBANGDES, MeetingType.MUSDES_APBDES),
        *(MeetingType.MUSDES_PELAKSANAAN, MeetingType.MUSDES_LPJ),
    }
)
"""Meetings that speak for the whole village."""

SAYINGS = {
    "invitation_late": Saying(
        _("Undangan terlambat"),
        Severity.ATTENTION,
        _("Musyawarah mendadak karena bencana atau perintah dari atas. Undangan pertama tidak tercatat."),
        _("Undangan %(days)s hari sebelum musyawarah; aturan meminta paling sedikit %(needed)s hari."),
        _("Permendesa PDTT 16/2019 Pasal 18-29 dan aturan kabupaten: undangan disampaikan sebelum hari musyawarah."),
    ),
    "out_of_order": Saying(
        _("Urutan musyawarah terbalik"),
        Severity.ATTENTION,
        _("Tanggal salah ketik. Musyawarah sebelumnya diulang atau dilanjutkan belakangan."),
        _("Urutan tahun %(year)s terbalik: %(other)s baru dilaksanakan %(day)s."),
        _("Permendagri 114/2014, Permendesa 21/2020 Pasal 34: musdus, musdes RKP, musrenbangdes, lalu APB Desa."),
    ),
    "hamlets_missing": Saying(
        _("Dusun tidak hadir"),
        Severity.ATTENTION,
        _("Jalan terputus, atau wakil dusun tercatat dengan nama dusun lain."),
        _("Tidak ada yang hadir dari dusun: %(hamlets)s."),
        _("PP 43/2014 Pasal 80 dan Permendesa PDTT 16/2019: musyawarah desa diikuti wakil seluruh masyarakat desa."),
    ),
    "votes_exceed_present": Saying(
        _("Suara melebihi yang hadir"),
        Severity.GRAVE,
        _("Salah ketik, atau sebagian yang hadir hanya ada di daftar kertas."),
        _("Suara yang dihitung %(votes)s, padahal yang hadir %(present)s orang%(about)s."),
        _("Satu peserta satu suara: tata tertib musyawarah desa (Permendesa PDTT 2/2015, diteruskan Perdes tatib)."),
    ),
}


def check(file: MeetingFile) -> list[Found]:
    """All of the above. At most three queries."""
    return [*_invitation(file), *_order(file), *_hamlets(file), *_votes(file)]


def _invitation(file: MeetingFile) -> Iterator[Found]:
    meeting, held_on = file.meeting, file.held_on
    if meeting.invited_on is None or held_on is None:
        return
    needed = (meeting.rules or {}).get("invitation_days")
    if needed is None:
        ours = queries.rule_set_of(meeting.village, held_on.year)
        needed = ours.invitation_days if ours else None
    if rules.invitation_too_late(invited_on=meeting.invited_on, held_on=held_on, days=needed):
        days = (held_on - meeting.invited_on).days
        yield Found("invitation_late", {"facts": {"days": days, "needed": needed}, "numbers": ["days", "needed"]})


def _order(file: MeetingFile) -> Iterator[Found]:
    meeting = file.meeting
    if meeting.type not in ORDER or not meeting.fiscal_year:
        return
    others = Meeting.objects.filter(
        village=meeting.village_id, fiscal_year=meeting.fiscal_year, type__in=ORDER, deleted_at__isnull=True
    ).exclude(id=meeting.id)
    dated = [(other.type, queries.day_of(other)) for other in queries.started(others).select_related("village")]
    for kind, day in out_of_order(meeting.type, file.held_on, [(kind, day) for kind, day in dated if day]):
        facts = {"year": meeting.fiscal_year, "other": str(MeetingType(kind).label), "day": {"day": day.isoformat()}}
        yield Found("out_of_order", {"facts": facts}, key=kind)


def _hamlets(file: MeetingFile) -> Iterator[Found]:
    meeting = file.meeting
    if meeting.level != MeetingLevel.VILLAGE or meeting.type not in OF_ALL_HAMLETS or file.tallies:
        return
    there = [one.hamlet for one in file.attendance if one.status in THERE]
    known = {place_key(name) for name in there if name}
    if not there or sum(map(bool, there)) < HAMLETS_KNOWN * len(there):
        return
    missing = [name for name in meeting.village.hamlets if place_key(name) not in known]
    if missing:
        yield Found("hamlets_missing", {"facts": {"hamlets": missing}})


def _votes(file: MeetingFile) -> Iterator[Found]:
    present = file.turnout.present
    if not present:
        return
    voted: list[Meeting | AgendaItem] = [file.meeting, *file.agenda]
    for row in voted:
        votes = (row.votes_for, row.votes_against, row.votes_abstained)
        if rules.votes_exceed_present(votes, present):
            about = f" ({row.topic})" if isinstance(row, AgendaItem) else ""
            facts = {"votes": sum(count or 0 for count in votes), "present": present, "about": about}
            yield Found("votes_exceed_present", {"facts": facts, "numbers": ["votes", "present"]}, key=str(row.id))
