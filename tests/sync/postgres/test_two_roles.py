"""On PostgreSQL the service's role does all that people do, and can rewrite nothing that is written once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client

from meetings import review
from sync import tasks
from sync.models import LedgerEntry
from sync.verify import verify
from tests.factories.villages import PASSWORD
from tests.meetings.recorded import record_meeting
from tests.meetings.test_review import seen
from villages import codes
from villages.board.publish import withdraw
from villages.models import DailyDigest

SERVICE = "rembuk_service_of_tests"
"""The machine may have the real one already."""
ROLES = (Path(settings.BASE_DIR) / "deploy" / "roles.sql").read_text().replace("rembuk_service", SERVICE)
REWRITES = {
    "an entry of a ledger": "UPDATE sync_ledgerentry SET hash = 'x'",
    "a part of the ledger": "UPDATE sync_ledgerentry_p000 SET hash = 'x'",
    "all entries": "DELETE FROM sync_ledgerentry",
    "the whole ledger": "TRUNCATE sync_ledgerentry",
    "what was published": "UPDATE villages_publication SET title = 'x'",
    "that it was": "DELETE FROM villages_publication",
    "who was given a code": "DELETE FROM villages_personevent",
    "a day's digest": "UPDATE villages_dailydigest SET value = 'x'",
    "what was migrated": "INSERT INTO django_migrations (app, name, applied) VALUES ('sync', 'x', now())",
    "the guard of publications": "ALTER TABLE villages_publication DISABLE TRIGGER ALL",
    "the guard itself": "DROP FUNCTION publication_never_changes CASCADE",
    "a table": "CREATE TABLE mine (id int)",
    "a role": "CREATE ROLE mine",
}


def as_service():
    """The connection of this test is the service's from here on; all of it ends with the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {SERVICE} NOSUPERUSER NOCREATEDB NOCREATEROLE")
        cursor.execute(ROLES)
        cursor.execute(ROLES)  # after the next migrate, and without harm
        cursor.execute(f"SET LOCAL ROLE {SERVICE}")


def whoever_asks():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@pytest.fixture(autouse=True)
def _plain(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


def test_people_do_all_that_they_do(siti, bu_camat, administrator, client, time_machine_at):
    as_service()
    meeting = record_meeting(siti)
    desk = Client()
    desk.post("/petugas/masuk/", {"username": "bu_camat", "password": PASSWORD})
    assert desk.get("/petugas/").status_code == 200
    assert desk.get(meeting.address).status_code == 200
    publication = review.approve(meeting.row, by=bu_camat.actor, seen=seen(meeting))

    assert client.get(f"/desa/{siti.village.code}/").status_code == 200
    codes.give([siti.user], by=administrator.actor)
    withdraw(publication, by=bu_camat.actor, reason="Salah sidang.")
    with time_machine_at(timedelta(days=2)):
        tasks.seal_days()
    assert DailyDigest.objects.exists()
    assert list(verify(siti.village.pk)) == []
    assert LedgerEntry.objects.filter(village=siti.village).exists()
    desk.post("/petugas/keluar/")
    assert whoever_asks() == SERVICE, "or else all this would prove nothing"


@pytest.mark.parametrize("what", REWRITES)
def test_nothing_that_is_written_once_is_rewritten(siti, bu_camat, what):
    record_meeting(siti)
    as_service()

    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REWRITES[what])

    assert refused.value.__cause__.sqlstate == "42501", "insufficient privilege"
