"""From the country down to a village without knowing how its name is written."""

import pytest

from tests.factories.meetings import make_whole_meeting
from tests.factories.publications import publish_meeting
from villages.board.publish import withdraw

HOME = "/desa/32.05.09.2006/"


@pytest.fixture
def published(village, bu_camat):
    return publish_meeting(make_whole_meeting(village), bu_camat.actor)


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.usefixtures("published")
def test_a_village_is_found_step_by_step_with_what_is_published_on_the_way(client, village, next_door):
    assert 'href="/wilayah/"' in read(client, "/")

    for path, below in (("/wilayah/", "32"), ("/wilayah/32/", "32.05"), ("/wilayah/32.05/", "32.05.09")):
        page = read(client, path)
        assert f'href="/wilayah/{below}/"' in page, path
        assert "1 desa sudah terbit" in page, path
    kecamatan = read(client, "/wilayah/32.05.09/")
    assert f'href="{HOME}"' in kecamatan
    assert f"{village.code} · sudah terbit" in kecamatan
    assert f"{next_door.code} · belum terbit" in kecamatan
    assert client.get(f"/wilayah/{village.code}/")["Location"] == HOME


def test_what_was_withdrawn_counts_no_more(client, published, bu_camat):
    withdraw(published, by=bu_camat.actor, reason="Keliru.")

    assert "belum ada desa yang terbit" in read(client, "/wilayah/32/")


def test_where_nothing_lies_it_says_so(client, village):
    answer = client.get("/wilayah/99.99/")

    assert answer.status_code == 404
    assert "Tidak ada wilayah dengan kode ini." in answer.content.decode()


@pytest.mark.usefixtures("published")
def test_a_step_costs_the_same_with_many(client, village, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/wilayah/")
    with django_assert_num_queries(3):
        client.get("/wilayah/32.05/")
