"""A change is marked in its own transaction; the task follows, and where its message is lost the sweep finds it."""

from uuid import uuid4

from django.db import transaction

from budgets import voices
from budgets.terms import VoiceKind
from tests.factories.meetings import make_whole_meeting
from villages import tasks
from villages.board import papers
from villages.board.publish import withdraw
from villages.board.site import due, rendering
from villages.models import BoardFiles

HOME = "/desa/32.05.09.2006/"


def test_publishing_writes_the_village_and_the_front_page_in_one_task(
    meeting, village, put_up, files, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        put_up(meeting)

    there = files()
    assert meeting.title in there[f"{HOME}terbitan/1/"].decode()
    assert meeting.title in there["/"].decode()
    assert due.behind(most=9) == []


def test_documents_follow_once_they_are_made(published, village, render, files):
    render(village)
    lost = [name for name in files() if "/dokumen/poster" in name]
    assert lost, "the posters were made before"
    papers.default_storage.delete(papers._place(published, papers.of(published)[0]))
    render(village)
    assert len([name for name in files() if "/dokumen/poster" in name]) == len(lost) - 1

    tasks.make_documents(str(published.pk))

    assert due.is_behind(village.pk)
    tasks.sweep_boards()
    assert [name for name in files() if "/dokumen/poster" in name] == lost


def test_the_sweep_finds_what_a_lost_message_left_out(meeting, village, put_up, files, bu_camat):
    publication = put_up(meeting)
    assert files() == {}, "the message never came"

    assert tasks.sweep_boards() == 1
    assert meeting.title in files()[f"{HOME}terbitan/1/"].decode()
    assert tasks.sweep_boards() == 0

    withdraw(publication, by=bu_camat.actor, reason="Salah ketik.")
    assert tasks.sweep_boards() == 1
    assert "Salah ketik." in files()[f"{HOME}terbitan/1/"].decode()
    assert "Belum ada hasil musyawarah" in files()["/"].decode()


def test_a_question_and_its_answer_change_the_page_of_questions(published, village, siti, render, files):
    render(village)
    talk = f"{HOME}tanya-jawab/"
    assert "1 pertanyaan menunggu" in files()[talk].decode()

    asked = voices.send(village, VoiceKind.QUESTION, form=uuid4(), publication=published, text="Berapa lebarnya?")
    tasks.sweep_boards()
    assert "2 pertanyaan menunggu" in files()[talk].decode()
    assert "Berapa lebarnya?" not in files()[talk].decode(), "nobody has read it yet"

    voices.answer(asked, by=siti.actor, shown="Berapa lebarnya?", text="Tiga meter.")
    tasks.sweep_boards()
    assert "Tiga meter." in files()[talk].decode()


def test_what_changes_while_pages_are_written_is_not_lost(published, village, render, monkeypatch, put_up, files):
    real = rendering.answer_of
    later = make_whole_meeting(village)

    def meanwhile(address, *more):
        if later.fiscal_year != 2031:
            later.fiscal_year = 2031
            put_up(later)
        return real(address, *more)

    monkeypatch.setattr(rendering, "answer_of", meanwhile)
    render(village)

    assert due.is_behind(village.pk)
    tasks.sweep_boards()
    assert f"{HOME}terbitan/2/" in files()
    assert not due.is_behind(village.pk)


def test_a_change_that_is_taken_back_marks_nothing(published, village, render):
    render(village)

    with transaction.atomic():
        due.mark(village.pk)
        transaction.set_rollback(True)

    assert due.behind(most=9) == []


def test_where_no_files_are_kept_nothing_is_marked_or_written(
    meeting, settings, put_up, files, django_assert_num_queries, village
):
    settings.STATIC_BOARDS = False
    with django_assert_num_queries(0):
        due.mark(village.pk)

    put_up(meeting)

    assert (BoardFiles.objects.count(), tasks.sweep_boards(), files()) == (0, 0, {})


def test_a_mark_costs_one_query(published, village, django_assert_num_queries):
    with django_assert_num_queries(1):
        due.mark(village.pk)


def test_the_changed_come_before_those_that_only_had_no_look_today(published, village, next_door, render):
    render(village)
    BoardFiles.objects.create(village=next_door, made=1)
    due.mark(village.pk)

    assert due.behind(most=9) == [village.pk, next_door.pk]
    assert due.behind(most=1) == [village.pk]
