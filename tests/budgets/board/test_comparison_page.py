"""A plan beside other years, other villages and the prices of the kabupaten."""

from datetime import date

import pytest

from tests.factories.meetings import JUTA, make_item, make_meeting
from tests.factories.villages import make_village

HOME = "/desa/32.05.09.2006/"
PAGE = f"{HOME}banding/2027/"
METRE = 200_000_00
"""Rp200.000 a metre."""


def with_road(village, price, *, year=2027, amount=10 * JUTA, **fields):
    """A meeting whose plan has one priced road."""
    meeting = make_meeting(village, fiscal_year=year, title=f"Musdes {year}")
    make_item(meeting, amount=amount, unit_price=price, account="02.03.11", **fields)
    return meeting


@pytest.fixture
def priced(village, put_up):
    """Cangkuang far above the four others of its kabupaten, one of which is in another kecamatan."""
    put_up(with_road(village, 3 * METRE))
    for number, factor in enumerate((90, 100, 110, 120)):
        code = f"32.05.09.200{number}" if number else "32.05.10.2001"
        put_up(with_road(make_village(code, f"Desa{number}"), METRE * factor // 100, unit="M "))


def test_the_price_band_tells_where_five_villages_published(priced, read):
    band = read(PAGE).partition('id="harga"')[2]

    assert "Rp600.000 / m" in band
    assert "di atas kebanyakan desa" in band
    assert "Tengah</dt><dd>Rp220.000" in band
    assert "5 desa" in band


def test_four_villages_give_no_band(village, put_up, read):
    put_up(with_road(village, METRE))
    for number in range(1, 4):
        put_up(with_road(make_village(f"32.05.09.200{number}", f"Desa{number}"), METRE))

    band = read(PAGE).partition('id="harga"')[2]

    assert "paling sedikit 5 desa" in band
    assert "Rp200.000" not in band


def test_villages_of_another_kabupaten_do_not_count(village, put_up, read):
    put_up(with_road(village, METRE))
    for number in range(1, 5):
        put_up(with_road(make_village(f"32.06.09.200{number}", f"Jauh{number}"), METRE))

    assert "paling sedikit 5 desa" in read(PAGE)


def test_the_villages_of_the_kecamatan_stand_beside_each_other(priced, next_door, read):
    table = read(PAGE).partition('id="tetangga"')[2].partition("</table>")[0]

    assert "Desa1" in table
    assert "Desa0" not in table, "another kecamatan"
    assert "Lembang</a></th><td><span" in table
    assert "belum terbit" in table


def test_earlier_years_stand_with_the_change(village, put_up, read):
    put_up(with_road(village, METRE, year=2026, amount=10 * JUTA), date(2025, 6, 1))
    put_up(with_road(village, METRE, year=2027, amount=25 * JUTA))

    years = read(PAGE).partition('id="tahun"')[2].partition("</section>")[0]

    assert years.index("2027</a>") < years.index("2026</a>")
    assert years.count("Dibanding tahun sebelumnya:") == 1
    assert "Dibanding tahun sebelumnya: Rp15.000.000" in years


def test_the_page_costs_the_same_with_many_villages(priced, client, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get(PAGE)


def test_a_village_without_plan_says_so(village, read):
    assert "belum menerbitkan rencana" in read(PAGE)
