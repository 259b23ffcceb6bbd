"""Lists that were copied, arrivals that nobody made, signatures of one hand, people in two places."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from meetings import queries
from meetings.checks.elsewhere import in_two_places
from meetings.models import Attendance, Meeting
from meetings.queries import MeetingFile
from meetings.rules import crowds, strokes
from meetings.rules.doubles import name_key
from meetings.terms import THERE, PhotoPurpose
from villages.board.sections import Found, Saying
from villages.terms import Severity

EARLIER = 24
"""So many earlier meetings of the village a list is held against."""

IN_GRAVE_GROUP = 3
MOST_SIGNATURES = 600
"""Each is held against each; a meeting with more has their first ones compared."""

_NO_LAW = _("Ukuran statistik, bukan aturan hukum.")
SAYINGS = {
    "attendance_same": Saying(
        _("Daftar hadir sama dengan yang lama"),
        Severity.ATTENTION,
        _("Yang diundang memang orang yang sama dan hampir semua datang, misalnya perangkat dan ketua RT."),
        _("Daftar hadir hampir sama dengan %(title)s, %(day)s: %(same)s dari %(all)s nama (%(percent)s%%)."),
        _NO_LAW,
    ),
    "attendance_same_order": Saying(
        _("Urutan datang sama dengan yang lama"),
        Severity.GRAVE,
        _("Nama dicentang menurut urutan daftar lama, bukan menurut kedatangan."),
        _("Urutan kedatangan %(same)s orang hampir sama dengan %(title)s, %(day)s."),
        _NO_LAW,
    ),
    "arrivals_at_once": Saying(
        _("Datang hampir bersamaan"),
        Severity.ATTENTION,
        _("Kehadiran dicentang sekaligus dari daftar kertas yang sudah ditandatangani."),
        _("%(people)s orang tercatat datang hampir bersamaan: jarak tengahnya %(gap)s detik."),
        _NO_LAW,
    ),
    "arrivals_outside": Saying(
        _("Datang di luar jam sidang"),
        Severity.ATTENTION,
        _("Kehadiran disalin dari kertas sesudah musyawarah. Jam HP salah."),
        _("%(outside)s dari %(people)s orang tercatat datang lebih dari 3 jam sebelum atau sesudah sidang."),
        _NO_LAW,
    ),
    "signatures_alike": Saying(
        _("Tanda tangan mirip"),
        Severity.ATTENTION,
        _("Anggota keluarga menandatangani untuk yang lain. Tanda tangan pendek memang mirip."),
        _("Tanda tangan %(people)s orang hampir sama bentuknya."),
        _("Permendesa PDTT 16/2019: setiap peserta menandatangani daftar hadir. Kemiripan bentuk adalah dugaan."),
    ),
    "two_places": Saying(
        _("Satu orang di dua tempat"),
        Severity.GRAVE,
        _("Dua orang bernama sama. Orang itu pindah dari satu musyawarah ke yang lain."),
        _("Satu orang tercatat hadir pada waktu yang sama di Desa %(village)s, %(day)s."),
        _("Nama, jenis kelamin, dan dusun (atau nomor HP) sama pada jam yang bertumpuk. Ukuran statistik."),
    ),
}


def check(file: MeetingFile) -> list[Found]:
    """All of the above."""
    return [*_copied(file), *_arrivals(file), *_signatures(file), *_two_places(file)]


def _copied(file: MeetingFile) -> Iterator[Found]:
    """The earlier meeting whose list is most alike, once for the people and once for their order. Three queries."""
    mine = [one for one in file.attendance if one.status in THERE]
    if file.held_on is None or len(mine) < crowds.NAMES_FOR_A_LIST:
        return
    names, in_order = _names(mine), _in_order(mine)
    same: list[tuple[float, str, Found]] = []
    order: list[tuple[float, str, Found]] = []
    for other, rows in _earlier(file):
        facts = {"title": other.title, "day": _day(other)}
        theirs = _names(rows)
        evidence = {"meeting": str(other.id), "show": "names"}
        if crowds.same_people(names, theirs):
            share = crowds.jaccard(names, theirs)
            both, either = len(names & theirs), len(names | theirs)
            told = {**facts, "same": both, "all": either, "percent": int(share * 100)}
            same.append((share, str(other.id), Found("attendance_same", {**evidence, "facts": told}, str(other.id))))
        tau = crowds.order_likeness(in_order, _in_order(rows))
        if tau is not None and tau >= crowds.SAME_ORDER and not _by_alphabet(in_order):
            told = {**facts, "same": len(set(in_order) & set(_in_order(rows)))}
            found = Found("attendance_same_order", {**evidence, "facts": told, "show": "order"}, str(other.id))
            order.append((tau, str(other.id), found))
    for alike in (same, order):
        if alike:
            yield max(alike, key=lambda one: one[:2])[2]


def _day(meeting: Meeting) -> dict[str, str]:
    held_on = queries.day_of(meeting)
    return {"day": held_on.isoformat() if held_on else ""}


def _earlier(file: MeetingFile) -> Iterator[tuple[Meeting, list[Attendance]]]:
    others = queries.held_before(file, most=EARLIER)
    rows = Attendance.objects.filter(
        village=file.meeting.village_id, meeting__in=[one.id for one in others], status__in=THERE, deleted_at=None
    )
    by_meeting: dict[object, list[Attendance]] = {}
    for row in rows.only("village", "id", "meeting", "name", "arrived_at"):
        by_meeting.setdefault(row.meeting, []).append(row)
    for other in others:
        if other.id in by_meeting:
            yield other, by_meeting[other.id]


def _names(rows: list[Attendance]) -> set[str]:
    return {" ".join(name_key(one.name)) for one in rows}


def _in_order(rows: list[Attendance]) -> list[str]:
    """Names by arrival; those without one say nothing."""
    arrived = sorted((one.arrived_at, str(one.id), one.name) for one in rows if one.arrived_at)
    return [" ".join(name_key(name)) for _at, _id, name in arrived]


def _by_alphabet(names: list[str]) -> bool:
    """A list that was gone through from A to Z has one order whenever it is."""
    tau = crowds.order_likeness(names, sorted(names))
    return tau is not None and tau >= crowds.SAME_ORDER


def _arrivals(file: MeetingFile) -> Iterator[Found]:
    arrivals = [one.arrived_at for one in file.attendance if one.status in THERE and one.arrived_at]
    sheet = any(one.purpose == PhotoPurpose.ATTENDANCE_SHEET for one in file.photos)
    severity = Severity.INFO if sheet else None  # copied from the signed sheet, which is there to see
    if crowds.arrived_at_once(arrivals):
        gap = crowds.median_gap(arrivals) or timedelta()
        facts = {"people": len(arrivals), "gap": f"{gap.total_seconds():.1f}".replace(".", ",")}
        yield Found("arrivals_at_once", {"facts": facts, "numbers": ["people", "gap"]}, severity=severity)
    if crowds.arrivals_outside(arrivals, file.sittings):
        facts = {"people": len(arrivals), "outside": crowds.outside(arrivals, file.sittings)}
        numbers = {"facts": facts, "numbers": ["outside", "people"]}
        yield Found("arrivals_outside", numbers, severity=severity)


def _signatures(file: MeetingFile) -> Iterator[Found]:
    """Who signed twice under one name is one person."""
    drawn = [(one.id, "attendance", one.name, one.signature) for one in file.attendance if one.signature]
    drawn += [(one.id, "signature", one.name, one.strokes) for one in file.signatures if one.strokes]
    known = [(row, shape) for row in drawn[:MOST_SIGNATURES] if (shape := strokes.shape_of(row[3])) is not None]
    for group in strokes.groups([shape for _row, shape in known]):
        rows = [known[place][0] for place in group]
        people = len({name_key(row[2]) for row in rows})
        if people > 1:
            named = sorted([row[1], str(row[0])] for row in rows)
            severity = Severity.GRAVE if people >= IN_GRAVE_GROUP else None
            evidence = {"facts": {"people": people}, "rows": named, "show": "strokes"}
            yield Found("signatures_alike", evidence, key=named[0][1], severity=severity)


def _two_places(file: MeetingFile) -> Iterator[Found]:
    for one, other, place in in_two_places(file):
        facts = {"village": place.village.name, "day": _day(place)}
        evidence = {
            "facts": facts,
            "person": str(one.id),
            "village": str(place.village_id),
            "meeting": str(place.id),
            "other": str(other.id),
            "show": "people",
        }
        yield Found("two_places", evidence, key=str(one.id))
