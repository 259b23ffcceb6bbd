"""Official papers: the record with its list for officers, the same without names for everybody, the BPD's books."""

import time
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from meetings import books
from meetings.documents import People, record_of
from meetings.models import Signature
from tests.factories.meetings import make_people, make_whole_meeting, put, subject_of
from tests.villages.board.printed import Printed
from villages.board import papers
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw
from villages.board.writing import Signatures
from villages.models import RuleSet

NAMES = ("Peserta tani 0", "Peserta perempuan 8", "Mak Icih binti Sarta")


@pytest.fixture
def meeting(village):
    meeting = make_whole_meeting(village)
    hand = [[100, 100, 400, 300, 700, 120], [500, 250]]
    put(Signature, village, meeting=meeting.id, role="participant", name=NAMES[2], position="Kader", strokes=hand)
    return meeting


@pytest.fixture
def publication(bu_camat, meeting):
    return publish(
        dossier(subject_of(meeting)),
        stamp=Stamp(number=7, hash="ab" * 32),
        by=bu_camat.actor,
        title=meeting.title,
        fiscal_year=2027,
        held_on=date(2026, 6, 15),
    )


@pytest.fixture
def at_desk(client, meeting):
    def get(person, path):
        client.force_login(person.user)
        return client.get(f"/petugas/{meeting.village_id}/{path}")

    return get


def words_of(content: bytes) -> str:
    made = Document(BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in made.paragraphs), *cells])


def test_the_signatures_stand_as_the_kabupaten_wants_them(village, meeting, bu_camat, at_desk):
    """Words, order, how many, and whose name is left out; who else signed comes last."""
    asked = [
        {"role": "village_head", "title": "Wali Nagari", "count": 1},
        {"role": "chair", "title": "Ketua Bamus", "count": 1, "named": False},
        {"role": "witness", "count": 2},
    ]
    RuleSet.objects.create(kabupaten=village.region.parent.parent, year=2026, signers={"*": asked})
    head = {"role": "village_head", "name": "Haji Udin", "strokes": [[1, 1, 2, 2]]}
    put(Signature, village, meeting=meeting.id, **head)
    made = publish(
        dossier(subject_of(meeting)),
        stamp=Stamp(number=8, hash="cd" * 32),
        by=bu_camat.actor,
        title=meeting.title,
        fiscal_year=2027,
        held_on=date(2026, 6, 15),
    )

    (public,) = [one for one in record_of(made).blocks if isinstance(one, Signatures)]
    people = People(signatures=list(Signature.objects.filter(meeting=meeting.id)))
    (ours,) = [one for one in record_of(made, people).blocks if isinstance(one, Signatures)]

    words = ["Wali Nagari", "Ketua Bamus", "Saksi", "Saksi"]
    assert [(office, name) for office, name, _hand in public.people] == [(one, "") for one in words]
    assert [(office, name) for office, name, _hand in ours.people] == [
        ("Wali Nagari", "Haji Udin"),
        ("Ketua Bamus", ""),
        ("Saksi", ""),
        ("Saksi", ""),
        ("Wakil peserta\nKader", NAMES[2]),
    ]
    assert [bool(hand) for _office, _name, hand in ours.people] == [True, True, False, False, True]


def test_an_officer_gets_the_record_with_everybody_who_came(at_desk, bu_camat, meeting, publication):
    answer = at_desk(bu_camat, f"musyawarah/{meeting.id}/berita-acara.pdf")

    printed = Printed(answer.content)
    assert "no-store" in answer["Cache-Control"]
    assert printed.sizes == {(210, 297)}
    assert printed.tagged
    assert all(inside for _name, inside in printed.fonts)
    assert all(name in printed.text for name in NAMES)
    assert "Senin tanggal lima belas bulan Juni tahun dua ribu dua puluh enam (15-06-2026)" in printed.text
    assert "pukul 09.00 s.d. 12.00 WIB" in printed.text
    assert "(2/3 × 30 = 20)" in printed.text
    assert "dua ratus juta rupiah" in printed.text
    assert at_desk(bu_camat, f"musyawarah/{meeting.id}/berita-acara.pdf").content == answer.content


def test_the_record_can_be_edited_in_word(at_desk, bu_camat, meeting, publication):
    answer = at_desk(bu_camat, f"musyawarah/{meeting.id}/berita-acara.docx")

    said = words_of(answer.content)
    assert all(name in said for name in NAMES)
    assert "Jalan usaha tani didahulukan." in said
    assert at_desk(bu_camat, f"musyawarah/{meeting.id}/berita-acara.docx").content == answer.content


def test_a_big_meeting_is_drawn_in_two_seconds_and_light(at_desk, bu_camat, meeting, publication):
    make_people(meeting, "miskin", men=20, women=25)

    began = time.perf_counter()
    answer = at_desk(bu_camat, f"musyawarah/{meeting.id}/berita-acara.pdf")
    assert time.perf_counter() - began < 2
    assert len(answer.content) <= 300_000


def test_no_public_document_names_who_came(client, publication, meeting):
    documents = {one.name: one for one in papers.of(publication)}
    assert "berita-acara.pdf" in documents

    for paper in documents.values():
        content = paper.make(publication)
        said = Printed(content).text if paper.media_type == "application/pdf" else content.decode("latin-1")
        assert not any(name in said for name in NAMES), paper.name
        assert not any(name.encode() in content for name in NAMES), paper.name
    script = client.get(f"/desa/32.05.09.2006/terbitan/{publication.number}/bacaan/").content.decode()
    assert not any(name in script for name in NAMES)


@pytest.mark.parametrize("path", ["musyawarah/{}/berita-acara.pdf", "buku/2027/daftar-hadir.pdf"])
def test_papers_with_names_are_for_those_of_the_area(client, at_desk, meeting, publication, asep, path):
    asked = path.format(meeting.id)

    assert client.get(f"/petugas/{meeting.village_id}/{asked}").status_code == 302
    assert at_desk(asep, asked).status_code == 404


def test_what_is_not_published_or_withdrawn_has_no_record(at_desk, bu_camat, meeting, publication):
    withdraw(publication, by=bu_camat.actor, reason="Salah.")

    assert at_desk(bu_camat, f"musyawarah/{meeting.id}/berita-acara.pdf").status_code == 404
    assert at_desk(bu_camat, "buku/2027/notulen.pdf").status_code == 404


@pytest.mark.parametrize("book", books.BOOKS, ids=lambda book: book.name)
def test_every_book_comes_in_three_forms_and_always_the_same(at_desk, bu_camat, publication, book):
    for form in ("pdf", "docx", "xlsx"):
        answer = at_desk(bu_camat, f"buku/2027/{book.name}.{form}")
        assert answer.status_code == 200
        assert at_desk(bu_camat, f"buku/2027/{book.name}.{form}").content == answer.content
    sheet = load_workbook(BytesIO(answer.content)).active
    assert [cell.value for cell in next(sheet.iter_rows())] == ["No", *book.head]


def test_the_books_hold_what_was_published(at_desk, bu_camat, publication):
    def rows(name):
        answer = at_desk(bu_camat, f"buku/2027/{name}.xlsx")
        return [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.content)).active.iter_rows()][1:]

    assert [row[3] for row in rows("daftar-hadir")].count("Peserta tani 0") == 1
    assert any("Jalan usaha tani didahulukan." in row for row in rows("notulen"))
    assert [row[2] for row in rows("aspirasi")].count("Jalan ke sawah") == 1
    assert len(rows("keputusan-musdes")) == 1
    assert rows("keputusan-musrenbang") == []


def test_the_desk_leads_to_the_papers_once_published(at_desk, bu_camat, meeting, publication):
    page = at_desk(bu_camat, f"musyawarah/{meeting.id}/").content.decode()

    assert f"/musyawarah/{meeting.id}/berita-acara.pdf" in page
    assert "/buku/2027/aspirasi.xlsx" in page
