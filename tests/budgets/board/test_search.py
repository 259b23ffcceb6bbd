"""Finding passages of publications by words, field and region, on each database; and villages in spite of slips."""

from datetime import date

import pytest

from tests.factories.meetings import JUTA, make_item, make_meeting, make_whole_meeting
from tests.factories.villages import make_village
from villages.board import passages
from villages.board.publish import withdraw
from villages.models import SearchEntry

pytestmark = pytest.mark.django_db


def headings(**wanted):
    return [one.heading for one in passages.found(passages.Wanted(**wanted))]


def test_words_of_activities_minutes_and_proposals_are_found(village, put_up, read):
    put_up(make_whole_meeting(village))

    assert headings(words="perpipaan air") == ["Perpipaan air bersih"]
    assert headings(words="urutan kegiatan") == ["Prioritas kegiatan 2027"]
    assert headings(words="milik desa tanahnya") == ["Lapangan bola"]
    assert headings(words="perpipaan bola") == []
    page = read("/cari/?q=perpipaan")
    assert 'href="/desa/32.05.09.2006/terbitan/1/#kegiatan-2"' in page


def test_field_and_region_narrow(village, put_up):
    put_up(make_whole_meeting(village))
    far = make_meeting(make_village("33.01.01.2001", "Jauh"))
    make_item(far, "Perpipaan dusun", 5 * JUTA, account="4.1.01")
    put_up(far, date(2026, 7, 1))

    assert headings(words="perpipaan") == ["Perpipaan dusun", "Perpipaan air bersih"]
    assert headings(words="perpipaan", field="4") == ["Perpipaan dusun"]
    assert headings(words="perpipaan", region="32.05") == ["Perpipaan air bersih"]
    assert headings(words="perpipaan", region="32.0") == []


def test_what_is_superseded_or_withdrawn_is_not_found(village, put_up, bu_camat):
    meeting = make_whole_meeting(village)
    put_up(meeting)
    second = put_up(meeting)
    assert headings(words="perpipaan") == ["Perpipaan air bersih"]

    withdraw(second, by=bu_camat.actor, reason="Salah.")

    assert headings(words="perpipaan") == []


def test_the_sweep_finds_what_was_missed_and_then_nothing(village, put_up):
    put_up(make_whole_meeting(village))
    SearchEntry.objects.all().delete()

    assert (passages.sweep(), passages.sweep()) == (1, 0)
    assert headings(words="perpipaan") == ["Perpipaan air bersih"]


@pytest.mark.parametrize("words", ['"', "a* OR (", "---", "' ; DROP", "NEAR(", "%s {0}", "🏠🏠🏠"])
def test_any_words_get_an_answer(client, village, put_up, words):
    put_up(make_whole_meeting(village))

    assert client.get("/cari/", {"q": words, "bidang": "9", "wilayah": "%"}).status_code == 200


def test_a_village_is_found_in_spite_of_a_slip(village, next_door, read):
    page = read("/?q=cankuang")

    assert "Mungkin maksud Anda:" in page
    assert "Desa Cangkuang" in page
    assert "Desa Lembang" not in page
