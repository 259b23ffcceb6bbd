from datetime import date

import pytest

from budgets.intake import cells


@pytest.mark.parametrize(
    ("read", "said", "value"),
    [
        (cells.amount, "48.232,91", 4_823_291),
        (cells.amount, "48232.91", 4_823_291),
        (cells.amount, "Rp 1.250.000,-", 125_000_000),
        (cells.balance, "(1.250)", -125_000),
        (cells.year, "TA 2027", 2027),
        (cells.year, "2027", 2027),
        (cells.whole(0, 5000), "1.250", 1250),
        (cells.quantity, "450", 450_000),
        (cells.quantity, "1.250,5", 1_250_500),
        (cells.quantity, "2.5", 2_500),
        (cells.quantity, "0,125", 125),
        (cells.account, "02.03.10.", "2.3.10"),
        (cells.account, "2.3.10", "2.3.10"),
        (cells.account, "32.05.09.2006.02.03.10.", "2.3.10"),
        (cells.account, "32.05.09.2006.05.01.00.", "5.1.00"),
        (cells.account, "2,3", "2.3"),
        (cells.village_code, "3205092006", "32.05.09.2006"),
        (cells.village_code, "32.05.09.2006.", "32.05.09.2006"),
        (cells.source, "DD", "DDS"),
        (cells.source, "Alokasi APBN (Dana Desa)", "DDS"),
        (cells.source, "Bagian Hasil Pajak & Retribusi Kab/Kota", "PBH"),
        (cells.source, "swadaya masyarakat", "SWADAYA"),
        (cells.yes, "√", True),
        (cells.yes, "Tidak", False),
        (cells.month, "April", 4),
        (cells.month, "Nop", 11),
        (cells.month, "2027-04-01", 4),
        (cells.month, "12", 12),
        (cells.delivery, "Kerjasama Pihak Ketiga", "third_party"),
        (cells.text(5), "Jalan", "Jalan"),
    ],
)
def test_a_cell_is_read_in_every_usual_spelling(read, said, value):
    assert read(said) == value


@pytest.mark.parametrize(
    ("read", "said", "why"),
    [
        (cells.amount, "banyak", "Bukan jumlah uang"),
        (cells.amount, "1,250", "Bukan jumlah uang"),
        (cells.amount, "-5", "kurang dari nol"),
        (cells.amount, "#REF!", "Bukan jumlah uang"),
        (cells.year, "27", "empat angka"),
        (cells.year, "1999", "empat angka"),
        (cells.whole(0, 10), "11", "antara 0 dan 10"),
        (cells.whole(0, 10), "²", "antara 0 dan 10"),
        (cells.quantity, "450 m", "satuannya di kolom satuan"),
        (cells.quantity, "1,2345", "tiga angka"),
        (cells.account, "jalan", "kode rekening"),
        (cells.village_code, "32.05.09.0006", "kode desa"),
        (cells.village_code, "32.05", "kode desa"),
        (cells.source, "Bank", "PAD, DDS"),
        (cells.yes, "mungkin", "ya atau tidak"),
        (cells.month, "13", "Bukan bulan"),
        (cells.delivery, "sendiri", "Swakelola"),
        (cells.text(5), "Jembatan", "paling banyak 5 huruf"),
    ],
)
def test_what_a_cell_cannot_mean_is_refused_with_what_to_do(read, said, why):
    with pytest.raises(cells.Wrong, match=why):
        read(said)


@pytest.mark.parametrize(
    "said", ["2026-11-26", "26/11/2026", "26-11-26", "26.11.2026", "26 November 2026", "26 nop 2026", "2026/11/26"]
)
def test_a_day_is_read_as_indonesia_writes_it(said):
    assert cells.day(said) == date(2026, 11, 26)


@pytest.mark.parametrize("said", ["11/26/2026", "31/02/2026", "besok", "2026", "26 Brumaire 2026"])
def test_what_is_no_day_is_told(said):
    with pytest.raises(cells.Wrong):
        cells.day(said)
