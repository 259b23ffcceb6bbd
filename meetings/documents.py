"""The official record of a meeting as a paper, made of its publication alone.

With ``people`` it carries the attendance list, which names villagers: that paper stays with the officers and the
village and is drawn for each who asks, never kept. Form: Permendesa 16/2019 and what villages sign in practice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext_lazy as _
from lokal.terbilang import terbilang

from backend.kernel import money
from meetings.models import Attendance, Signature
from meetings.terms import THERE, Gender, SignerRole
from villages.board import imprint
from villages.board.poster import sheet_of
from villages.board.sections import Paper, Snapshot
from villages.board.typesetting import PDF
from villages.board.writing import (
    Block,
    Facts,
    Heading,
    NewSheet,
    Numbered,
    Signatures,
    Table,
    Text,
    Writing,
    as_pdf,
)
from villages.models import Publication

ROOM_FOR_WITNESSES = 3
"""Lines for representatives of those present, who sign by hand."""

USUAL_PLACES: Sequence[Snapshot] = (
    {"role": SignerRole.CHAIR, "count": 1, "title": "Pimpinan musyawarah", "named": True},
    {"role": SignerRole.VILLAGE_HEAD, "count": 1, "title": "Kepala Desa", "named": True},
    {"role": SignerRole.MINUTE_TAKER, "count": 1, "title": "Notulis", "named": True},
)
"""Who signs where the kabupaten's rules do not say how it looks on paper."""


def public_record(publication: Publication) -> bytes:
    """The official record as anybody may have it: those who came in numbers, not by name."""
    return as_pdf(record_of(publication))


@dataclass(frozen=True, slots=True)
class People:
    """Who stands on the attendance list and who signed, by name: for officers and the village."""

    attendance: Sequence[Attendance] = ()
    signatures: Sequence[Signature] = ()


@dataclass(slots=True)
class _Pictures:
    """Signatures as SVG, by the name under which a paper shows them."""

    drawn: dict[str, str] = field(default_factory=dict)

    def add(self, strokes: list[list[int]] | None) -> str:
        if not strokes:
            return ""
        name = f"hand-{len(self.drawn)}.svg"
        self.drawn[name] = _drawing(strokes)
        return name


def record_of(publication: Publication, people: People | None = None) -> Writing:
    """The official record with its activities and minutes; with ``people`` their list and their hands too."""
    marks, pictures = imprint.of(publication), _Pictures()
    record = publication.snapshot.get("record", {})
    blocks = [
        *_head(publication, record, marks),
        Text(_opening(publication, record)),
        *_matters(publication),
        *_persons(record),
        *_decided(publication),
        Text("Demikian berita acara ini dibuat dengan penuh tanggung jawab untuk dipergunakan sebagaimana mestinya."),
        Text(f"{publication.snapshot['village']['name']}, {_long(_held_on(record))}"),
        Signatures(list(_signers(record, people, pictures))),
        *_activities(publication),
        *_ranking(publication),
        *_minutes(publication),
        *(attendance_blocks(people.attendance, pictures) if people else _who_came(publication)),
    ]
    return Writing(
        title=f"Berita acara {publication.title}",
        author=marks.village,
        foot=f"{marks.line} {marks.address}",
        at=publication.published_at,
        blocks=blocks,
        pictures=pictures.drawn,
    )


def attendance_blocks(attendance: Iterable[Attendance], pictures: _Pictures) -> list[Block]:
    """The attendance list on a sheet of its own: who came first, by name."""
    everybody = sorted(attendance, key=lambda one: (one.status not in THERE, one.name.casefold(), str(one.id)))
    there = [one for one in everybody if one.status in THERE]
    hands = {place: pictures.add(one.signature) for place, one in enumerate(everybody)}
    counted = {gender: sum(one.gender == gender for one in there) for gender in Gender}
    return [
        NewSheet(),
        Heading("Lampiran: daftar hadir"),
        Table(
            head=["No", "Nama", "L/P", "Alamat", "Unsur/Jabatan", "Kehadiran", "Tanda tangan"],
            widths=[2, 9, 2, 7, 8, 5, 6],
            rows=[[place, *_person_row(one), ""] for place, one in enumerate(everybody, start=1)],
            pictures={place: name for place, name in hands.items() if name},
        ),
        Text(
            f"Hadir {len(there)} orang: laki-laki {counted[Gender.MALE]}, perempuan {counted[Gender.FEMALE]}"
            + (f", tidak dicatat {counted[Gender.UNKNOWN]}." if counted[Gender.UNKNOWN] else ".")
        ),
    ]


def held_on(publication: Publication) -> date | None:
    """The day of the first sitting in the village's own time."""
    return _held_on(publication.snapshot.get("record", {}))


def in_words(day: date) -> str:
    """``Senin tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam (23-11-2026)``."""
    return (
        f"{dateformat.format(day, 'l')} tanggal {terbilang(day.day)} bulan {dateformat.format(day, 'F')}"
        f" tahun {terbilang(day.year)} ({day:%d-%m-%Y})"
    )


def _head(publication: Publication, record: Snapshot, marks: imprint.Imprint) -> Iterator[Block]:
    year = record.get("fiscal_year") or publication.fiscal_year
    kind = record.get("type_label") or publication.title
    yield Heading(f"BERITA ACARA\n{kind.upper()}\n{marks.village.upper()}\nTAHUN {year}", middle=True)
    yield Facts([("Nomor", record.get("number", "")), ("Wilayah", marks.within)])


def _opening(publication: Publication, record: Snapshot) -> str:
    day, turnout = _held_on(record), publication.snapshot.get("turnout", {})
    when = f"Pada hari ini {in_words(day)}" if day else "Pada hari ini"
    hours = _hours(record)
    place = record.get("place") or next((one["place"] for one in record.get("sittings", []) if one.get("place")), "")
    quorum = turnout.get("quorum", {})
    invited = f" dari {quorum['invited']} undangan" if quorum.get("invited") else ""
    present, kind = turnout.get("present", 0), record.get("type_label") or publication.title
    said = (
        f"{when}{hours}{f', bertempat di {place}' if place else ''}, telah diselenggarakan"
        f" {kind} yang dihadiri oleh {present} orang{invited}"
        f" (laki-laki {turnout.get('men', 0)}, perempuan {turnout.get('women', 0)})."
    )
    return said + _quorum(quorum)


def _quorum(quorum: Mapping[str, Any]) -> str:
    if not quorum.get("invited"):
        return ""
    basis = f"Sesuai {quorum['legal_basis']}, kuorum" if quorum.get("legal_basis") else "Kuorum"
    sum_ = f"{quorum['numerator']}/{quorum['denominator']} × {quorum['invited']} = {quorum['needed']}"
    return f" {basis} ({sum_}) {'terpenuhi' if quorum['met'] else 'tidak terpenuhi'}."


def _matters(publication: Publication) -> Iterator[Block]:
    topics = [one["topic"] for one in publication.snapshot.get("minutes", {}).get("items", []) if one.get("topic")]
    if topics:
        yield Heading("A. Materi")
        yield Numbered(topics)


def _persons(record: Snapshot) -> Iterator[Block]:
    named = [("Pimpinan musyawarah", record.get("chair")), ("Notulis", record.get("minute_taker"))]
    named += [("Narasumber", one) for one in record.get("speakers", [])]
    facts = [(office, _with_position(one)) for office, one in named if one]
    if facts:
        yield Heading("B. Pimpinan dan narasumber")
        yield Facts(facts)


def _decided(publication: Publication) -> Iterator[Block]:
    decision = publication.snapshot.get("decision", {})
    yield Heading("C. Keputusan")
    yield Text(_how(decision))
    decisions = [
        one["decision"] for one in publication.snapshot.get("minutes", {}).get("items", []) if one.get("decision")
    ]
    if decision.get("summary"):
        yield Text(decision["summary"])
    if decisions:
        yield Numbered(decisions)
    sheet = sheet_of(publication)
    if sheet is not None:
        yield Text(
            f"Daftar kegiatan terlampir: {len(sheet.lines)} kegiatan, jumlah {money.rupiah_full(sheet.total)}"
            f" ({money.spelled(sheet.total)})."
        )
    yield Heading("D. Catatan dan keberatan")
    yield Text(decision.get("objections") or "Tidak ada.")


def _how(decision: Mapping[str, Any]) -> str:
    votes = decision.get("votes")
    if votes:
        cast = f"setuju {votes['for']}, tidak setuju {votes['against']}, abstain {votes['abstained']}"
        return f"Setelah dilakukan pembahasan, musyawarah memutuskan dengan pemungutan suara ({cast}):"
    if decision.get("method") == "consensus":
        return "Setelah dilakukan pembahasan, seluruh peserta musyawarah menyepakati secara mufakat:"
    return "Setelah dilakukan pembahasan, musyawarah memutuskan:"


def _signers(record: Snapshot, people: People | None, pictures: _Pictures) -> Iterator[tuple[str, str, str]]:
    """Those who must sign; names of villagers only where the paper stays with the village.

    Who else signed stands behind those whom the kabupaten's rules ask; where it has none, the usual offices come first
    and room for witnesses last.
    """
    signed = list(people.signatures) if people else []
    names = {role: record.get(role, {}).get("name", "") for role in (SignerRole.CHAIR, SignerRole.MINUTE_TAKER)}
    asked = record.get("signing") or USUAL_PLACES
    for place in asked:
        for _each in range(place["count"]):
            one = next((it for it in signed if it.role == place["role"]), None)
            if one:
                signed.remove(one)
            name = (one.name if one else "") or names.get(place["role"], "")
            yield place["title"], name if place["named"] else "", pictures.add(one.strokes) if one else ""
    for one in signed:
        yield (
            one.get_role_display() + (f"\n{one.position}" if one.position else ""),
            one.name,
            pictures.add(one.strokes),
        )
    if asked is USUAL_PLACES:
        for _empty in range(ROOM_FOR_WITNESSES - len(signed)):
            yield "Wakil peserta", "", ""


def _activities(publication: Publication) -> Iterator[Block]:
    sheet = sheet_of(publication)
    if sheet is None or not sheet.lines:
        return
    yield NewSheet()
    yield Heading("Lampiran: daftar kegiatan")
    rows: list[list[str | int]] = [
        [place, one.what, one.where, money.rupiah_full(one.amount)] for place, one in enumerate(sheet.lines, start=1)
    ]
    yield Table(
        head=["No", "Kegiatan", "Lokasi", "Jumlah"],
        widths=[1, 9, 5, 5],
        rows=[*rows, ["", "Jumlah", "", money.rupiah_full(sheet.total)]],
        right=[3],
    )


def _ranking(publication: Publication) -> Iterator[Block]:
    ranking = publication.snapshot.get("proposals", {}).get("ranking")
    if not ranking:
        return
    yield Heading("Lampiran: peringkat usulan")
    yield Text(f"Cara memeringkat: {ranking['method']}. Nilai yang sama mendapat peringkat yang sama.")
    yield Table(
        head=["Peringkat", "Usulan", "Nilai", "Keterangan"],
        widths=[3, 14, 3, 10],
        rows=[
            [
                one["rank"],
                ", ".join(part for part in (one["activity"], one.get("hamlet")) if part),
                one.get("value", 0),
                "sama" if one.get("tied") else one.get("reason", ""),
            ]
            for one in ranking["places"]
        ],
    )


def _minutes(publication: Publication) -> Iterator[Block]:
    """The minutes point by point; who proposed only by element, as on the board."""
    items = publication.snapshot.get("minutes", {}).get("items", [])
    if not items:
        return
    yield NewSheet()
    yield Heading("Lampiran: notulen")
    for place, one in enumerate(items, start=1):
        yield Heading(f"{place}. {one.get('topic', '')}")
        told = (
            ("Pengusul", one.get("proposer")),
            ("Pembahasan", one.get("discussion")),
            ("Tanggapan", one.get("response")),
            ("Hasil", one.get("outcome_label")),
            ("Keputusan", one.get("decision")),
            ("Alasan", one.get("reason")),
        )
        yield Facts([(name, what) for name, what in told if what])


def _who_came(publication: Publication) -> Iterator[Block]:
    """The composition of those present, as the board shows it: nobody by name."""
    elements = publication.snapshot.get("turnout", {}).get("elements", [])
    if elements:
        yield NewSheet()
        yield Heading("Lampiran: unsur yang hadir")
        yield Table(
            head=["Unsur masyarakat", "Hadir"],
            widths=[8, 2],
            rows=[[one["label"], one["present"]] for one in elements],
            right=[1],
        )
        yield Text("Daftar hadir dengan nama dan tanda tangan disimpan di desa.")


def _person_row(one: Attendance) -> list[str]:
    gender = one.gender if one.gender != Gender.UNKNOWN else "–"
    within = " ".join(part for part in (one.rt and f"RT {one.rt}", one.rw and f"RW {one.rw}") if part)
    address = ", ".join(part for part in (one.hamlet, within) if part)
    office = f"{one.get_element_display()}\n{one.position}" if one.position else one.get_element_display()
    came = one.get_status_display() + (f"\nmewakili {one.represents}" if one.represents else "")
    return [one.name, gender, address, office, came]


def _with_position(person: Mapping[str, str]) -> str:
    return person["name"] + (f", {person['position']}" if person.get("position") else "")


def _held_on(record: Snapshot) -> date | None:
    began = next((one["started_at"] for one in record.get("sittings", []) if one.get("started_at")), "")
    return datetime.fromisoformat(began).date() if began else None


def _hours(record: Snapshot) -> str:
    sittings = [one for one in record.get("sittings", []) if one.get("started_at")]
    if not sittings:
        return ""
    first, last = sittings[0], sittings[-1]
    until = f"{datetime.fromisoformat(last['ended_at']):%H.%M}" if last.get("ended_at") else "selesai"
    return f", pukul {datetime.fromisoformat(first['started_at']):%H.%M} s.d. {until} {record.get('zone', '')}".rstrip()


def _long(day: date | None) -> str:
    return dateformat.format(day, "j F Y") if day else ""


def _drawing(strokes: list[list[int]]) -> str:
    """Strokes ``[[x, y, x, y, …], …]`` as SVG; whole numbers only, whatever was sent."""
    lines = []
    for stroke in strokes:
        points = list(zip(stroke[::2], stroke[1::2], strict=False))
        points += [(points[0][0] + 1, points[0][1])] if len(points) == 1 else []
        lines.append('<polyline points="' + " ".join(f"{int(x)},{int(y)}" for x, y in points) + '"/>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 500" fill="none" stroke="black" stroke-width="8">'
        + "".join(lines)
        + "</svg>"
    )


PAPERS = (Paper("berita-acara.pdf", _("Berita acara dan notulen (PDF)"), PDF, public_record),)
