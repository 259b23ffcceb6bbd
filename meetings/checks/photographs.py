"""Photographs that another meeting has too, of another day, from elsewhere, of a screen, of paper; bare of a stamp."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings import prints, queries
from meetings.models import Meeting, Photo, PhotoPrint
from meetings.prints import Near
from meetings.queries import MeetingFile
from meetings.rules import pictures
from meetings.terms import PhotoPurpose
from villages.board.sections import Found, Saying
from villages.terms import Severity

OF_PAPERS_AT_MOST = 2
"""Sheets of one form look alike; so they must differ in fewer bits than photographs of people."""

PAPER_ONLY = 75
"""Percent of a picture that is bright and without colour."""

SCREEN = 75
"""Percent of a picture's tiles that share one fine pattern."""

STAMPED = 75
"""Percent of a ring of ink that stand alone: drawn sheets with a stamp had 83 and more, without one 67 and less."""

EARLIER_PLACES = 500

_MEASURE = _("Sidik gambar (dHash 64 bit) dibandingkan dengan semua foto. Ukuran statistik, bukan aturan hukum.")
_SAME = _("Foto ini sama dengan foto %(title)s di Desa %(village)s, %(day)s.")
_REUSED = _("Dua musyawarah digelar berturut-turut dengan satu foto. Foto dikirim ulang ke musyawarah yang salah.")
SAYINGS = {
    "photo_same": Saying(_("Foto yang sama"), Severity.GRAVE, _REUSED, _SAME, _("Isi berkas sama persis (SHA-256).")),
    "photo_alike": Saying(
        _("Foto hampir pasti sama"),
        Severity.GRAVE,
        _REUSED,
        _("Foto ini hampir pasti sama dengan foto %(title)s di Desa %(village)s, %(day)s (beda %(bits)s dari 64)."),
        _MEASURE,
    ),
    "photo_maybe": Saying(
        _("Foto mungkin sama"),
        Severity.ATTENTION,
        _("Ruangan yang sama difoto dari tempat yang sama, atau foto gelap."),
        _("Foto ini mungkin sama dengan foto %(title)s di Desa %(village)s, %(day)s (beda %(bits)s dari 64)."),
        _MEASURE,
    ),
    "photo_other_day": Saying(
        _("Foto dari hari lain"),
        Severity.ATTENTION,
        _("Jam HP salah, atau foto persiapan sehari sebelumnya."),
        _("%(photos)s foto diambil pada hari lain: %(days)s."),
        _("Foto dokumentasi diambil pada saat musyawarah (Permendesa PDTT 16/2019). Jam dari HP, bisa salah."),
    ),
    "photo_far": Saying(
        _("Foto dari tempat jauh"),
        Severity.ATTENTION,
        _("Desa yang luas, kepulauan, atau GPS belum mendapat sinyal."),
        _("%(photos)s foto diambil %(km)s km dari tempat foto-foto desa ini biasanya."),
        _("Lebih dari 5 km dari titik tengah foto desa ini sebelumnya. Ukuran statistik, bukan batas desa."),
    ),
    "photo_paper_only": Saying(
        _("Foto kertas saja"),
        Severity.INFO,
        _("Ruangan bercat putih, atau foto daftar hadir salah diberi kegunaan."),
        _("Semua foto dokumentasi tampak seperti foto kertas, bukan orang."),
        _("Dugaan dari warna saja: bagian terang tanpa warna paling sedikit 75%. Lihat fotonya."),
    ),
    "photo_of_screen": Saying(
        _("Foto dari layar"),
        Severity.ATTENTION,
        _("Kain, dinding atau kisi berpola rapat memenuhi seluruh foto."),
        _("%(photos)s foto dokumentasi tampak diambil dari layar, bukan di ruangan."),
        _("Dugaan dari pola halus yang sama pada paling sedikit 75% bagian foto (moiré layar). Lihat fotonya."),
    ),
    "stamp_not_seen": Saying(
        _("Stempel tidak tampak"),
        Severity.INFO,
        _("Stempel hitam, merah, pucat, persegi, atau tertutup tanda tangan. Lembar lain yang distempel tidak difoto."),
        _("Pada foto %(sheets)s tidak tampak stempel bulat berwarna ungu atau biru."),
        _("Daftar hadir dan berita acara ditandatangani dan distempel. Dugaan dari bentuk dan warna. Lihat fotonya."),
    ),
}


def check(file: MeetingFile) -> list[Found]:
    """All of the above, for photographs that have arrived."""
    known = {one.sha256: one for one in _prints(file)}
    looks = (_paper(file, known), _screens(file, known), _stamps(file, known))
    return [*_elsewhere(file, known), *_other_day(file), *_far(file), *(found for look in looks for found in look)]


def _prints(file: MeetingFile) -> Iterator[PhotoPrint]:
    purposes: dict[str, set[str]] = defaultdict(set)
    for one in file.photos:
        purposes[one.sha256].add(one.purpose)
    for sha256, said in purposes.items():
        made = prints.keep_photo(file.meeting.village_id, sha256)
        if made is not None:
            prints.look_closely(made, said)
            yield made


def _elsewhere(file: MeetingFile, known: dict[str, PhotoPrint]) -> Iterator[Found]:
    """One finding a photograph: the nearest one of another meeting."""
    for photo in {one.sha256: one for one in file.photos if one.sha256 in known}.values():
        people = photo.purpose == PhotoPurpose.DOCUMENTATION
        most = pictures.PERHAPS if people else OF_PAPERS_AT_MOST
        alike = prints.near(known[photo.sha256], distance=most)
        mine = Near(file.meeting.village_id, photo.sha256, 0, same_file=True)
        for other, meeting in _meetings_of(file, [mine, *alike]):
            yield _found(photo, other, meeting)
            break


def _meetings_of(file: MeetingFile, alike: list[Near]) -> Iterator[tuple[Near, Meeting]]:
    """The other meetings that hold these photographs, the nearest first. Two queries."""
    wanted = Q(pk__in=[])
    for one in alike:
        wanted |= Q(village=one.village, sha256=one.sha256)
    rows = Photo.objects.filter(wanted, meeting__isnull=False, deleted_at__isnull=True)
    where: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    for village, sha256, meeting in rows.order_by("id").values_list("village", "sha256", "meeting"):
        if (village, meeting) != (file.meeting.village_id, file.meeting.id):
            where[village, sha256].append(meeting)
    named = Q(pk__in=[])
    for (village, _sha256), meetings in where.items():
        named |= Q(village=village, id__in=meetings)
    found = queries.started(Meeting.objects.filter(named, deleted_at__isnull=True)).select_related("village__region")
    by_key = {(one.village_id, one.id): one for one in found} if where else {}
    for near in alike:
        for meeting in where[near.village, near.sha256]:
            if (near.village, meeting) in by_key:
                yield near, by_key[near.village, meeting]


def _found(photo: Photo, other: Near, meeting: Meeting) -> Found:
    code = "photo_same" if other.same_file else "photo_alike" if other.bits <= pictures.ALMOST_SURE else "photo_maybe"
    title = queries.name_of(meeting, photo.village_id)
    facts = {"title": title, "village": meeting.village.name, "day": _day(queries.day_of(meeting))}
    evidence = {
        "facts": facts if other.same_file else {**facts, "bits": other.bits},
        "show": "photos",
        "photo": photo.sha256,
        "village": str(meeting.village_id),
        "meeting": str(meeting.id),
        "other": other.sha256,
        "mirrored": other.mirrored,
    }
    return Found(code, evidence, key=photo.sha256)


def _day(day: date | None) -> dict[str, str] | str:
    return {"day": day.isoformat()} if day else "–"


def _other_day(file: MeetingFile) -> Iterator[Found]:
    zone = file.meeting.village.timezone
    days = {
        start.astimezone(zone).date() + timedelta(days=number)
        for start, end in file.sittings
        for number in range((end.astimezone(zone).date() - start.astimezone(zone).date()).days + 1)
    }
    taken = [
        (photo.taken_at.astimezone(zone).date(), photo.sha256)
        for photo in file.photos
        if photo.taken_at and photo.purpose == PhotoPurpose.DOCUMENTATION
    ]
    wrong = [(day, sha256) for day, sha256 in taken if day not in days]
    if days and wrong:
        told = [day.strftime("%d-%m-%Y") for day in sorted({day for day, _sha in wrong})]
        yield Found(
            "photo_other_day",
            {
                "facts": {"photos": len(wrong), "days": told},
                "show": "own_photos",
                "photos": sorted({one for _d, one in wrong}),
            },
        )


def _far(file: MeetingFile) -> Iterator[Found]:
    here = [
        ((one.latitude, one.longitude), one.sha256)
        for one in file.photos
        if one.latitude is not None and one.longitude is not None and one.purpose == PhotoPurpose.DOCUMENTATION
    ]
    if not here:
        return
    earlier = Photo.objects.filter(
        village=file.meeting.village_id, latitude__isnull=False, longitude__isnull=False, deleted_at__isnull=True
    ).exclude(meeting=file.meeting.id)
    places = earlier.order_by("-id").values_list("latitude", "longitude")[:EARLIER_PLACES]
    middle = pictures.middle([(float(north), float(east)) for north, east in places])
    if middle is None:
        return
    ways = [(pictures.kilometres((float(n), float(e)), middle), sha256) for (n, e), sha256 in here]
    far = [(way, sha256) for way, sha256 in ways if way > pictures.FAR_KM]
    if far:
        facts = {"photos": len(far), "km": round(max(way for way, _sha in far))}
        evidence = {"facts": facts, "show": "own_photos", "photos": sorted({sha256 for _way, sha256 in far})}
        yield Found("photo_far", evidence)


def _paper(file: MeetingFile, known: dict[str, PhotoPrint]) -> Iterator[Found]:
    shown = [one.sha256 for one in file.photos if one.purpose == PhotoPurpose.DOCUMENTATION]
    if shown and all(one in known and known[one].paper_percent >= PAPER_ONLY for one in shown):
        yield Found("photo_paper_only", {"facts": {}, "show": "own_photos", "photos": sorted(set(shown))})


def _screens(file: MeetingFile, known: dict[str, PhotoPrint]) -> Iterator[Found]:
    shown = {one.sha256 for one in file.photos if one.purpose == PhotoPurpose.DOCUMENTATION}
    of_screens = sorted(one for one in shown if one in known and (known[one].screen_percent or 0) >= SCREEN)
    if of_screens:
        facts = {"photos": len(of_screens)}
        yield Found("photo_of_screen", {"facts": facts, "show": "own_photos", "photos": of_screens})


def _stamps(file: MeetingFile, known: dict[str, PhotoPrint]) -> Iterator[Found]:
    """Of several sheets of one kind, one stamp is enough; sheets whose stamp cannot be told are not spoken of."""
    without: dict[str, list[str]] = {}
    for purpose in sorted(prints.SIGNED_SHEETS):
        sheets = sorted({one.sha256 for one in file.photos if one.purpose == purpose})
        seen = [known[one].ring_percent if one in known else None for one in sheets]
        if sheets and all(ring is not None and ring < STAMPED for ring in seen):
            without[str(PhotoPurpose(purpose).label).lower()] = sheets
    if without:
        photos = sorted({sha256 for sheets in without.values() for sha256 in sheets})
        facts = {"sheets": list(without)}
        yield Found("stamp_not_seen", {"facts": facts, "show": "own_photos", "photos": photos})
