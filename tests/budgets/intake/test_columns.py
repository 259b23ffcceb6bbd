from django.utils import translation

from budgets import ceilings
from budgets.intake import cells, columns, sheets
from budgets.intake.columns import Column, Form
from tests.budgets.intake.test_sheets import workbook

FORM = Form(
    "uji",
    (
        Column("account", "Kode", also=("kode rekening", "kd keg"), read=cells.account),
        Column("name", "Jenis kegiatan", also=("bidang jenis kegiatan",), read=cells.text(30), needed=True),
        Column("amount", "Jumlah", also=("biaya", "perkiraan biaya"), read=cells.amount, needed=True),
        Column("source", "Sumber", read=cells.source),
    ),
)


def find(content, **more):
    return columns.find(sheets.read(content), FORM, **more)


def test_the_head_is_found_under_a_letterhead_and_in_two_rows():
    found = find(
        workbook(
            ["RENCANA KERJA PEMERINTAH DESA"],
            ["Desa", "Cangkuang"],
            [],
            ["No", "Bidang / Jenis Kegiatan", "Perkiraan Biaya dan Sumber Pembiayaan"],
            [None, None, "Jumlah (Rp)", "Sumber"],
            [1, 2, 3, 4],
            [1, "Jalan", 48232.91, "DD"],
        )
    )

    assert (found.head, found.places) == (5, {"name": 1, "amount": 2, "source": 3})
    assert found.labels[2] == "Perkiraan Biaya dan Sumber Pembiayaan Jumlah (Rp)"
    (line,) = found.lines()
    assert found.values(line) == (
        {"account": None, "name": "Jalan", "amount": 4_823_291, "source": "DDS"},
        [],
    )


def test_the_sheet_that_fits_best_is_taken():
    book = sheets.Book(
        (
            *sheets.read(b"Petunjuk;Jumlah\nIsi lembar kedua;1\n").sheets,
            *sheets.read(b"Kode;Jenis kegiatan;Jumlah\n2.3.10;Jalan;1\n").sheets,
        )
    )

    assert columns.find(book, FORM).sheet is book.sheets[1]


def test_every_bad_cell_is_named_with_its_place_and_what_to_do():
    found = find(b"Kode;Jenis Kegiatan;Jumlah;Sumber\njalan;;banyak;Bank\n2.3.10;Jalan;1;\n")
    first, second = found.lines()

    values, bad = found.values(first)

    assert values == {"account": None, "name": None, "amount": None, "source": None}
    assert [(one.place, one.read) for one in bad] == [
        ("Baris 2, kolom A (Kode)", "jalan"),
        ("Baris 2, kolom B (Jenis kegiatan)", ""),
        ("Baris 2, kolom C (Jumlah)", "banyak"),
        ("Baris 2, kolom D (Sumber)", "Bank"),
    ]
    assert str(bad[2]).startswith("Baris 2, kolom C (Jumlah): “banyak”. Bukan jumlah uang.")
    assert found.values(second)[1] == []


def test_what_is_not_known_may_be_chosen():
    content = b"Apa;Berapa;Catatan\nJalan;1;x\n"
    unknown = find(content)
    assert [one.name for one in unknown.missing] == ["name", "amount"]
    assert unknown.labels == ("Apa", "Berapa", "Catatan")

    found = find(content, chosen={"name": 0, "amount": 1, "source": -1, "lain": 2, "account": 99})

    assert (found.missing, found.places) == ((), {"name": 0, "amount": 1})
    assert [found.said(line, "name") for line in found.lines()] == ["Jalan"]


def test_a_choice_goes_before_what_labels_say():
    found = find(b"Kode;Jenis kegiatan;Jumlah;Biaya\n", chosen={"amount": 3, "account": -1})

    assert found.places == {"name": 1, "amount": 3}


def test_the_same_head_has_the_same_fingerprint_however_it_is_typed():
    one, other = find(b"Kode;Jenis Kegiatan;Jumlah (Rp)\n"), find(b"\nKODE;jenis kegiatan;JUMLAH\n2.3.10;Jalan;1\n")

    assert one.fingerprint == other.fingerprint
    assert one.fingerprint != find(b"Kode;Jenis Kegiatan;Jumlah;Sumber\n").fingerprint


def test_tables_are_read_in_indonesian_on_an_english_desk():
    with translation.override("en"):
        found = columns.find(sheets.read(b"Kode desa;Sumber dana;Pagu\n"), ceilings.FORM)

    assert found.places == {"kode_desa": 0, "sumber": 1, "pagu": 2}
