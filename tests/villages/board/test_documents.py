"""Posters and the script for the loudspeaker: of a real publication, readable from afar, always the same bytes."""

import json
import time
from datetime import date
from io import BytesIO

import pytest
import segno
import typst
from django.utils import translation
from PIL import Image

from tests.factories.meetings import JUTA, make_item, make_whole_meeting, subject_of
from tests.villages.board.printed import Printed
from villages import tasks
from villages.board import papers, poster, spoken, typesetting
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw
from villages.board.typesetting import PDF

HOME = "/desa/32.05.09.2006/"
A1, A2, A3, A4 = poster.SIZES
PIXELS = 2
"""Of one millimetre, where a sheet is looked at as a picture."""


@pytest.fixture
def meeting(village):
    return make_whole_meeting(village)


@pytest.fixture
def published(bu_camat):
    def one(meeting):
        return publish(
            dossier(subject_of(meeting)),
            stamp=Stamp(number=7, hash="ab" * 32),
            by=bu_camat.actor,
            title=meeting.title,
            fiscal_year=2027,
            held_on=date(2026, 6, 15),
        )

    return one


@pytest.mark.parametrize("size", poster.SIZES, ids=lambda size: size.name)
def test_a_poster_has_its_paper_its_fonts_and_tags_and_is_light(published, meeting, size):
    content = poster.poster(published(meeting), size=size)

    printed = Printed(content)
    assert printed.sizes == {(size.width, size.height)}
    assert printed.fonts
    assert all(inside for _name, inside in printed.fonts)
    assert printed.tagged
    assert len(content) <= 100_000
    assert "Desa Cangkuang" in printed.text


@pytest.mark.parametrize("size", [A1, A2], ids=["a1", "a2"])
def test_a_poster_is_read_from_afar(published, meeting, size):
    printed = Printed(poster.poster(published(meeting), size=size))

    runs = printed.runs()
    assert max(run.height for run in runs if "Cangkuang" in run.text) >= 25
    assert all(run.height >= 10 for run in runs if run.text.startswith("Rp"))
    assert min(run.height for run in runs) >= 5


def test_a_code_on_the_poster_is_as_wide_as_a_phone_needs(published, meeting, monkeypatch):
    monkeypatch.setattr(poster, "pdf_of", drawn)

    for size in poster.SIZES:
        picture = Image.open(BytesIO(poster.poster(published(meeting), size=size))).convert("L")
        corner = picture.crop((int(picture.width * 0.71), int(picture.height * 0.78), picture.width, picture.height))
        left, top, right, bottom = corner.point(lambda light: 255 if light < 128 else 0).getbbox()
        assert (right - left) / PIXELS >= 40
        assert (right - left) == pytest.approx(bottom - top, abs=2)


def test_the_code_survives_dirt_and_keeps_its_quiet_zone():
    svg, wider = poster.qr_code("https://rembuk.example/desa/32.05.09.2006/terbitan/1/")

    made = segno.make("https://rembuk.example/desa/32.05.09.2006/terbitan/1/", error="q", boost_error=False)
    assert made.error == "Q"
    assert wider == (made.symbol_size(border=0)[0] + 2 * 4) / made.symbol_size(border=0)[0]
    assert svg.startswith(b"<?xml")


def test_no_sheet_has_more_lines_than_people_read(published, meeting):
    for number in range(25):
        make_item(meeting, f"Kegiatan nomor {number}", JUTA, account=f"{number % 5 + 1}.1.01")

    printed = Printed(poster.poster(published(meeting), size=A2))

    lines = [sum(run.text.startswith("Rp") for run in printed.runs(sheet)) for sheet in range(len(printed.pdf.pages))]
    assert len(lines) >= 4
    assert lines[0] - 1 <= poster.MOST_LINES  # the total is no line
    assert max(lines[1:]) <= poster.MOST_LINES
    assert all(printed.text.count(f"Kegiatan nomor {number} ") >= 1 for number in range(25))


def test_one_publication_gives_the_same_bytes_in_every_process(published, meeting):
    publication = published(meeting)

    made = {paper.name: paper.make(publication) for paper in papers.of(publication)}
    time.sleep(1.1)  # files tell seconds
    again = {paper.name: paper.make(publication) for paper in papers.of(publication)}

    assert len(made) == 9
    assert made == again


@pytest.mark.parametrize("size", poster.SIZES, ids=lambda size: size.name)
def test_a_poster_is_drawn_in_a_second(published, meeting, size):
    publication = published(meeting)
    poster.poster(publication, size=A4)  # the letters are read once

    began = time.perf_counter()
    poster.poster(publication, size=size)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "said", ['#panic("habis")', "@warga", "$x$ <label> *tebal* _miring_", "= Judul\n- daftar", "\\ // `kode`"]
)
def test_what_villagers_write_stays_text(published, meeting, said):
    make_item(meeting, said)
    publication = published(meeting)

    for paper in papers.of(publication):
        if paper.media_type == PDF:
            printed = Printed(paper.make(publication))
            assert all(part in printed.text for part in said.split())


@pytest.mark.parametrize(
    "odd", ["Jalan 🙂 desa", "ꦗꦮ ᬩᬮᬶ", "مسجد", "a" * 200, "satu\u200bdua\u202e", "\x07 bel", "\ue000"]
)
def test_no_odd_sign_keeps_a_document_from_being_drawn(published, meeting, odd):
    make_item(meeting, odd[:200], place=odd[:80])
    publication = published(meeting)

    for paper in papers.of(publication):
        made = paper.make(publication)
        assert made == paper.make(publication)
        assert paper.media_type != PDF or Printed(made).tagged


def test_a_document_says_that_everybody_can_read_it(published, meeting):
    publication = published(meeting)

    for paper in papers.of(publication):
        assert paper.media_type != PDF or b"<pdfuaid:part>1<" in paper.make(publication)


def test_papers_are_served_to_anybody_and_kept_long(client, published, meeting):
    publication = published(meeting)

    for paper in papers.of(publication):
        path = f"{HOME}terbitan/1/dokumen/{paper.name}"
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Content-Type"] == paper.media_type
        assert "max-age=86400" in answer["Cache-Control"]
        assert (
            client.get(f"{HOME}terbitan/1/dokumen/{paper.name}", headers={"if-none-match": answer["ETag"]}).status_code
            == 304
        )
    page = client.get(f"{HOME}terbitan/1/").content.decode()
    assert all(f"dokumen/{paper.name}" in page for paper in papers.of(publication))
    assert client.get(f"{HOME}terbitan/1/dokumen/poster-a0.pdf").status_code == 404
    assert client.get(f"{HOME}terbitan/2/dokumen/poster-a1.pdf").status_code == 404


def test_a_withdrawn_publication_has_no_papers(client, published, meeting, bu_camat):
    publication = published(meeting)
    withdraw(publication, by=bu_camat.actor, reason="Salah desa.")

    assert papers.of(publication) == []
    assert client.get(f"{HOME}terbitan/1/dokumen/poster-a3.pdf").status_code == 404
    assert client.get(f"{HOME}terbitan/1/bacaan/").status_code == 404


def test_publishing_makes_the_papers_and_the_sweep_what_a_lost_message_left(
    published, meeting, django_capture_on_commit_callbacks
):
    published(meeting)
    assert tasks.sweep_documents() == 1
    assert tasks.sweep_documents() == 0

    with django_capture_on_commit_callbacks(execute=True):
        publication = published(meeting)
    assert tasks.sweep_documents() == 0
    assert tasks.make_documents(str(publication.pk)) == 0


def test_the_script_is_read_in_three_minutes_with_every_number_in_words(client, published, meeting):
    for number in range(25):
        make_item(meeting, f"Kegiatan {number} di RT 03", JUTA, account=f"{number % 5 + 1}.1.01")
    publication = published(meeting)

    with translation.override("id"):
        sentences = spoken.script(publication)
    text = " ".join(sentences)
    assert len(text.split()) <= 350
    assert not any(sign.isdigit() for sign in text)
    assert "dua ratus dua puluh lima juta rupiah" in text
    page = client.get(f"{HOME}terbitan/1/bacaan/").content.decode()
    assert all(sentence in page for sentence in sentences)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Rp39.600.000 untuk 12 orang.", "tiga puluh sembilan juta enam ratus ribu rupiah untuk dua belas orang."),
        ("Rp 1.250.000,00 (40%)", "satu juta dua ratus lima puluh ribu rupiah (empat puluh persen)"),
        ("Jalan RT03, 2,5 km", "Jalan RT nol tiga, dua koma lima km"),
        ("tahun 2027.", "tahun dua ribu dua puluh tujuh."),
        ("1.250 bibit", "seribu dua ratus lima puluh bibit"),
    ],
)
def test_figures_are_read_as_people_say_them(written, said):
    assert spoken.aloud(written) == said


def drawn(layout, words, *, at, pictures):
    """The first sheet as a picture."""
    beside = {
        "main.typ": layout.read_bytes(),
        "frame.typ": typesetting.FRAME.read_bytes(),
        "words.json": json.dumps(words).encode(),
    }
    return typst.compile({**beside, **pictures}, font_paths=typesetting._fonts(), format="png", ppi=PIXELS * 25.4)[0]
