"""The APB Desa on the board: reviewed, published, superseded, never published where it does not balance."""

from datetime import date, timedelta

import pytest
import time_machine

from backend.kernel import clock
from backend.kernel.problems import NotFound
from budgets import accounts
from budgets.keeping import editions, publishing, realised, rows
from budgets.keeping.editions import BudgetFaulty, ReasonMissing
from budgets.keeping.publishing import NotAsked, NothingNew
from budgets.keeping.rows import LineSaid
from budgets.models import BudgetChange, BudgetLine, VillageBudget
from meetings.review import ChangedSinceShown
from tests.factories.budgets import make_budget
from tests.factories.meetings import JUTA, PIPES, ROAD, make_whole_meeting
from tests.factories.publications import publish_meeting
from villages.board.dossier import dossier
from villages.board.publish import withdraw
from villages.models import RuleSet

HOME = "/desa/32.05.09.2006/"


def digest_of(village, year=2027):
    return dossier(accounts.subject_of(village, year)).digest


@pytest.fixture
def adopted(village, dadang):
    return make_budget(village, dadang.actor).adopted()


@pytest.fixture
def put_up(village, bu_camat):
    def one(edition, reason=""):
        return publishing.put_up(edition, by=bu_camat.actor, seen=digest_of(village), reason=reason)

    return one


def test_what_is_adopted_stands_on_the_board_with_its_three_blocks_and_activities(adopted, put_up, client):
    publication = put_up(adopted)

    page = " ".join(client.get(f"{HOME}terbitan/{publication.number}/").content.decode().split())
    for text in ("APB Desa 2027", "1. Pendapatan", "Rp1.000.000.000", "Rp1.040.000.000", "-Rp40.000.000", ROAD):
        assert text in page
    assert "SiLPA tahun berkenaan</th><td>Rp0</td>" in page
    assert publication.snapshot["budget"]["rest"]["amount"] == 0
    assert publication.title in client.get(HOME).content.decode()


def test_the_person_who_keeps_it_does_not_publish_it_unless_nobody_reviews(adopted, village, dadang):
    with pytest.raises(NotFound):
        publishing.put_up(adopted, by=dadang.actor, seen=digest_of(village))

    kabupaten = village.region.parent.parent
    RuleSet.objects.create(kabupaten=kabupaten, year=2027, reviewers_by_kind={"apb_desa": "nobody"})

    assert publishing.put_up(adopted, by=dadang.actor, seen=digest_of(village)).number == 1


@pytest.fixture
def both(village):
    """The kabupaten's rules let both offices look at the APB Desa, in the order that is asked for."""

    def one(reviewers):
        kabupaten = village.region.parent.parent
        RuleSet.objects.create(kabupaten=kabupaten, year=2027, reviewers_by_kind={"apb_desa": reviewers})

    return one


def test_two_offices_in_parallel_publish_once_both_have_accepted_the_same(adopted, village, both, bu_camat, dpmd):
    both("parallel")
    seen = digest_of(village)

    assert publishing.put_up(adopted, by=dpmd.actor, seen=seen) is None
    with pytest.raises(NotAsked):
        publishing.put_up(adopted, by=dpmd.actor, seen=seen)
    assert publishing.published(village, 2027) is None
    assert publishing.put_up(adopted, by=bu_camat.actor, seen=seen).number == 1

    said = BudgetChange.objects.filter(what="accepted").order_by("at")
    assert [(one.became["level"], one.by_id) for one in said] == [
        ("kabupaten", dpmd.user.pk),
        ("kecamatan", bu_camat.user.pk),
    ]


def test_one_after_the_other_the_kabupaten_waits_and_the_first_reason_is_told(
    adopted, village, both, bu_camat, dpmd, dadang
):
    both("sequence")
    with pytest.raises(NotAsked):
        publishing.put_up(adopted, by=dpmd.actor, seen=digest_of(village))
    for person in (bu_camat, dpmd):
        first = publishing.put_up(adopted, by=person.actor, seen=digest_of(village))
    with time_machine.travel(clock.now() + timedelta(days=365), tick=False):
        line = BudgetLine.objects.get(budget=adopted, account="5.3.5.03")
        realised.realise(line, by=dadang.actor, as_of=date(2027, 6, 30), amount=200 * JUTA, seen=None)
        with pytest.raises(ReasonMissing):
            publishing.put_up(adopted, by=bu_camat.actor, seen=digest_of(village))
        publishing.put_up(adopted, by=bu_camat.actor, seen=digest_of(village), reason="Realisasi semester satu.")
        second = publishing.put_up(adopted, by=dpmd.actor, seen=digest_of(village))

    assert (second.supersedes, second.reason) == (first, "Realisasi semester satu.")


def test_what_changed_after_one_office_accepted_is_looked_at_by_both(adopted, village, both, bu_camat, dpmd, dadang):
    both("parallel")
    publishing.put_up(adopted, by=bu_camat.actor, seen=digest_of(village))
    with time_machine.travel("2027-07-15", tick=False):
        line = BudgetLine.objects.get(budget=adopted, account="5.3.5.03")
        realised.realise(line, by=dadang.actor, as_of=date(2027, 6, 30), amount=200 * JUTA, seen=None)

        assert publishing.put_up(adopted, by=dpmd.actor, seen=digest_of(village)) is None
        assert publishing.put_up(adopted, by=bu_camat.actor, seen=digest_of(village)).number == 1


def test_after_a_withdrawal_the_offices_look_again(adopted, village, both, bu_camat, dpmd):
    both("parallel")
    for person in (bu_camat, dpmd):
        made = publishing.put_up(adopted, by=person.actor, seen=digest_of(village))
    withdraw(made, by=bu_camat.actor, reason="Salah lampiran.")

    assert publishing.put_up(adopted, by=bu_camat.actor, seen=digest_of(village), reason="Lampiran benar.") is None
    assert publishing.put_up(adopted, by=dpmd.actor, seen=digest_of(village)).reason == "Lampiran benar."


def test_a_stranger_is_told_there_is_nothing(adopted, village, asep):
    with pytest.raises(NotFound):
        publishing.put_up(adopted, by=asep.actor, seen=digest_of(village))


def test_what_changed_since_it_was_shown_is_looked_at_again(adopted, village, bu_camat, dadang):
    seen = digest_of(village)
    again = editions.reopen(adopted, by=dadang.actor, seen=adopted.revision, reason="Salah ketik.")
    line = BudgetLine.objects.get(budget=again, account="4.1.1.01")
    rows.change_line(line, LineSaid("4.1.1.01", 50 * JUTA, "PAD"), by=dadang.actor, seen=1)
    again.refresh_from_db()
    editions.adopt(again, by=dadang.actor, seen=again.revision, reference="Perdes 7/2026", on=adopted.adopted_on)

    with pytest.raises(ChangedSinceShown):
        publishing.put_up(adopted, by=bu_camat.actor, seen=seen)


def test_what_does_not_balance_is_not_published_whatever_the_row_says(adopted, put_up):
    BudgetLine.objects.filter(budget=adopted, account="6.1.1.01").update(amount=59 * JUTA)

    with pytest.raises(BudgetFaulty) as refused:
        put_up(adopted)

    assert refused.value.facts["because"][0].startswith("Kurang Rp1.000.000")


def test_without_an_adopted_edition_there_is_nothing_to_publish(village, dadang, put_up):
    draft = make_budget(village, dadang.actor).edition

    with pytest.raises(BudgetFaulty):
        put_up(draft)


def test_a_revision_supersedes_with_a_reason_and_says_what_changed(adopted, village, dadang, put_up, client):
    first = put_up(adopted)
    with pytest.raises(NothingNew):
        put_up(adopted)
    second = editions.revise(adopted, by=dadang.actor, seen=adopted.revision)
    for account, amount in (("5.3.5.03", 450), ("5.3.7.03", 150)):
        line = BudgetLine.objects.get(budget=second, account=account)
        rows.change_line(line, LineSaid(account, amount * JUTA, "DDS"), by=dadang.actor, seen=1)
    second = VillageBudget.objects.select_related("village__region").get(pk=second.pk)
    editions.adopt(second, by=dadang.actor, seen=second.revision, reference="Perdes 3/2027", on=adopted.adopted_on)
    with pytest.raises(ReasonMissing):
        put_up(second)

    publication = put_up(second, "Longsor di Sukamaju.")

    assert publication.supersedes == first
    page = " ".join(client.get(f"{HOME}terbitan/{publication.number}/").content.decode().split())
    assert "APB Desa Perubahan ke-1 2027" in page
    assert "Longsor di Sukamaju." in page
    assert 'Semula</th><th scope="col">Menjadi' in page
    assert "Rp450.000.000" in page


def test_adopted_at_the_meeting_stands_beside_the_budget_by_id(village, dadang, bu_camat, put_up, client):
    meeting = make_whole_meeting(village)
    publish_meeting(meeting, bu_camat.actor)
    made = make_budget(village, dadang.actor)
    rows.remove_work(made.works[PIPES], by=dadang.actor, seen=1)
    rows.change_line(made.lines["5.3.5.03"], LineSaid("5.3.5.03", 600 * JUTA, "DDS"), by=dadang.actor, seen=1)
    put_up(made.adopted())

    page = " ".join(client.get(f"{HOME}anggaran/2027/").content.decode().split())

    vanished = page.partition("Tidak ada di APB Desa (")[2].partition("<h3>")[0]
    changed = page.partition("Biayanya berubah (")[2].partition("<h3>")[0]
    new = page.partition("Baru di APB Desa (")[2].partition("<h3>")[0]
    assert PIPES in vanished
    assert ROAD in changed
    assert "Rp640.000.000" in changed
    assert "BLT Desa" in new
    assert "Pendapatan" not in new


def test_realisation_meets_the_duties_of_the_year(adopted, village, dadang, put_up, client):
    with time_machine.travel("2027-07-15", tick=False):
        line = BudgetLine.objects.get(budget=adopted, account="5.3.5.03")
        day = date(2027, 6, 30)
        realised.realise(line, by=dadang.actor, as_of=day, amount=200 * JUTA, seen=None)
        publication = put_up(adopted)

    page = " ".join(client.get(f"{HOME}terbitan/{publication.number}/").content.decode().split())
    assert "Realisasi sampai 30 Juni 2027" in page
    assert "realisasi/" in page
    duties = client.get(f"{HOME}anggaran/2027/").content.decode().partition('id="kewajiban"')[2]
    assert "Laporan uang yang sudah dipakai belum diterbitkan." not in duties
    assert "APB Desa belum diterbitkan di papan ini." not in duties
