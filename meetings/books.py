"""The BPD's books of one year, drawn from the village's publications (Permendagri 110/2016, Lampiran).

Five of the regulation's sixteen books hold what a deliberation records. The attendance book names villagers, so all
of them stay with the officers and the village. The words are the regulation's own and pass no catalogue.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import dateformat

from meetings.documents import held_on
from meetings.models import Attendance
from meetings.review import SUBJECT
from meetings.terms import THERE, Gender, MeetingType
from villages.board import imprint
from villages.board.writing import Heading, Row, Table, Text, Writing
from villages.models import Publication, Village


@dataclass(frozen=True, slots=True)
class Year:
    """What the books of a year are drawn from: its publications, oldest meeting first, and who came to each."""

    village: Village
    number: int
    publications: Sequence[Publication]
    there: dict[UUID, list[Attendance]]


@dataclass(frozen=True, slots=True)
class Book:
    """One book: its columns in the regulation's order, and how a year fills it."""

    name: str
    label: str
    head: Sequence[str]
    widths: Sequence[int]
    rows: Callable[[Year], Iterator[Row]]


def year_of(village: Village, number: int) -> Year:
    """The publications of a year that stand, and the people of their meetings. Two queries."""
    found = Publication.objects.filter(
        village=village, fiscal_year=number, subject_kind=SUBJECT, current=True, withdrawn_at__isnull=True
    )
    publications = list(found.order_by("held_on", "number"))
    keys = [one.subject_key for one in publications]
    there: dict[UUID, list[Attendance]] = {key: [] for key in keys}
    people = Attendance.objects.filter(village=village, meeting__in=keys, status__in=THERE, deleted_at__isnull=True)
    for one in people.order_by("name", "id"):
        there[one.meeting].append(one)
    return Year(village, number, publications, there)


def table_of(book: Book, year: Year) -> Table:
    """The rows of a book, numbered."""
    rows = [[place, *row] for place, row in enumerate(book.rows(year), start=1)]
    return Table(head=["No", *book.head], widths=[2, *book.widths], rows=rows)


def writing_of(book: Book, year: Year) -> Writing:
    """A book as a paper; the same for the same publications."""
    newest = max(year.publications, key=lambda one: one.number)
    marks = imprint.of(newest)
    table = table_of(book, year)
    numbers = ", ".join(str(one.number) for one in year.publications)
    return Writing(
        title=f"{book.label} {year.number}, {marks.village}",
        author=marks.village,
        foot=f"{marks.village}, {marks.within}. Dari terbitan nomor {numbers}.",
        at=newest.published_at,
        blocks=[
            Heading(f"{book.label.upper()}\n{marks.village.upper()}\nTAHUN {year.number}", middle=True),
            table if table.rows else Text("Belum ada isi."),
        ],
        wide=True,
    )


def _attendance(year: Year) -> Iterator[Row]:
    for one in year.publications:
        for person in year.there[one.subject_key]:
            gender = person.gender if person.gender != Gender.UNKNOWN else "–"
            office = person.position or person.get_element_display()
            yield [_day(one), one.title, person.name, gender, person.hamlet, office]


def _minutes(year: Year) -> Iterator[Row]:
    for one in year.publications:
        record, turnout = one.snapshot.get("record", {}), one.snapshot.get("turnout", {})
        for item in _items(one):
            yield [
                _day(one),
                item.get("topic", ""),
                record.get("chair", {}).get("name", ""),
                record.get("minute_taker", {}).get("name", ""),
                turnout.get("present", 0),
                "\n".join(part for part in (item.get("discussion"), item.get("response")) if part),
                item.get("decision", ""),
                item.get("outcome_label", ""),
            ]


def _wishes(year: Year) -> Iterator[Row]:
    """Proposals as each was last answered: a later meeting answers again for those voiced before it."""
    last: dict[tuple[str, str, str], tuple[Publication, dict[str, Any]]] = {}
    for one in year.publications:
        for wish in one.snapshot.get("proposals", {}).get("proposals", []):
            last[(wish.get("activity", ""), wish.get("hamlet", ""), wish.get("proposer", ""))] = (one, wish)
    for one, wish in last.values():
        yield [
            _day(one),
            wish.get("activity", ""),
            wish.get("hamlet") or wish.get("place", ""),
            wish.get("proposer", ""),
            wish.get("source_label", ""),
            wish.get("fate_label", ""),
            wish.get("reason", ""),
        ]


def _decisions(year: Year, *, of: Callable[[str], bool]) -> Iterator[Row]:
    for one in year.publications:
        record, decision = one.snapshot.get("record", {}), one.snapshot.get("decision", {})
        if of(record.get("type", "")):
            decided = [item["decision"] for item in _items(one) if item.get("decision")]
            yield [
                "\n".join(part for part in (record.get("number", ""), _day(one)) if part),
                one.title,
                "\n".join(part for part in (decision.get("summary", ""), *decided) if part),
                decision.get("method_label", ""),
                f"Terbitan {one.number}",
            ]


def _of_musdes(year: Year) -> Iterator[Row]:
    return _decisions(year, of=lambda kind: kind.startswith("musdes"))


def _of_musrenbang(year: Year) -> Iterator[Row]:
    return _decisions(year, of=lambda kind: kind == MeetingType.MUSRENBANGDES)


_DECIDED = ("Nomor dan tanggal", "Tentang", "Uraian singkat", "Cara", "Keterangan")
_DECIDED_WIDTHS = (5, 7, 18, 4, 4)
BOOKS = (
    Book(
        "daftar-hadir",
        "Buku daftar hadir rapat",
        ("Tanggal", "Rapat", "Nama", "L/P", "Alamat", "Unsur/Jabatan"),
        (5, 9, 8, 2, 6, 8),
        _attendance,
    ),
    Book(
        "notulen",
        "Buku notulen rapat",
        ("Tanggal", "Agenda", "Pemimpin rapat", "Notulis", "Hadir", "Pembahasan", "Keputusan", "Keterangan"),
        (4, 6, 5, 5, 2, 14, 8, 4),
        _minutes,
    ),
    Book(
        "aspirasi",
        "Buku data aspirasi masyarakat",
        ("Tanggal", "Aspirasi", "Asal", "Disampaikan oleh", "Melalui", "Tindak lanjut", "Keterangan"),
        (4, 9, 5, 6, 5, 5, 8),
        _wishes,
    ),
    Book("keputusan-musdes", "Buku keputusan musyawarah desa", _DECIDED, _DECIDED_WIDTHS, _of_musdes),
    Book("keputusan-musrenbang", "Buku keputusan musrenbang desa", _DECIDED, _DECIDED_WIDTHS, _of_musrenbang),
)
NAMED = {book.name: book for book in BOOKS}


def _items(publication: Publication) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = publication.snapshot.get("minutes", {}).get("items", [])
    return items


def _day(publication: Publication) -> str:
    day = held_on(publication) or publication.held_on
    return dateformat.format(day, "j F Y") if day else ""
