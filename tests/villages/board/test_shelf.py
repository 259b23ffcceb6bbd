"""What is read once answers as the database does: corrected, withdrawn, of other years, without a day."""

from datetime import date

import pytest

from backend.kernel import ids
from tests.factories.meetings import make_whole_meeting, subject_of
from tests.factories.villages import make_village
from villages.board import queries, shelf
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw
from villages.models import Publication

pytestmark = pytest.mark.django_db
NOBODY = ids.uuid7()


def put_up(meeting, actor, *, year, held_on):
    return publish(
        dossier(subject_of(meeting)),
        stamp=Stamp(number=Publication.objects.count() + 1, hash="ab" * 32),
        by=actor,
        title=f"Musyawarah {year}",
        fiscal_year=year,
        held_on=held_on,
        reason="Salah ketik.",
    )


@pytest.fixture
def many(village, bu_camat):
    """Publications of a village in every state, and one next door."""
    meetings = [make_whole_meeting(village) for _ in range(4)]
    days = [(2026, date(2025, 6, 1)), (2027, None), (2027, date(2026, 9, 1)), (2027, date(2026, 6, 1))]
    for meeting, (year, held_on) in zip(meetings, days, strict=True):
        put_up(meeting, bu_camat.actor, year=year, held_on=held_on)
    last = put_up(meetings[3], bu_camat.actor, year=2027, held_on=date(2026, 6, 2))
    withdraw(Publication.objects.get(number=3), by=bu_camat.actor, reason="Salah desa.")
    put_up(make_whole_meeting(next_door := make_village("32.05.09.2005", "Lembang")), bu_camat.actor, **OF_2027)
    return village, next_door, last


OF_2027 = {"year": 2027, "held_on": date(2026, 7, 1)}


def told(village):
    """All that the board asks, of everything there is and of something that there is not."""
    published = list(Publication.objects.filter(village=village).order_by("number"))
    keys = [*dict.fromkeys(one.subject_key for one in published), NOBODY]
    return {
        "listed": queries.listed(village),
        "newest": [queries.newest_of(village, most) for most in (2, 40)],
        "ever": queries.ever_of(village),
        "opening": queries.opening(village),
        "subjects": [queries.of_subject(village, key) for key in keys],
        "numbers": [queries.numbered(village, number) for number in range(8)],
        "newer": [queries.newer_than(one) for one in published],
        "years": [queries.of_year(village, year) for year in (2025, 2026, 2027)],
        "ever of years": [queries.ever_of_year(village, year) for year in (2025, 2026, 2027)],
        "photo": queries.showing_photo(village, "ab" * 32),
    }


def test_it_answers_as_the_database_does(many):
    village, next_door, _last = many
    read = told(village)

    with shelf.filled(village.pk):
        assert told(village) == read
        assert len(told(next_door)["listed"]) == 1, "of another village it knows nothing"
    assert [len(read[name]) for name in ("listed", "ever")] == [4, 5]
    assert read["newer"][3].number == 5


def test_it_is_asked_of_the_database_once(many, django_assert_num_queries):
    village, _next_door, last = many

    with django_assert_num_queries(1), shelf.filled(village.pk):
        assert queries.numbered(village, 5) == queries.opening(village) == last
        queries.listed(village)
        queries.of_year(village, 2027)


def test_afterwards_the_database_is_asked_again(many, bu_camat):
    village, _next_door, last = many
    with shelf.filled(village.pk):
        pass

    withdraw(last, by=bu_camat.actor, reason="Salah.")

    assert queries.opening(village) != last


def test_what_else_is_found_out_is_found_out_once_while_it_is_filled(village):
    asked = []

    def find():
        asked.append(1)

    shelf.once("x", find)
    with shelf.filled(village.pk):
        assert [shelf.once("y", find), shelf.once("y", find)] == [None, None]
    shelf.once("y", find)
    assert len(asked) == 3
