"""The fate of every proposal: what villagers read of theirs, and of nobody by name."""

from datetime import date

import pytest

from budgets.models import BudgetItem, ProgressReport, Proposal
from budgets.terms import Fate, ItemState
from meetings.models import Photo
from meetings.terms import DecisionMethod, Element, MeetingType
from tests.factories.meetings import JUTA, PIPES, make_item, make_meeting, make_whole_meeting, photo_fields, put
from villages.board.duties import Duty
from villages.board.publish import withdraw
from villages.models import Publication

HOME = "/desa/32.05.09.2006/"
PAGE = f"{HOME}usulan/2027/"


@pytest.fixture
def planned(village, put_up):
    """A planning meeting, published."""
    meeting = make_whole_meeting(village)
    put_up(meeting)
    return meeting


def planned_item(meeting):
    """The road that the meeting adopted."""
    return BudgetItem.objects.get(meeting=meeting.id, account="2.3.11")


def accounting(village, *, title="Musdes pelaksanaan 2027"):
    """The meeting at which the village tells what it did."""
    return make_meeting(village, type=MeetingType.MUSDES_PELAKSANAAN, title=title, summary="Laporan.")


def test_every_proposal_has_its_fate_its_reason_and_its_meeting(planned, read):
    page = read(PAGE)

    assert "Jalan ke sawah" in page
    assert "Menjadi kegiatan</dt><dd>Pengerasan jalan usaha tani Blok Cibodas, Rp120.000.000" in page
    assert "Lapangan bola" in page
    assert "Alasan: Tanahnya bukan milik desa." in page
    assert "Musdes RKP Desa 2027</a>, 15 Juni 2026. Hadir 23 orang, 60% perempuan. Mufakat" in page
    assert page.index("<h3>Cibodas</h3>") < page.index("<h3>Sukamaju</h3>")


def test_votes_are_told_where_there_was_a_vote(village, put_up, read):
    meeting = make_whole_meeting(village)
    type(meeting).objects.filter(pk=meeting.pk).update(
        decision_method=DecisionMethod.OPEN_VOTE, votes_for=20, votes_against=5, votes_abstained=2
    )
    put_up(meeting)

    assert "Pemungutan suara terbuka: setuju 20, tidak setuju 5, abstain 2" in read(PAGE)


def test_what_became_of_an_activity_since_is_told_by_later_publications(planned, village, put_up, read):
    road = planned_item(planned)
    put(ProgressReport, village, budget_item=road.id, reported_on=date(2027, 5, 1), physical_percent=20, spent=1 * JUTA)
    put(
        ProgressReport, village, budget_item=road.id, reported_on=date(2027, 6, 1), physical_percent=60, spent=70 * JUTA
    )
    type(road).objects.filter(pk=road.pk).update(state=ItemState.UNDER_WAY)
    put_up(accounting(village), date(2027, 7, 1))

    page = read(PAGE)

    assert "Sedang dilaksanakan, Rp120.000.000, kemajuan 60%, terpakai Rp70.000.000" in page
    assert "kemajuan 20%" not in page
    assert "belum ada kabar dalam terbitan" in page, "the pipes have no news yet"


def test_an_activity_typed_anew_at_the_budget_meeting_is_the_same_one(planned, village, put_up, read):
    budget = make_meeting(village, type=MeetingType.MUSDES_APBDES, title="Musdes APB Desa 2027")
    make_item(budget, PIPES.upper(), 75 * JUTA, account="02.04.06", hamlet="Sukamaju", state=ItemState.IN_BUDGET)
    put_up(budget, date(2026, 10, 1))

    page = read(PAGE)

    assert page.count("<h3>Perpipaan air bersih</h3>") == 1
    assert "PERPIPAAN" not in page
    assert "1 Oktober 2026</dt><dd>Masuk APB Desa, Rp75.000.000" in page


def test_what_was_dropped_later_says_why(planned, village, put_up, read):
    road = planned_item(planned)
    type(road).objects.filter(pk=road.pk).update(meeting=accounting(village, title="Musdes perubahan").id)
    changed = type(planned).objects.get(title="Musdes perubahan")
    type(road).objects.filter(pk=road.pk).update(state=ItemState.DROPPED, reason="Longsor.")
    put_up(changed, date(2027, 8, 1))

    assert "Tidak dilanjutkan. Alasan: Longsor." in read(PAGE)


def test_a_proposal_that_two_meetings_tell_of_stands_once_with_the_last_word(village, put_up, read):
    earlier = make_meeting(village, type=MeetingType.MUSDUS, title="Musdus Cibodas")
    wish = put(Proposal, village, meeting=earlier.id, activity="Lampu jalan", hamlet="Cibodas", fate=Fate.OPEN)
    put_up(earlier, date(2026, 5, 1))
    assert "Belum diputuskan" in read(PAGE)

    Proposal.objects.filter(pk=wish.pk).update(
        meeting=make_meeting(village).id, fate=Fate.DEFERRED, reason="Pagu habis.", deferred_to=2028
    )
    put_up(type(earlier).objects.get(title="Musdes RKP Desa 2027"))

    page = read(PAGE)
    assert page.count("Lampu jalan") == 1
    assert "Ditunda ke 2028" in page
    assert "Alasan: Pagu habis." in page


def test_elements_with_one_or_two_proposals_stand_together(village, put_up, read):
    meeting = make_meeting(village)
    for number in range(3):
        put(Proposal, village, meeting=meeting.id, activity=f"Irigasi {number}", proposer_element=Element.TANI)
    put(Proposal, village, meeting=meeting.id, activity="Sanggar", proposer_element=Element.ADAT)
    put_up(meeting)

    table = read(PAGE).partition('<dl class="duties">')[2].partition("</dl>")[0]

    assert "</dt> <dd>3 belum diputuskan</dd>" in table
    assert "unsur lain atau tidak dicatat" in table
    assert str(Element.ADAT.label).lower() not in table.lower()


def test_a_withdrawn_publication_tells_nothing_here(planned, read, bu_camat):
    withdraw(Publication.objects.get(), by=bu_camat.actor, reason="Salah desa.")

    assert "Belum ada terbitan untuk tahun ini." in read(PAGE, status=404)


def test_the_page_is_reached_from_the_village_and_follows_old_codes(planned, read, client):
    assert f'href="{PAGE}"' in read(HOME)
    assert client.get("/desa/3205092006/usulan/2027/")["Location"] == PAGE


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_costs_the_same_with_many_publications(
    planned, village, put_up, client, django_assert_num_queries, more
):
    for number in range(more):
        put_up(make_meeting(village, title=f"Musdes {number}"))

    with django_assert_num_queries(2):
        client.get(PAGE)


def test_an_account_of_the_year_meets_the_duties_that_it_can(planned, village, put_up, read):
    road = planned_item(planned)
    type(road).objects.filter(pk=road.pk).update(state=ItemState.DONE)
    report = put(ProgressReport, village, budget_item=road.id, reported_on=date(2027, 6, 1), spent=110 * JUTA)
    put(Photo, village, progress_report=report.id, **photo_fields("d"), purpose="after", publishable=True)
    put(Photo, village, progress_report=report.id, **photo_fields("e"), purpose="after", publishable=False)
    shown = put_up(accounting(village), date(2027, 12, 20))

    page, told = read(f"{HOME}terbitan/{shown.number}/"), shown.snapshot["progress"]

    assert (told["budget"], told["spent"], told["left"]) == (120 * JUTA, 110 * JUTA, 10 * JUTA)
    assert "Sudah selesai" in page
    assert "d" * 64 in page
    assert "e" * 64 not in page
    home = read(HOME)
    for duty in (Duty.MONEY_SPENT, Duty.WORK_DONE, Duty.UNFINISHED, Duty.MONEY_LEFT):
        said = home.partition(f"<dt>{duty.label}</dt>")[2].partition("</div>")[0]
        assert f'terbitan/{shown.number}/"' in said, duty
