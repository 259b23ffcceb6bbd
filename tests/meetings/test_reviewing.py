"""Who reviews by the kabupaten's rules, who has taken what, and when the desk may change its mind."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.kernel import clock
from meetings import review, reviewers, taking
from meetings.models import Remark, Taking, Verdict
from meetings.review import subject_of
from meetings.rules import asked_now, is_accepted
from meetings.terms import ReviewLevel
from tests.factories.villages import assign, make_person
from tests.meetings.recorded import record_meeting
from villages.board import sections
from villages.board.dossier import dossier
from villages.models import Assignment, Publication, RuleSet
from villages.terms import Reviewers, Role

KECAMATAN, KABUPATEN = ReviewLevel.KECAMATAN, ReviewLevel.KABUPATEN


@pytest.fixture
def meeting(siti):
    return record_meeting(siti)


@pytest.fixture
def colleague(village):
    user = make_person("kasi_pmd", "Yayan Sopian")
    assign(user, Role.KECAMATAN_OFFICER, village.region.parent)
    return user


def seen(meeting):
    return dossier(subject_of(meeting.village, meeting.id)).digest


def rule(village, reviewers, **by_kind):
    RuleSet.objects.create(
        kabupaten=village.region.parent.parent, year=2026, reviewers=reviewers, reviewers_by_kind=by_kind
    )


@pytest.mark.parametrize(
    ("by", "accepted", "asked"),
    [
        ("nobody", set(), ()),
        ("kecamatan", set(), (KECAMATAN,)),
        ("kecamatan", {"kecamatan"}, ()),
        ("parallel", set(), (KECAMATAN, KABUPATEN)),
        ("parallel", {"kabupaten"}, (KECAMATAN,)),
        ("sequence", set(), (KECAMATAN,)),
        ("sequence", {"kabupaten"}, (KECAMATAN,)),
        ("sequence", {"kecamatan"}, (KABUPATEN,)),
        ("sequence", {"kecamatan", "kabupaten"}, ()),
    ],
)
def test_the_rules_say_whose_turn_it_is(by, accepted, asked):
    assert asked_now(by, accepted) == asked
    assert is_accepted(by, accepted) is (asked == ())


def test_where_the_kabupaten_says_nothing_the_kecamatan_reviews(bu_camat, dpmd, meeting):
    with pytest.raises(review.NotAsked):
        review.approve(meeting.row, by=dpmd.actor, seen=seen(meeting))

    assert review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting)) is not None


def test_where_nobody_sits_at_the_kecamatan_the_kabupaten_stands_in(dpmd, meeting):
    review.approve(meeting.row, by=dpmd.actor, seen=seen(meeting))

    assert meeting.row.status == "published"
    assert Verdict.objects.get().level == "kecamatan"


@pytest.mark.parametrize("first", ["bu_camat", "dpmd"])
def test_in_parallel_the_second_acceptance_publishes_whoever_is_first(bu_camat, dpmd, meeting, first):
    rule(meeting.village, Reviewers.PARALLEL)
    one, other = (bu_camat, dpmd) if first == "bu_camat" else (dpmd, bu_camat)

    assert review.approve(meeting.row, by=one.actor, seen=seen(meeting)) is None
    assert (meeting.row.status, Publication.objects.count()) == ("submitted", 0)
    with pytest.raises(review.NotAsked):
        review.approve(meeting.row, by=one.actor, seen=seen(meeting))

    assert review.approve(meeting.row, by=other.actor, seen=seen(meeting)) is not None
    assert meeting.row.status == "published"
    assert {verdict.level for verdict in Verdict.objects.all()} == {"kecamatan", "kabupaten"}


def test_one_after_the_other_the_kabupaten_waits_for_the_kecamatan(bu_camat, dpmd, meeting):
    rule(meeting.village, Reviewers.SEQUENCE)

    with pytest.raises(review.NotAsked):
        review.approve(meeting.row, by=dpmd.actor, seen=seen(meeting))
    with pytest.raises(review.NotAsked):
        review.return_(meeting.row, by=dpmd.actor, note="Lengkapi.")

    review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))
    review.approve(meeting.row, by=dpmd.actor, seen=seen(meeting))
    assert meeting.row.status == "published"


def test_either_offices_return_stops_it_and_both_look_again_afterwards(bu_camat, dpmd, siti, meeting, time_machine_at):
    rule(meeting.village, Reviewers.PARALLEL)
    review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    review.return_(meeting.row, by=dpmd.actor, note="Foto belum ada.")
    assert meeting.row.status == "returned"

    with time_machine_at(timedelta(days=1)):
        meeting.change(status="submitted", submitted_at=clock.now().isoformat())
        standing = reviewers.review_of(meeting.row, digest=seen(meeting))
        assert standing.asked == (KECAMATAN, KABUPATEN)


def test_an_acceptance_of_another_state_lapses(bu_camat, dpmd, meeting):
    rule(meeting.village, Reviewers.PARALLEL)
    review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))
    meeting.present("Tamu Terlambat")

    assert review.approve(meeting.row, by=dpmd.actor, seen=seen(meeting)) is None

    standing = reviewers.review_of(meeting.row, digest=seen(meeting))
    assert (meeting.row.status, standing.asked) == ("submitted", (KECAMATAN,))
    assert [one.by for one in standing.lapsed] == [bu_camat.user]


def test_a_kind_of_meeting_may_have_reviewers_of_its_own(bu_camat, dpmd, meeting):
    rule(meeting.village, Reviewers.KECAMATAN, musdes_rkp="sequence")

    assert review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting)) is None
    meeting.change(type="musdes_lpj")
    assert reviewers.reviewers_for(meeting.row) == Reviewers.KECAMATAN


def test_what_nobody_reviews_is_published_and_what_somebody_reviews_is_not(siti, bu_camat, meeting):
    assert review.publish_unreviewed(meeting.row, by=siti.actor) is None

    rule(meeting.village, Reviewers.NOBODY)

    assert review.publish_unreviewed(meeting.row, by=siti.actor) is not None
    assert meeting.row.status == "published"


# Taking


def test_a_colleague_decides_only_knowingly(bu_camat, colleague, meeting):
    taking.take(meeting.row, by=bu_camat.actor, level=KECAMATAN)
    other = bu_camat.actor.__class__(user=colleague.pk, name=colleague.name)

    for verb in (
        lambda: review.approve(meeting.row, by=other, seen=seen(meeting)),
        lambda: review.return_(meeting.row, by=other, note="Lengkapi."),
        lambda: taking.take(meeting.row, by=other, level=KECAMATAN),
        lambda: taking.let_go(meeting.row, by=other, level=KECAMATAN),
    ):
        with pytest.raises(taking.TakenByColleague) as refusal:
            verb()
        assert refusal.value.facts == {"by": "Hj. Neni Rohaeni"}

    taking.take(meeting.row, by=other, level=KECAMATAN, over=True)
    review.approve(meeting.row, by=other, seen=seen(meeting))
    assert meeting.row.status == "published"
    assert not Taking.objects.exists()


def test_the_other_office_is_not_bound_by_it(bu_camat, dpmd, meeting):
    rule(meeting.village, Reviewers.PARALLEL)
    taking.take(meeting.row, by=bu_camat.actor, level=KECAMATAN)

    review.approve(meeting.row, by=dpmd.actor, seen=seen(meeting))

    assert Verdict.objects.get().level == "kabupaten"


def test_a_meeting_is_handed_over_to_a_colleague_of_the_same_office(bu_camat, dpmd, colleague, meeting):
    taking.take(meeting.row, by=bu_camat.actor, level=KECAMATAN)

    with pytest.raises(taking.NotAColleague):
        taking.hand_over(meeting.row, by=bu_camat.actor, level=KECAMATAN, to=dpmd.user)
    taking.hand_over(meeting.row, by=bu_camat.actor, level=KECAMATAN, to=colleague)

    assert Taking.objects.get().by == colleague
    assert colleague in reviewers.colleagues(meeting.village, KECAMATAN)


def test_an_assignment_that_ended_reviews_nothing(bu_camat, meeting):
    Assignment.objects.filter(user=bu_camat.user).update(until_on=clock.today() - timedelta(days=1))

    with pytest.raises(review.NotAsked):
        review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))


# Changing one's mind


def test_a_return_is_withdrawn_while_no_phone_can_have_heard_of_it(bu_camat, siti, meeting, time_machine_at):
    with time_machine_at(timedelta(hours=1)):
        review.return_(meeting.row, by=bu_camat.actor, note="Salah tekan.")
        review.withdraw_return(meeting.row, by=bu_camat.actor)

    assert (meeting.row.status, meeting.row.review_note) == ("submitted", "")
    assert not Remark.objects.filter(deleted_at__isnull=True).exists()


def test_a_return_that_a_phone_has_taken_stands(bu_camat, siti, meeting):
    review.return_(meeting.row, by=bu_camat.actor, note="Lengkapi.")
    siti.phone.sync()

    with pytest.raises(review.AlreadyTaken):
        review.withdraw_return(meeting.row, by=bu_camat.actor)

    assert meeting.row.status == "returned"


def test_only_a_returned_meeting_is_taken_back(bu_camat, meeting):
    with pytest.raises(review.NotReturned):
        review.withdraw_return(meeting.row, by=bu_camat.actor)


# The pages


@pytest.fixture
def desk(client, settings, bu_camat):
    settings.SECURE_SSL_REDIRECT = False
    client.force_login(bu_camat.user)
    return client


def test_the_page_says_whose_turn_it_is_and_what_each_office_said(desk, client, bu_camat, dpmd, meeting):
    rule(meeting.village, Reviewers.SEQUENCE)

    answer = desk.post(f"{meeting.address}setujui/", {"seen": seen(meeting), "number": 0}, follow=True)
    assert "Musyawarah terbit sesudah kantor yang lain menerimanya juga." in answer.content.decode()

    client.force_login(dpmd.user)
    page = client.get(meeting.address).content.decode()
    assert "Hj. Neni Rohaeni" in page
    assert "<strong>Kabupaten</strong>" in page
    assert "Setujui dan terbitkan" in page


def test_an_office_whose_turn_it_is_not_is_told_so(client, dpmd, bu_camat, meeting, settings):
    settings.SECURE_SSL_REDIRECT = False
    rule(meeting.village, Reviewers.SEQUENCE)
    client.force_login(dpmd.user)

    assert "Sekarang giliran kantor lain" in client.get(meeting.address).content.decode()
    refused = client.post(f"{meeting.address}setujui/", {"seen": seen(meeting), "number": 0})
    assert refused.status_code == 409
    assert "bukan giliran kantor Anda" in refused.content.decode()


def test_taking_handing_over_and_letting_go(desk, bu_camat, colleague, meeting):
    desk.post(f"{meeting.address}ambil/")
    assert "Anda yang memeriksa" in desk.get(meeting.address).content.decode()
    assert "Anda periksa" in desk.get("/petugas/?saya=1").content.decode()

    desk.post(f"{meeting.address}serahkan/", {"to": str(colleague.pk)})
    page = desk.get(meeting.address).content.decode()
    assert "Sedang diperiksa Yayan Sopian." in page
    assert "Cangkuang" not in desk.get("/petugas/?saya=1").content.decode().split("<table")[-1]
    assert desk.post(f"{meeting.address}setujui/", {"seen": seen(meeting), "number": 0}).status_code == 409

    desk.post(f"{meeting.address}ambil/", {"over": "1"})
    desk.post(f"{meeting.address}serahkan/", {"to": ""})
    assert not Taking.objects.exists()


@pytest.mark.parametrize("to", ["not-a-uuid", "01890000-0000-7000-8000-000000000000"])
def test_nobody_unknown_is_handed_a_meeting(desk, meeting, to):
    desk.post(f"{meeting.address}ambil/")

    answer = desk.post(f"{meeting.address}serahkan/", {"to": to})

    assert answer.status_code in (302, 404)
    assert Taking.objects.get().by.username == "bu_camat"


def test_a_return_is_withdrawn_from_its_page(desk, meeting, siti, time_machine_at):
    with time_machine_at(timedelta(hours=1)):
        desk.force_login(Assignment.objects.get(role=Role.KECAMATAN_OFFICER).user)
        desk.post(f"{meeting.address}kembalikan/", {"note": "Salah tekan.", "about": ""})
        assert "Batalkan pengembalian" in desk.get(meeting.address).content.decode()

        desk.post(f"{meeting.address}batalkan-pengembalian/")

        assert meeting.row.status == "submitted"


def test_several_clean_meetings_are_accepted_as_they_were_shown(desk, bu_camat, siti, monkeypatch):
    first, second = record_meeting(siti), record_meeting(siti)
    monkeypatch.setattr("villages.board.dossier.sections.of_subject", _without_findings)

    page = desk.post("/petugas/terima-bersama/", {"pick": [f"{one.village.pk}.{one.id}" for one in (first, second)]})
    keys = [f"{one.village.pk}.{one.id}.{seen(one)}" for one in (first, second)]
    assert all(key in page.content.decode() for key in keys)
    second.present("Tamu Terlambat")

    told = desk.post("/petugas/terima-bersama/", {"seen": keys}, follow=True).content.decode()

    assert (first.row.status, second.row.status) == ("published", "submitted")
    assert "1 musyawarah diterima." in told
    assert "Catatan berubah sesudah halaman ini Anda buka." in told


def test_a_meeting_with_findings_is_not_accepted_among_several(desk, meeting):
    page = desk.post("/petugas/terima-bersama/", {"pick": [f"{meeting.village.pk}.{meeting.id}"]}).content.decode()
    assert "Periksa satu per satu." in page

    desk.post("/petugas/terima-bersama/", {"seen": [f"{meeting.village.pk}.{meeting.id}.{seen(meeting)}"]})
    assert meeting.row.status == "submitted"


def _without_findings(kind):
    return [replace(one, findings=lambda _: []) for one in sections.every() if kind in one.subjects]
