import pytest

from tests.factories.villages import make_region, make_village
from villages import queries
from villages.models import Region


@pytest.fixture
def garut(db):
    make_region("32", "Jawa Barat")
    make_region("32.05", "Kabupaten Garut")
    make_region("32.05.09", "Leles")
    make_region("32.05.10", "Kadungora")
    make_region("32.05.09.1001", "Mekar Kota")
    return [
        make_village("32.05.09.2001", "Mekarsari"),
        make_village("32.05.09.2002", "Sukamekar"),
        make_village("32.05.10.2001", "Mekarsari"),
        make_village("32.05.10.2002", "Talagasari"),
    ]


def codes(villages) -> list[str]:
    return [village.code for village in villages]


def test_beginnings_come_before_middles(garut):
    found = queries.search_villages("mekar")

    assert codes(found) == ["32.05.09.2001", "32.05.10.2001", "32.05.09.2002"]


@pytest.mark.parametrize("text", ["MEKARSARI", "  mekarsari ", "mekars"])
def test_case_and_spaces_do_not_matter(garut, text):
    assert codes(queries.search_villages(text)) == ["32.05.09.2001", "32.05.10.2001"]


def test_one_or_two_letters_look_at_beginnings_only(garut):
    assert codes(queries.search_villages("me")) == ["32.05.09.2001", "32.05.10.2001"]


@pytest.mark.parametrize("text", ["", "   ", "tidak ada", "%", "_ekarsari"])
def test_nothing_is_found_for_nothing(garut, text):
    assert queries.search_villages(text) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("32.05.09", ["32.05.09.2001", "32.05.09.2002"]),
        ("32.05.10.2002", ["32.05.10.2002"]),
        ("32.05.1", []),
    ],
)
def test_a_code_finds_what_lies_under_it(garut, code, found):
    assert codes(queries.search_villages(code)) == found


def test_a_search_may_be_narrowed_and_cut(garut):
    assert codes(queries.search_villages("mekarsari", within="32.05.10")) == ["32.05.10.2001"]
    assert codes(queries.search_villages("mekar", limit=1)) == ["32.05.09.2001"]


def test_a_retired_village_is_not_found(garut):
    Region.objects.filter(code="32.05.09.2001").update(retired_in="dua")

    assert codes(queries.search_villages("mekarsari")) == ["32.05.10.2001"]
    assert codes(queries.villages_in("32.05.09")) == ["32.05.09.2002"]


@pytest.mark.parametrize(("text", "places"), [("talaga", 1), ("mekar", 3)])
def test_kecamatan_and_kabupaten_come_with_one_query(garut, text, places, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = [
            (one.name, one.region.parent.name, one.region.parent.parent.name) for one in queries.search_villages(text)
        ]

    assert len(found) == places
    assert {above for _name, _kecamatan, above in found} == {"Kabupaten Garut"}


def test_the_tree_of_a_region(garut, django_assert_num_queries):
    with django_assert_num_queries(1):
        path = [region.name for region in queries.path_of("32.05.09.2001")]
    with django_assert_num_queries(1):
        below = [region.name for region in queries.children_of("32.05")]

    assert path == ["Jawa Barat", "Kabupaten Garut", "Leles", "Mekarsari"]
    assert below == ["Kadungora", "Leles"]
    assert [region.code for region in queries.children_of(None)] == ["32"]
    assert codes(queries.villages_in("32.05")) == codes(garut)
    assert codes(queries.villages_in("32.05.10.2002")) == ["32.05.10.2002"]


def test_the_villages_of_a_person(siti, bu_camat, village, next_door):
    assert list(queries.villages_of(siti.user.pk)) == [village]
    assert list(queries.villages_of(bu_camat.user.pk)) == [next_door, village]
