"""Bu Camat reviews: sends back, approves, takes up again; each success beside its refusal."""

import pytest

from backend.kernel.problems import NotFound
from meetings import review
from meetings.models import Meeting, Remark
from meetings.review import About
from sync import edit, ledger
from sync.models import LedgerEntry
from tests.meetings.recorded import record_meeting
from villages.board import sections
from villages.board.dossier import dossier
from villages.board.sections import Finding, Section
from villages.models import Publication


@pytest.fixture
def meeting(siti):
    return record_meeting(siti)


def seen(meeting):
    return dossier(review.subject_of(meeting.village, meeting.id)).digest


def complaint(*, blocking):
    """A section that complains about every meeting."""
    return Section(
        name="uji",
        subjects=frozenset({"meeting"}),
        snapshot=lambda _: None,
        template="",
        findings=lambda _: [Finding("pagu_terlampaui", "Pagu Dana Desa terlampaui.", blocking=blocking)],
    )


def test_what_is_sent_back_says_why_and_where(bu_camat, meeting):
    agenda = meeting.add("agenda_item", topic="Posyandu")

    review.return_(
        meeting.row, by=bu_camat.actor, note="  Alasan belum ditulis. ", about=About("agenda_item", agenda, "reason")
    )

    row, remark = meeting.row, Remark.objects.get()
    assert (row.status, row.review_note) == ("returned", "Alasan belum ditulis.")
    assert row.reviewed_at is not None
    assert (remark.meeting, remark.text) == (meeting.id, "Alasan belum ditulis.")
    assert (remark.about_kind, remark.about_record, remark.about_field) == ("agenda_item", agenda, "reason")
    assert (remark.author_name, remark.author_role) == ("Hj. Neni Rohaeni", "kecamatan_officer")


@pytest.mark.parametrize("note", ["", "  \n "])
def test_nothing_is_sent_back_without_a_word(bu_camat, meeting, note):
    with pytest.raises(review.NoteMissing):
        review.return_(meeting.row, by=bu_camat.actor, note=note)

    assert meeting.row.status == "submitted"
    assert not Remark.objects.exists()


@pytest.mark.parametrize("status", ["planned", "held"])
def test_only_what_was_handed_in_is_sent_back(bu_camat, meeting, status):
    meeting.change(status=status)

    with pytest.raises(review.NotSubmitted):
        review.return_(meeting.row, by=bu_camat.actor, note="Lengkapi.")

    assert meeting.row.status == status


def test_what_is_sent_back_reaches_the_phone(bu_camat, siti, meeting):
    siti.phone.sync()

    review.return_(meeting.row, by=bu_camat.actor, note="Lengkapi daftar hadir.")

    reply = siti.phone.sync()
    docs = {change["kind"]: change["doc"] for change in reply["changes"]}
    assert docs["meeting"]["status"] == "returned"
    assert docs["remark"]["text"] == "Lengkapi daftar hadir."


def test_what_is_approved_is_what_was_shown(bu_camat, meeting):
    shown = dossier(review.subject_of(meeting.village, meeting.id))

    publication = review.approve(meeting.row, by=bu_camat.actor, seen=shown.digest)

    head = ledger.head(meeting.village.pk)
    assert meeting.row.status == "published"
    assert publication.snapshot == shown.snapshot
    assert (publication.ledger_number, publication.ledger_hash) == (head.number, head.hash)
    assert (publication.title, publication.fiscal_year) == ("Musdes RKP Cangkuang 2027", 2027)
    assert publication.published_by_id == bu_camat.actor.user


def test_an_approval_stands_in_the_ledger_under_the_name_of_who_gave_it(bu_camat, meeting):
    review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    last = LedgerEntry.objects.order_by("-number").first()
    assert (last.kind, last.record, last.user) == ("meeting", meeting.id, bu_camat.actor.user)
    assert last.set["status"] == "published"


def test_a_change_after_the_look_stops_the_approval(bu_camat, siti, meeting):
    shown = seen(meeting)
    meeting.present("Tamu Terlambat")

    with pytest.raises(review.ChangedSinceShown):
        review.approve(meeting.row, by=bu_camat.actor, seen=shown)

    assert meeting.row.status == "submitted"
    assert not Publication.objects.exists()


def test_a_change_that_warga_never_see_stops_it_too(bu_camat, meeting):
    shown = seen(meeting)
    meeting.add("signature", role="chair", name="Asep")

    with pytest.raises(review.ChangedSinceShown):
        review.approve(meeting.row, by=bu_camat.actor, seen=shown)


def test_a_blocking_finding_stops_the_approval(bu_camat, meeting):
    with sections.registered(complaint(blocking=True)), pytest.raises(review.Blocked) as refusal:
        review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    assert refusal.value.facts == {"findings": ["pagu_terlampaui"]}
    assert meeting.row.status == "submitted"
    assert not Publication.objects.exists()


def test_a_finding_that_does_not_block_is_left_to_the_officer(bu_camat, meeting):
    with sections.registered(complaint(blocking=False)):
        review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    assert meeting.row.status == "published"


def test_two_clicks_publish_once(bu_camat, meeting):
    shown, row = seen(meeting), meeting.row
    review.approve(row, by=bu_camat.actor, seen=shown)

    with pytest.raises(review.NotSubmitted):
        review.approve(row, by=bu_camat.actor, seen=shown)

    assert Publication.objects.count() == 1


def test_half_an_approval_leaves_nothing(bu_camat, meeting, monkeypatch):
    before = ledger.head(meeting.village.pk)

    def no_room(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr(review, "publish", no_room)
    with pytest.raises(OSError, match="disk full"):
        review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    assert meeting.row.status == "submitted"
    assert ledger.head(meeting.village.pk) == before


def test_a_deleted_meeting_is_not_found(bu_camat, meeting):
    shown, row = seen(meeting), meeting.row
    edit.remove(row, by=meeting.by.actor)

    with pytest.raises(NotFound):
        review.approve(row, by=bu_camat.actor, seen=shown)


def test_a_published_meeting_can_be_taken_up_and_corrected(bu_camat, meeting):
    first = review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    review.reopen(meeting.row, by=bu_camat.actor, note="Jumlah hadir keliru.")
    assert (meeting.row.status, meeting.row.review_note) == ("submitted", "Jumlah hadir keliru.")
    meeting.change(summary="Jalan dusun dan posyandu.")
    second = review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    assert meeting.row.status == "corrected"
    assert meeting.row.review_note == ""
    assert second.supersedes == first
    assert [(one.number, one.current) for one in Publication.objects.order_by("number")] == [(1, False), (2, True)]


def test_what_was_not_published_is_not_taken_up(bu_camat, meeting):
    with pytest.raises(review.NotPublished):
        review.reopen(meeting.row, by=bu_camat.actor, note="Salah.")

    assert meeting.row.status == "submitted"


def test_nothing_is_taken_up_without_a_word(bu_camat, meeting):
    review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    with pytest.raises(review.NoteMissing):
        review.reopen(meeting.row, by=bu_camat.actor, note=" ")

    assert meeting.row.status == "published"


def test_a_phone_cannot_approve(siti, meeting):
    siti.phone.sync()
    record = str(meeting.id)
    siti.phone.change(record, status="published")

    reply = siti.phone.sync()

    assert [result["outcome"] for result in reply["results"]] != ["applied"]
    assert Meeting.objects.get().status == "submitted"


def test_what_comes_after_the_publication_waits(bu_camat, siti, meeting):
    siti.phone.sync()
    review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))
    siti.phone.change(str(meeting.id), summary="Lain.")

    reply = siti.phone.sync()

    assert [result["outcome"] for result in reply["results"]] == ["held"]
    assert meeting.row.summary == "Jalan dusun dibangun tahun depan."


def test_a_correction_tells_why_also_when_the_village_handed_it_in_again(bu_camat, meeting):
    first = review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))
    review.reopen(meeting.row, by=bu_camat.actor, note="Jumlah hadir keliru.")
    review.return_(meeting.row, by=bu_camat.actor, note="Tolong hitung lagi daftar hadirnya.")
    meeting.change(status="submitted", summary="Jalan dusun dan posyandu.")

    second = review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    assert (first.reason, second.reason) == ("", "Jumlah hadir keliru.")
