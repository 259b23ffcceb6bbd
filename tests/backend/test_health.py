"""Whoever watches a server hears which part of it is not well; phones and passers-by cost it little."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader

from backend import health, sweeps
from sync.models import SweepRun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch):
    monkeypatch.setattr(health, "_told", health._Told())


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"alive": True}


def test_ready_names_each_part(client):
    answer = client.get("/readyz")

    told = answer.json()
    assert answer.status_code == 200
    assert (told["ready"], told["database"], told["migrations_missing"], told["storage"]) == (True, True, 0, True)
    assert told["sweeps"]["lag_seconds"] is None
    assert 0 < told["disk_percent"] <= 100
    assert answer["Cache-Control"].startswith("max-age=0")


def test_a_store_that_takes_nothing_is_named(client, monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["storage"], answer.json()["database"]) == (503, False, True)


def test_a_database_that_is_away_is_named(client, monkeypatch):
    def away(*_args, **_more):
        raise OperationalError("connection to server at 10.0.0.1 failed")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["database"], answer.json()["storage"]) == (503, False, True)
    assert "10.0.0.1" not in answer.content.decode()


def test_a_missing_migration_is_counted(client):
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("sync")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = %s AND name = %s", newest)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["migrations_missing"]) == (503, 1)


def test_whoever_asks_often_costs_little(client, django_assert_num_queries):
    client.get("/readyz")

    with django_assert_num_queries(0):
        assert client.get("/readyz").json()["ready"] is True


def test_a_sweep_that_stopped_is_told_and_does_not_take_the_server_out(client, time_machine_at):
    list(sweeps.run_due())
    with time_machine_at(timedelta(minutes=20)):
        told = client.get("/readyz").json()

    assert told["ready"] is True
    assert told["sweeps"]["never_ran"] == 0
    assert told["sweeps"]["lag_seconds"] >= 19 * 60 - 1
    assert {"meetings.tasks.sweep_photos", "villages.tasks.sweep_boards"} <= set(told["sweeps"]["late"])
    assert "sync.tasks.sweep_uploads" not in told["sweeps"]["late"]


def test_sweeps_run_when_they_are_due_and_no_sooner(time_machine_at):
    first = {task for task, _failure in sweeps.run_due()}
    again = [task for task, _failure in sweeps.run_due()]
    with time_machine_at(timedelta(seconds=301)):
        later = {task for task, _failure in sweeps.run_due()}

    assert len(first) == SweepRun.objects.count() > 15
    assert again == []
    assert {"meetings.tasks.sweep_photos", "villages.tasks.sweep_documents"} <= later
    assert "sync.tasks.sweep_uploads" not in later


def test_a_sweep_that_fails_is_named_and_its_neighbours_run(monkeypatch, client):
    def break_down():
        raise RuntimeError

    monkeypatch.setattr("sync.tasks.uploads.sweep", break_down)
    ran = dict(sweeps.run_due())

    assert ran["sync.tasks.sweep_uploads"] == "RuntimeError"
    assert len(ran) > 15
    assert client.get("/readyz").json()["sweeps"]["late"] == ["sync.tasks.sweep_uploads"]
