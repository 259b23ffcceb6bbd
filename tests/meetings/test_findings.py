"""Findings: found on sending and at night, shown with their evidence, dismissed with a reason that the ledger keeps."""

from datetime import timedelta

import pytest
from kombu.exceptions import OperationalError

from backend.kernel import clock
from meetings import findings, tasks
from meetings.findings import Counted
from meetings.models import Meeting, Remark
from meetings.review import NoteMissing, subject_of
from sync.fields import utc_text
from sync.models import LedgerEntry
from tests.meetings.checks import ROSTER
from tests.meetings.recorded import record_meeting
from villages.board.asides import FindingGone
from villages.board.dossier import dossier
from villages.models import CheckRun, StoredFinding


@pytest.fixture(autouse=True)
def no_https(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def ticked(siti):
    """Handed in with thirty people who came within half a minute."""
    meeting = record_meeting(siti)
    start = clock.now() - timedelta(days=1, minutes=20)
    for place, name in enumerate(ROSTER[:30]):
        meeting.present(name, arrived_at=utc_text(start + timedelta(seconds=0.4 * place)))
    return meeting


@pytest.fixture
def office(client, bu_camat):
    client.force_login(bu_camat.user)
    return client


def codes(meeting):
    return {one.code for one in dossier(subject_of(meeting.village, meeting.id)).findings}


def hand_in(siti, **fields):
    """Siti's phone sends a meeting that is done; answers its id."""
    meeting = siti.phone.record(
        "meeting", type="musdes_rkp", title="Musdes RKP 2027", fiscal_year=2027, status="submitted", **fields
    )
    siti.phone.sync()
    return meeting


def test_what_a_phone_hands_in_is_looked_over_once_it_is_committed(siti, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        meeting = hand_in(siti, votes_for=3)

    assert [str(run.subject_key) for run in CheckRun.objects.all()] == [meeting]
    assert StoredFinding.objects.filter(subject_key=meeting, code="invited_unknown").exists()


@pytest.mark.django_db(transaction=True)
def test_a_phone_is_answered_though_the_broker_is_gone(siti, monkeypatch):
    def gone(*_args, **_options):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(tasks.check_meeting, "apply_async", gone)
    hand_in(siti)

    monkeypatch.undo()
    assert not CheckRun.objects.exists()
    assert tasks.sweep_checks() == 1


def test_what_is_only_planned_is_not_looked_over(siti, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        siti.phone.record("meeting", type="musdes_rkp", title="Musdes RKP 2027", status="planned")
        siti.phone.sync()

    assert not CheckRun.objects.exists()


def test_a_lost_message_is_found_by_the_sweep_and_a_second_handing_in_again(siti):
    meeting = hand_in(siti)  # nobody commits here: the message is lost
    lost, again = tasks.sweep_checks(), tasks.sweep_checks()
    siti.phone.change(meeting, summary="Jalan dusun.")
    siti.phone.sync()

    assert (lost, again, tasks.sweep_checks()) == (1, 0, 1)


def test_at_night_everything_that_waits_is_looked_over(ticked, siti):
    record_meeting(siti, status="planned")

    assert tasks.check_every_night() == 1
    assert CheckRun.objects.get().subject_key == ticked.id


def test_looking_twice_stores_the_same_rows(ticked):
    findings.look_over(ticked.village.pk, ticked.id)
    before = list(StoredFinding.objects.order_by("id").values())

    findings.look_over(ticked.village.pk, ticked.id)

    assert list(StoredFinding.objects.order_by("id").values()) == before


def test_a_check_blocks_nothing_and_changes_nothing_of_the_record(ticked):
    entries = LedgerEntry.objects.count()
    findings.look_over(ticked.village.pk, ticked.id)

    shown = dossier(subject_of(ticked.village, ticked.id))

    assert "arrivals_at_once" in {one.code for one in shown.findings}
    assert shown.blocking == []
    assert LedgerEntry.objects.count() == entries


def test_what_is_found_after_the_page_was_opened_was_not_shown(ticked):
    before = dossier(subject_of(ticked.village, ticked.id)).digest

    findings.look_over(ticked.village.pk, ticked.id)

    assert dossier(subject_of(ticked.village, ticked.id)).digest != before


def test_the_page_shows_findings_by_weight_with_evidence_and_honest_causes(office, ticked):
    findings.look_over(ticked.village.pk, ticked.id)

    page = office.get(ticked.address).content.decode()

    assert "30 orang tercatat datang hampir bersamaan: jarak tengahnya 0,4 detik." in page
    assert "Kehadiran dicentang sekaligus dari daftar kertas" in page
    assert page.index("Perhatian (") < page.index("hampir bersamaan") < page.index("Info (")


def test_an_officer_sets_a_finding_aside_with_a_reason_that_the_ledger_keeps(office, ticked):
    findings.look_over(ticked.village.pk, ticked.id)
    form = {"code": "arrivals_at_once", "key": "", "reason": " Disalin dari daftar kertas. "}

    answer = office.post(f"{ticked.address}temuan/", form)

    page = office.get(answer.headers["Location"]).content.decode()
    remark = Remark.objects.get()
    assert "1 temuan dikesampingkan" in page
    assert page.index("1 temuan dikesampingkan") < page.index("hampir bersamaan")
    assert (remark.about_kind, remark.about_field, remark.resolved) == ("finding", "arrivals_at_once", True)
    assert (remark.text, remark.author_name) == ("Disalin dari daftar kertas.", "Hj. Neni Rohaeni")
    assert LedgerEntry.objects.filter(kind="remark", record=remark.id).count() == 1


def test_a_finding_of_the_law_is_set_aside_alike(bu_camat, ticked):
    findings.dismiss(
        ticked.row, by=bu_camat.actor, code="file_invitation_missing", key="", reason="Undangan ada di kantor."
    )

    shown = dossier(subject_of(ticked.village, ticked.id))
    assert [one.code for one in shown.findings if one.dismissed] == ["file_invitation_missing"]
    assert "file_invitation_missing" not in {one.code for one in shown.open_findings}


def test_what_was_set_aside_by_mistake_is_opened_again_and_both_stand_in_the_ledger(office, bu_camat, ticked):
    given = {"code": "file_invitation_missing", "key": ""}
    findings.dismiss(ticked.row, by=bu_camat.actor, **given, reason="Undangan ada di kantor.")
    assert "Buka lagi temuan ini" in office.get(ticked.address).content.decode()

    answer = office.post(f"{ticked.address}temuan/buka/", given)

    page = office.get(answer.headers["Location"]).content.decode()
    assert "Temuan dibuka lagi." in page
    assert "Buka lagi temuan ini" not in page
    assert "file_invitation_missing" in {
        one.code for one in dossier(subject_of(ticked.village, ticked.id)).open_findings
    }
    texts = Remark.objects.order_by("id").values_list("text", flat=True)
    assert list(texts) == ["Undangan ada di kantor.", "Temuan dibuka lagi."]
    assert office.post(f"{ticked.address}temuan/buka/", given).status_code == 409


def test_a_finding_that_reads_otherwise_stands_open_again(bu_camat, ticked):
    ticked.change(invited_count=60)
    findings.dismiss(ticked.row, by=bu_camat.actor, code="quorum_not_met", key="", reason="Sidang kedua.")
    aside = "quorum_not_met" in {one.code for one in dossier(subject_of(ticked.village, ticked.id)).open_findings}

    ticked.change(invited_count=90)

    assert aside is False
    assert "quorum_not_met" in {one.code for one in dossier(subject_of(ticked.village, ticked.id)).open_findings}


def test_nothing_is_set_aside_without_a_word_or_where_nothing_was_found(office, bu_camat, ticked):
    with pytest.raises(NoteMissing):
        findings.dismiss(ticked.row, by=bu_camat.actor, code="file_invitation_missing", key="", reason="  ")
    with pytest.raises(FindingGone):
        findings.dismiss(ticked.row, by=bu_camat.actor, code="arrivals_at_once", key="", reason="Wajar.")

    answers = [
        office.post(f"{ticked.address}temuan/", {"code": code, "reason": reason}).status_code
        for code, reason in (("file_invitation_missing", ""), ("arrivals_at_once", "Wajar."))
    ]
    assert answers == [422, 409]
    assert not Remark.objects.exists()


def test_only_who_reviews_the_village_sets_aside(client, siti, asep, administrator, ticked):
    form = {"code": "file_invitation_missing", "reason": "Ada."}
    found = []
    for person in (siti, asep, administrator):
        client.force_login(person.user)
        found.append(client.post(f"{ticked.address}temuan/", form).status_code)

    assert found == [404, 404, 404]
    assert not Remark.objects.exists()


@pytest.mark.parametrize("how_many", [1, 3])
def test_findings_are_counted_by_weight_in_one_query(siti, bu_camat, ticked, how_many, django_assert_num_queries):
    for _other in range(how_many - 1):
        record_meeting(siti)
    meetings = list(Meeting.objects.order_by("id"))
    for one in meetings:
        findings.look_over(one.village_id, one.id)
    before = findings.findings_of(meetings)[ticked.village.pk, ticked.id]
    findings.dismiss(ticked.row, by=bu_camat.actor, code="arrivals_at_once", key="", reason="Wajar.")

    with django_assert_num_queries(1):
        after = findings.findings_of(meetings)

    mine = after[ticked.village.pk, ticked.id]
    assert (mine.attention, before.attention - mine.attention) == (before.attention - 1, 1)
    assert len(after) == how_many
    assert after[ticked.village.pk, ticked.id] == Counted(before.grave, before.attention - 1, before.info)
