"""The daily digest on the board: at the foot of a village's page, day by day, and beside a publication."""

from datetime import date

import pytest
import time_machine

from backend.kernel import merkle
from tests.factories.meetings import make_whole_meeting, subject_of
from villages.board import digests, seals
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.models import DailyDigest

pytestmark = pytest.mark.django_db

HOME = "/desa/32.05.09.2006/"
GARUT = "32.05"


@pytest.fixture
def wednesday(village, bu_camat):
    """Cangkuang publishes at noon; answers a function that seals days, at one o'clock in the night after."""
    with time_machine.travel("2026-11-25T12:00:00+07:00", tick=False) as clock:
        publish(
            dossier(subject_of(make_whole_meeting(village))),
            stamp=Stamp(41, "ab" * 32),
            by=bu_camat.actor,
            title="Musdes RKP",
            fiscal_year=2027,
            held_on=None,
        )

        def seal(day, entry=43):
            clock.move_to(f"2026-11-{day + 1}T01:00:00+07:00")
            return digests.make(GARUT, date(2026, 11, day), {village.pk: Stamp(entry, "cd" * 32)})

        yield seal


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_page_of_a_village_prints_the_newest_digest_at_its_foot(client, wednesday):
    wednesday(25)
    newest = wednesday(26)

    foot = read(client, HOME).partition("<footer")[2]
    assert f"Sidik harian Kabupaten Garut, 26 November 2026: {newest.letters}" in foot
    assert 'href="/sidik/32.05/"' in foot
    assert len(newest.letters) == len("ABCD-EFGH-JKMN-PQRS")
    assert "Sidik harian" not in read(client, "/")


def test_a_publication_says_which_day_covers_it_once_there_is_one(client, wednesday):
    assert "tercakup sesudah hari terbitnya berakhir" in read(client, f"{HOME}terbitan/1/")
    assert client.get(f"{HOME}terbitan/1.json").json()["proof"] is None

    wednesday(25)
    wednesday(26)

    proof = read(client, f"{HOME}terbitan/1/").partition('id="bukti"')[2].partition("</section>")[0]
    assert ">25 November 2026</a>, sampai catatan nomor 43" in proof
    assert client.get(f"{HOME}terbitan/1.json").json()["proof"]["digest"]["day"] == "2026-11-25"


def test_a_digest_whose_ledger_stops_before_the_publication_does_not_cover_it(client, wednesday):
    wednesday(25, entry=40)
    wednesday(26, entry=41)

    assert client.get(f"{HOME}terbitan/1.json").json()["proof"]["digest"]["day"] == "2026-11-26"


def test_the_content_that_the_digest_stands_for_stays_as_it_is(client, wednesday, village):
    before = client.get(f"{HOME}terbitan/1.json").json()
    wednesday(25)
    after = client.get(f"{HOME}terbitan/1.json").json()

    assert after | {"proof": None} == before


def test_the_days_of_a_kabupaten_newest_first_with_what_they_are_for(client, wednesday):
    first, second = wednesday(25), wednesday(26)

    page = read(client, "/sidik/32.05/")

    assert page.index("26 November 2026") < page.index("25 November 2026")
    assert first.letters in page
    assert second.letters in page
    assert "sidik hari itu tidak cocok lagi" in page
    assert "1 desa" in page
    assert "<script" not in page


def test_one_page_holds_the_newest_digest_of_every_kabupaten(client, wednesday, django_assert_num_queries):
    assert "Belum ada." in read(client, "/sidik/")
    first, second = wednesday(25), wednesday(26)

    with django_assert_num_queries(1):
        page = read(client, "/sidik/")

    assert second.letters in page
    assert first.letters not in page
    assert ">Kabupaten Garut</a>" in page


def test_the_days_as_data_are_a_chain_and_a_day_can_be_made_anew(client, wednesday):
    wednesday(25)
    wednesday(26)

    days = client.get("/sidik/32.05.json").json()
    told = client.get("/sidik/32.05/2026-11-26.json").json()

    assert [one["day"] for one in days["days"]] == ["2026-11-25", "2026-11-26"]
    assert days["days"][1]["previous"] == days["days"][0]["value"]
    assert days["kabupaten"] == {"code": GARUT, "name": "Kabupaten Garut"}
    leaves = [merkle.leaf(seals.canonical.canonical(one)) for one in told["villages"]]
    assert merkle.root(leaves).hex() == told["root"] == DailyDigest.objects.latest("day").root


@pytest.mark.parametrize(
    "path",
    ["/sidik/32.05/", "/sidik/32.05.json", "/sidik/32.05/2026-11-25.json", "/sidik/32.05/kemarin.json", "/sidik/x/"],
)
def test_what_there_is_not_is_said(client, village, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("many", [1, 5])
def test_the_pages_cost_the_same_with_many_days(client, wednesday, many, django_assert_num_queries):
    for day in range(many):
        wednesday(25 + day)

    with django_assert_num_queries(2):
        client.get("/sidik/32.05/")
    with django_assert_num_queries(2):
        client.get("/sidik/32.05.json")
    with django_assert_num_queries(4):
        client.get(f"{HOME}terbitan/1.json")
