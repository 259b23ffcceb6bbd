"""``render_boards``: from where it stopped, this village or all, in one process or several."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories.meetings import make_meeting
from villages.board.site import rendering
from villages.models import BoardFiles

HOME = "/desa/32.05.09.2006/"


@pytest.fixture
def command(capsys):
    def run(*words):
        call_command("render_boards", "--jobs", "1", *words)
        return capsys.readouterr().out.strip()

    return run


@pytest.fixture
def both(published, next_door, put_up, settings):
    put_up(make_meeting(next_door, title="Musdes Lembang"))
    settings.STATIC_BOARDS = False
    BoardFiles.objects.all().delete()


def test_every_village_that_published_is_written_even_where_nobody_marks(both, command, files):
    first = command()

    assert first.startswith("2 desa: ")
    assert {name.split("/")[2] for name in files() if name.startswith("/desa/")} == {"32.05.09.2006", "32.05.09.2005"}
    assert "/" in files()
    assert "2 desa: 0 halaman ditulis" in command()


def test_one_village_by_its_code(both, command, files):
    assert command("--village", "32.05.09.2005").startswith("1 desa: ")
    assert {name.split("/")[2] for name in files() if name.startswith("/desa/")} == {"32.05.09.2005"}

    with pytest.raises(CommandError, match=r"99\.99"):
        command("--village", "99.99")


def test_it_goes_on_where_it_was_stopped(both, command, files, monkeypatch):
    real = rendering.bring_up_to_date
    times = []

    def stopped(*args, **more):
        times.append(args)
        if len(times) == 2:
            raise KeyboardInterrupt
        return real(*args, **more)

    monkeypatch.setattr(rendering, "bring_up_to_date", stopped)
    with pytest.raises(KeyboardInterrupt):
        command()
    monkeypatch.undo()

    again = command()
    assert "2 desa: " in again
    assert ", 0 tetap" not in again
    assert "0 halaman ditulis" in command()


def test_a_village_that_another_process_writes_is_counted_as_such(both, command, village):
    command()
    rendering.due.take(village.pk)

    assert command().endswith("1 desa sedang dikerjakan proses lain.")
