"""The look at a meeting's parts: lines of the budget, the checklist, words to the village, the history of a field."""

import pytest

from backend.kernel.problems import NotFound
from meetings import judging, review
from meetings.judging import Judgement
from meetings.models import CheckAnswer, LineVerdict, Remark, Verdict
from meetings.review import About, NoteMissing
from meetings.terms import CheckItem, LineSaid, ReviewLevel
from sync import edit, kinds
from tests.factories.villages import assign, make_person
from tests.meetings.recorded import record_meeting
from villages.terms import Role

KECAMATAN = ReviewLevel.KECAMATAN


@pytest.fixture
def meeting(siti):
    return record_meeting(siti)


@pytest.fixture
def road(meeting):
    return meeting.add("budget_item", name="Rabat beton", amount=87_500_000_00)


@pytest.fixture
def desk(client, settings, bu_camat):
    settings.SECURE_SSL_REDIRECT = False
    client.force_login(bu_camat.user)
    return client


def judge(meeting, by, record, said, note=""):
    return judging.judge_lines(meeting.row, by=by.actor, level=KECAMATAN, said={record: Judgement(said, note)})


def test_a_line_that_must_be_mended_reaches_the_phone_at_that_line(siti, bu_camat, meeting, road):
    siti.phone.sync()

    judge(meeting, bu_camat, road, LineSaid.RETURN, " Volume belum diisi. ")

    remark = Remark.objects.get()
    assert (remark.about_kind, remark.about_record, remark.text) == ("budget_item", road, "Volume belum diisi.")
    told = [one for one in siti.phone.sync()["changes"] if one["kind"] == "remark"]
    assert told[0]["doc"]["about_record"] == str(road)


def test_a_good_line_needs_no_words_and_bothers_no_phone(bu_camat, meeting, road):
    assert judge(meeting, bu_camat, road, LineSaid.OK) == 1
    assert judge(meeting, bu_camat, road, LineSaid.OK) == 0

    assert not Remark.objects.exists()
    assert LineVerdict.objects.get().said == "ok"


@pytest.mark.parametrize("said", [LineSaid.QUESTION, LineSaid.RETURN])
def test_a_question_needs_words(bu_camat, meeting, road, said):
    with pytest.raises(NoteMissing):
        judge(meeting, bu_camat, road, said, "  ")

    assert not LineVerdict.objects.exists()


def test_the_same_question_is_asked_once(bu_camat, meeting, road):
    judge(meeting, bu_camat, road, LineSaid.QUESTION, "Untuk apa?")
    judge(meeting, bu_camat, road, LineSaid.RETURN, "Untuk apa?")

    assert Remark.objects.count() == 1
    assert LineVerdict.objects.get().said == "return"


def test_a_line_that_changed_since_says_so(desk, bu_camat, siti, meeting, road):
    judge(meeting, bu_camat, road, LineSaid.OK)
    assert "berubah sesudah dinilai" not in desk.get(meeting.address).content.decode()

    row = kinds.find("budget_item").model._default_manager.get(id=road)
    edit.edit(row, by=siti.actor, amount=90_000_000_00)

    assert "berubah sesudah dinilai" in desk.get(meeting.address).content.decode()


def test_a_line_of_another_meeting_is_not_judged_here(siti, bu_camat, meeting):
    elsewhere = record_meeting(siti).add("budget_item", name="Lain", amount=1)

    with pytest.raises(NotFound):
        judge(meeting, bu_camat, elsewhere, LineSaid.OK)


def test_each_office_judges_by_itself(bu_camat, dpmd, meeting, road):
    judge(meeting, bu_camat, road, LineSaid.OK)
    judging.judge_lines(
        meeting.row, by=dpmd.actor, level=ReviewLevel.KABUPATEN, said={road: Judgement(LineSaid.QUESTION, "RAB?")}
    )

    assert {(one.level, one.said) for one in judging.lines_of(meeting.row)[0].verdicts} == {
        ("kecamatan", "ok"),
        ("kabupaten", "question"),
    }


def test_lines_are_judged_on_the_page(desk, meeting, road):
    answer = desk.post(
        f"{meeting.address}kegiatan/", {f"putusan-{road}": "return", f"alasan-{road}": "Harga?"}, follow=True
    )

    page = answer.content.decode()
    assert "1 putusan kegiatan disimpan." in page
    assert "perlu perbaikan" in page
    refused = desk.post(f"{meeting.address}kegiatan/", {f"putusan-{road}": "question"}, follow=True)
    assert "Tulis alasan pada setiap kegiatan" in refused.content.decode()
    assert desk.post(f"{meeting.address}kegiatan/", {"putusan-bukan-uuid": "ok"}).status_code == 404


# Checklist


def test_the_checklist_is_kept_and_goes_with_the_verdict(desk, bu_camat, meeting):
    form = {"jawab-quorum": "ya", "jawab-women": "tidak", "catatan-women": "Hanya tiga orang."}
    desk.post(f"{meeting.address}daftar-periksa/", form)
    review.return_(meeting.row, by=bu_camat.actor, note="Lengkapi.")

    assert Verdict.objects.get().checklist == [
        {"item": "quorum", "answer": True, "note": ""},
        {"item": "women", "answer": False, "note": "Hanya tiga orang."},
    ]


def test_an_answer_is_taken_back(bu_camat, meeting):
    answers = {CheckItem.QUORUM: (True, "")}
    judging.answer_checklist(meeting.row, by=bu_camat.actor, level=KECAMATAN, answers=answers)
    judging.answer_checklist(meeting.row, by=bu_camat.actor, level=KECAMATAN, answers={CheckItem.QUORUM: (None, " ")})

    assert not CheckAnswer.objects.exists()


# Words to the village


def test_a_word_to_the_village_leaves_the_meeting_where_it_is(desk, siti, meeting):
    agenda = meeting.add("agenda_item", topic="Posyandu")
    siti.phone.sync()

    desk.post(f"{meeting.address}catatan/", {"text": "Siapa pelaksananya?", "about": f"agenda_item:{agenda}:"})

    told = [one["doc"] for one in siti.phone.sync()["changes"] if one["kind"] == "remark"]
    assert (told[0]["text"], told[0]["about_record"]) == ("Siapa pelaksananya?", str(agenda))
    assert meeting.row.status == "submitted"


def test_a_word_about_what_is_not_there_is_refused(desk, meeting):
    answer = desk.post(f"{meeting.address}catatan/", {"text": "Apa?", "about": "agenda_item:bukan:apa"})

    assert answer.status_code == 404
    assert not Remark.objects.exists()


def test_a_talk_is_settled_and_taken_up_again(desk, bu_camat, meeting):
    remark = judging.say(meeting.row, by=bu_camat.actor, text="RAB?", about=About("meeting", meeting.id, "summary"))

    desk.post(f"{meeting.address}catatan/", {"remark": str(remark), "selesai": "1"})
    assert Remark.objects.get().resolved
    desk.post(f"{meeting.address}catatan/", {"remark": str(remark)})
    assert not Remark.objects.get().resolved


# History


def test_the_history_tells_who_set_what_on_which_phone_by_which_clock(desk, siti, meeting):
    siti.phone.record("agenda_item", meeting=str(meeting.id), topic="Posyandu")
    siti.phone.sync()

    page = desk.get(f"{meeting.address}riwayat/").content.decode()

    assert "Posyandu" in page
    assert "Siti Aminah" in page
    assert "di meja" in page
    only = desk.get(f"{meeting.address}riwayat/?catatan={meeting.id}").content.decode()
    assert only.count("<tr>") < page.count("<tr>")


def test_who_only_looks_sees_the_history_and_judges_nothing(client, settings, village, meeting, road):
    settings.SECURE_SSL_REDIRECT = False
    auditor = make_person("auditor", "Tuti Herawati")
    assign(auditor, Role.AUDITOR, village.region.parent.parent)
    client.force_login(auditor)

    assert client.get(f"{meeting.address}riwayat/").status_code == 200
    for path, form in (("kegiatan/", {f"putusan-{road}": "ok"}), ("daftar-periksa/", {}), ("catatan/", {"text": "x"})):
        assert client.post(meeting.address + path, form).status_code == 404
