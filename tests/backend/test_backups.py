"""The copy of a database is of one moment and comes to an end, however much is written meanwhile."""

import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from backend.backups import folder, taking
from backend.backups.folder import BackupBusy, BackupUnreadable, Kept


def test_the_copy_is_of_the_moment_when_it_began(tmp_path, monkeypatch):
    monkeypatch.setattr(taking, "PAGES_AT_ONCE", 1)
    source, target = tmp_path / "source", tmp_path / "target"
    writer = sqlite3.connect(source, isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE rows (number INTEGER, filling TEXT)")
    writer.executemany("INSERT INTO rows VALUES (?, ?)", [(number, "x" * 2000) for number in range(50)])
    steps = []

    def write_more(_what, done, total):
        steps.append(done)
        assert len(steps) < 1000, "the copy begins anew at each change and never ends"
        writer.execute("INSERT INTO rows VALUES (?, ?)", (1000 + len(steps), "y" * 2000))

    taking.copy_database(source, target, write_more)
    writer.close()

    assert len(steps) > 20
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*), max(number) FROM rows").fetchone() == (50, 49)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_do_not_write_into_one_folder(tmp_path):
    with folder.alone_in(tmp_path), pytest.raises(BackupBusy), folder.alone_in(tmp_path):
        pass


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "photos/../../x", ""])
def test_a_list_that_points_outside_the_store_is_refused(tmp_path, path):
    folder.write_list(tmp_path / folder.LIST, [Kept(path, "0" * 64, 1)])

    with pytest.raises(BackupUnreadable):
        list(folder.read_list(tmp_path))


@pytest.mark.django_db
def test_on_postgresql_it_says_where_to_read(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    for command in ("backup", "restore"):
        with pytest.raises(CommandError, match=r"docs/operations\.md"):
            call_command(command, str(tmp_path))


@pytest.mark.django_db
def test_a_folder_without_a_backup_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setattr(connection, "close", lambda: None)

    with pytest.raises(CommandError, match="tidak utuh"):
        call_command("restore", str(tmp_path))
