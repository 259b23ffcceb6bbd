"""Reviews of reviews, the traces of inspectors, notices and the daily digest."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache

from backend.kernel import clock
from meetings import notices, oversight, review, tasks
from meetings.models import Look, NoticeChoice, Verdict
from tests.factories.villages import PASSWORD, assign, make_person
from tests.meetings.recorded import record_meeting
from tests.meetings.test_review import complaint, seen
from villages.access import villages_with
from villages.board import sections
from villages.models import RuleSet, User
from villages.terms import Reviewers, Right, Role


@pytest.fixture
def meeting(siti):
    return record_meeting(siti)


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def auditor(village):
    user = make_person("auditor", "Tuti Herawati")
    assign(user, Role.AUDITOR, village.region.parent.parent)
    return user


# Reviews of reviews


def test_who_accepted_what_with_what_open_and_how_long_it_took(client, bu_camat, dpmd, meeting, time_machine_at):
    with time_machine_at(timedelta(days=5)), sections.registered(complaint(blocking=False)):
        review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))
        over = oversight.overview(villages_with(dpmd.user.pk, Right.READ), clock.today().year)
        client.force_login(dpmd.user)
        page = client.get("/petugas/pemeriksaan/").content.decode()

    officer = over.reviewers[0]
    assert (officer.name, officer.accepted, officer.with_findings) == ("Hj. Neni Rohaeni", 1, 1)
    assert officer.median_days in (4, 5)
    assert "pagu_terlampaui" in Verdict.objects.get().findings
    assert "Musdes RKP Cangkuang 2027" in page
    assert "pagu_terlampaui" in page


def test_what_was_open_is_told_by_name(client, bu_camat, dpmd, meeting):
    review.return_(meeting.row, by=bu_camat.actor, note="Lengkapi.")
    Verdict.objects.update(findings=["photo_same", "ceiling_exceeded"])
    client.force_login(dpmd.user)

    page = client.get("/petugas/pemeriksaan/").content.decode()

    assert "Foto yang sama<br>Pagu terlampaui" in page
    assert "photo_same" not in page


def test_another_years_decisions_are_another_page(client, bu_camat, dpmd, meeting):
    review.return_(meeting.row, by=bu_camat.actor, note="Lengkapi.")
    client.force_login(dpmd.user)

    this = clock.today().year
    assert "Hj. Neni Rohaeni" in client.get(f"/petugas/pemeriksaan/?tahun={this}").content.decode()
    assert "Belum ada keputusan" in client.get(f"/petugas/pemeriksaan/?tahun={this - 1}").content.decode()
    assert client.get("/petugas/pemeriksaan/?tahun=omong").status_code == 200


def test_every_look_of_an_inspector_is_kept_and_no_other(client, bu_camat, auditor, meeting):
    for user in (bu_camat.user, auditor, auditor):
        client.force_login(user)
        assert client.get(meeting.address).status_code == 200

    assert [one.by for one in Look.objects.all()] == [auditor, auditor]
    client.force_login(bu_camat.user)
    page = client.get("/petugas/pemeriksaan/").content.decode()
    assert "Jejak inspektorat" in page
    assert "Tuti Herawati" in page


# Notices


def words(user, **since):
    return [(one.what, one.village) for one in notices.notices_for(user, since=clock.now() - timedelta(**since))]


def test_an_officer_hears_what_villages_sent_and_colleagues_decided(bu_camat, dpmd, meeting, time_machine_at):
    assert ("sent", "Cangkuang") in words(dpmd.user.pk, days=400)
    review.return_(meeting.row, by=bu_camat.actor, note="Lengkapi.")

    assert ("returned", "Cangkuang") in words(dpmd.user.pk, hours=1)
    assert ("returned", "Cangkuang") not in words(bu_camat.user.pk, hours=1)  # one's own deed is no news


def test_each_kind_of_notice_is_turned_off(bu_camat, dpmd, meeting):
    review.return_(meeting.row, by=bu_camat.actor, note="Lengkapi.")
    NoticeChoice.objects.create(user=dpmd.user, sent=False, returned=False, deadline=False)

    assert words(dpmd.user.pk, days=400) == []


def test_a_near_deadline_is_told_to_who_decides(bu_camat, meeting, time_machine_at):
    with time_machine_at(timedelta(days=30)):
        assert ("deadline", "Cangkuang") in words(bu_camat.user.pk, hours=1)


@time_machine.travel(datetime(2026, 11, 20, 1, 0, tzinfo=UTC), tick=False)  # eight in the morning
def test_the_digest_goes_out_once_a_day_and_says_what_happened(dpmd, meeting):
    User.objects.filter(pk=dpmd.user.pk).update(email="dpmd@garut.example")
    NoticeChoice.objects.create(
        user=dpmd.user, by_mail=True, deadline=False, mailed_at=datetime(2026, 6, 1, tzinfo=UTC)
    )
    meeting.change(submitted_at="2026-11-19T03:00:00Z")

    assert (tasks.mail_digests(), tasks.mail_digests()) == (1, 0)

    letter = mail.outbox[0]
    assert letter.to == ["dpmd@garut.example"]
    assert "Cangkuang: Musdes RKP Cangkuang 2027, dikirim desa" in letter.body
    assert "/petugas/kabar/" in letter.body


@time_machine.travel(datetime(2026, 11, 20, 1, 0, tzinfo=UTC), tick=False)
def test_no_news_is_no_letter(dpmd, village):
    User.objects.filter(pk=dpmd.user.pk).update(email="dpmd@garut.example")
    NoticeChoice.objects.create(user=dpmd.user, by_mail=True)

    assert tasks.mail_digests() == 0
    assert mail.outbox == []


@time_machine.travel(datetime(2026, 11, 19, 22, 0, tzinfo=UTC), tick=False)  # five in the morning
def test_nobody_is_woken_at_night(dpmd, meeting):
    User.objects.filter(pk=dpmd.user.pk).update(email="dpmd@garut.example")
    NoticeChoice.objects.create(user=dpmd.user, by_mail=True, mailed_at=datetime(2026, 11, 18, 23, tzinfo=UTC))

    assert tasks.mail_digests() == 0


@time_machine.travel(datetime(2026, 11, 20, 1, 0, tzinfo=UTC), tick=False)
def test_a_mail_server_that_is_away_gets_the_digest_later(dpmd, meeting, monkeypatch):
    User.objects.filter(pk=dpmd.user.pk).update(email="dpmd@garut.example")
    NoticeChoice.objects.create(
        user=dpmd.user, by_mail=True, deadline=False, mailed_at=datetime(2026, 6, 1, tzinfo=UTC)
    )
    meeting.change(submitted_at="2026-11-19T03:00:00Z")

    def away(*_args, **_options):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(notices, "send_mail", away)
        assert tasks.mail_digests() == 0
    assert tasks.mail_digests() == 1


def test_choices_are_made_on_the_page(client, bu_camat, meeting):
    client.force_login(bu_camat.user)
    page = client.get("/petugas/kabar/").content.decode()
    assert "Kabar yang Anda inginkan" in page

    wrong = client.post("/petugas/kabar/", {"sent": "on", "by_mail": "on", "email": "bukan-alamat"})
    assert wrong.status_code == 422
    assert not NoticeChoice.objects.exists()

    mine = {"sent": "on", "by_mail": "on", "email": "camat@leles.example"}
    client.post("/petugas/kabar/", {**mine, "password": PASSWORD})
    choice = NoticeChoice.objects.get()
    assert (choice.sent, choice.returned, choice.by_mail) == (True, False, True)
    assert User.objects.get(pk=bu_camat.user.pk).email == "camat@leles.example"


@pytest.mark.parametrize("password", ["", "salah"])
def test_news_goes_to_another_address_only_with_the_password(client, bu_camat, password):
    cache.clear()
    User.objects.filter(pk=bu_camat.user.pk).update(email="camat@leles.example")
    client.force_login(bu_camat.user)

    moved = client.post("/petugas/kabar/", {"by_mail": "on", "email": "orang@lain.example", "password": password})

    assert moved.status_code == 422
    assert "Kata sandi sekarang salah" in moved.content.decode()
    assert not NoticeChoice.objects.exists()
    assert User.objects.get(pk=bu_camat.user.pk).email == "camat@leles.example"
    kept = client.post("/petugas/kabar/", {"by_mail": "on", "email": "camat@leles.example"})
    assert (kept.status_code, NoticeChoice.objects.get().by_mail) == (302, True)


# What nobody reviews


def test_a_sweep_publishes_what_nobody_reviews(siti, meeting):
    RuleSet.objects.create(kabupaten=meeting.village.region.parent.parent, year=2026, reviewers=Reviewers.NOBODY)

    assert tasks.publish_unreviewed() == 1

    assert meeting.row.status == "published"
    assert tasks.publish_unreviewed() == 0


def test_the_sweep_leaves_what_somebody_reviews(meeting):
    kabupaten = meeting.village.region.parent.parent
    RuleSet.objects.create(kabupaten=kabupaten, year=2026, reviewers_by_kind={"musdes_lpj": "nobody"})

    assert tasks.publish_unreviewed() == 0
    assert meeting.row.status == "submitted"
