"""Every synced table and the ledger lie in parts by village, and what is asked of one village reads one part."""

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sync import tasks
from sync.models import LedgerEntry, SyncedRecord
from sync.verify import verify
from tests.factories.meetings import make_whole_meeting
from tests.factories.publications import publish_meeting
from tests.factories.villages import make_village
from tests.meetings.recorded import record_meeting

PART = re.compile(r"_p(\d{3})$")
SPLIT = [LedgerEntry, *(model for model in apps.get_models() if issubclass(model, SyncedRecord))]


@dataclass
class Seen:
    """The parts that statements read, by table; how often a split table was written to."""

    parts: dict[str, set[str]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    @property
    def numbers(self) -> set[str]:
        return set().union(*self.parts.values())


@contextmanager
def watched():
    """Explains, with what really ran, every reading statement of the block, in its own place and with its values."""
    seen = Seen()
    tables = {model._meta.db_table for model in SPLIT}

    def note(execute, sql, params, many, context):
        first = sql.split(None, 1)[0].upper()
        if first == "INSERT":
            seen.written |= tables & set(re.findall(r"\w+", sql))
        elif first == "SELECT" and tables & set(re.findall(r"\w+", sql)):
            with connection.cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                (found,) = cursor.cursor.fetchone()
            _walk((json.loads(found) if isinstance(found, str) else found)[0]["Plan"], seen)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def _walk(plan, seen):
    name = plan.get("Relation Name", "")
    if (part := PART.search(name)) and plan["Actual Loops"]:
        seen.parts.setdefault(name[: part.start()], set()).add(part[1])
    for below in plan.get("Plans", ()):
        _walk(below, seen)


@pytest.fixture
def home(village):
    """The number of the part that holds the village."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number FROM generate_series(0, %s) AS number"
            " WHERE satisfies_hash_partition('sync_ledgerentry'::regclass, %s, number, %s::uuid)",
            [settings.DATABASE_PARTITIONS - 1, settings.DATABASE_PARTITIONS, village.pk],
        )
        return f"{cursor.fetchone()[0]:03}"


@pytest.mark.django_db
def test_every_synced_table_and_the_ledger_are_split_by_village():
    with connection.cursor() as cursor:
        cursor.execute("SELECT partrelid::regclass::text, pg_get_partkeydef(partrelid) FROM pg_partitioned_table")
        split = dict(cursor.fetchall())
        cursor.execute("SELECT inhparent::regclass::text, count(*) FROM pg_inherits GROUP BY 1")
        parts = dict(cursor.fetchall())

    tables = {model._meta.db_table for model in SPLIT}
    assert {name: split.get(name) for name in tables} == dict.fromkeys(tables, "HASH (village_id)")
    assert {parts[name] for name in tables} == {settings.DATABASE_PARTITIONS}


def test_a_push_reads_one_part(siti, dadang, home):
    meeting = siti.phone.record("meeting", title="Musdes", type="musdes_rkp")
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.record("attendance", meeting=meeting, name="Oneng", hamlet="Dusun I")
    dadang.phone.change(meeting, title="Musdes RKP")
    siti.phone.change(meeting, title="Musdes RKP 2027")
    siti.phone.sync()
    with watched() as seen:
        dadang.phone.sync()

    assert seen.numbers == {home}
    assert {"sync_ledgerentry", "meetings_meeting"} <= set(seen.parts)
    assert "sync_ledgerentry" in seen.written


def test_a_pull_reads_one_part(siti, dadang, home):
    record_meeting(siti)
    dadang.phone.sign_in()
    with watched() as seen:
        dadang.phone.sync()

    assert seen.numbers == {home}
    assert {"sync_ledgerentry", "meetings_meeting", "meetings_attendance"} <= set(seen.parts)


def test_the_desks_dossier_reads_one_part(village, bu_camat, client, settings, home):
    settings.SECURE_SSL_REDIRECT = False
    meeting = make_whole_meeting(village)
    client.force_login(bu_camat.user)
    with watched() as seen:
        assert client.get(f"/petugas/{meeting.village_id}/musyawarah/{meeting.id}/").status_code == 200

    assert seen.numbers == {home}
    assert {"meetings_meeting", "meetings_attendance", "budgets_budgetitem"} <= set(seen.parts)


def test_a_board_reads_one_part_at_most(village, bu_camat, client, settings, home):
    settings.SECURE_SSL_REDIRECT = False
    meeting = make_whole_meeting(village)
    publication = publish_meeting(meeting, bu_camat.actor)
    place = f"/desa/{meeting.village.code}/"
    with watched() as seen:
        for path in (place, f"{place}terbitan/{publication.number}/", f"{place}anggaran/2027/"):
            assert client.get(path).status_code == 200, path

    assert seen.numbers <= {home}


def test_the_history_and_the_check_of_a_village_read_one_part(siti, village, home):
    record_meeting(siti)
    with watched() as seen:
        assert list(verify(village.pk)) == []

    assert seen.numbers == {home}
    assert "sync_ledgerentry" in seen.parts


AREA = {
    "/petugas/": {"meetings_meeting", "meetings_session", "budgets_budgetitem"},
    "/petugas/kabar/": {"meetings_meeting", "meetings_session", "budgets_budgetitem"},
    "/petugas/cakupan/": {"meetings_meeting", "meetings_session"},
    "/petugas/pemeriksaan/": {"meetings_meeting"},
    "/petugas/pagu/": {"budgets_ceiling"},
    "/petugas/ringkasan/": set(),
    "/petugas/menunggu/": set(),
    "/petugas/hp/": set(),
    "/petugas/warga/": set(),
    "/petugas/apb/": set(),
    "/": set(),
}
"""The pages about many villages, and the tables of which they read every part that holds one (``docs/scaling.md``)."""


def test_pages_about_many_villages_read_the_parts_of_these_tables_only(village, dpmd, client, settings):
    settings.SECURE_SSL_REDIRECT = False
    for number in range(2010, 2010 + 4 * settings.DATABASE_PARTITIONS):
        make_whole_meeting(make_village(f"32.05.09.{number}", f"Desa {number}"))
    client.force_login(dpmd.user)
    told = {}
    for path in AREA:
        with watched() as seen:
            assert client.get(path, follow=True).status_code == 200, path
        told[path] = set(seen.parts)

    assert told == AREA


@pytest.mark.parametrize("path", ["/petugas/ringkasan/2027/{}", "/petugas/cakupan/2027/{}", "/desa/{}/"])
def test_an_officers_page_of_one_village_reads_one_part(path, village, dpmd, client, settings, home):
    settings.SECURE_SSL_REDIRECT = False
    make_whole_meeting(village)
    client.force_login(dpmd.user)
    with watched() as seen:
        assert client.get(path.format(village.code)).status_code == 200

    assert seen.numbers <= {home}


@pytest.mark.django_db
def test_what_asks_for_no_village_is_seen_to_read_every_part(village):
    with watched() as seen:
        list(LedgerEntry.objects.filter(kind="meeting"))

    assert len(seen.parts["sync_ledgerentry"]) == settings.DATABASE_PARTITIONS


def test_split_tables_are_counted_as_wholes_too(siti):
    record_meeting(siti)
    assert tasks.count_parts() == len(SPLIT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'meetings_attendance'::regclass")
        assert cursor.fetchone()[0] > 0


@pytest.mark.slow  # every table is copied twice
@pytest.mark.django_db(transaction=True)
def test_put_together_and_split_again_nothing_is_lost(siti, village):
    record_meeting(siti)
    before, names = _whole(), _names()
    steps = MigrationExecutor(connection)
    leaves = steps.loader.graph.leaf_nodes()
    split_ones = [key for key in steps.loader.graph.nodes if key[1].endswith("_partitions")]
    befores = [parent for key in split_ones for parent in steps.loader.graph.node_map[key].parents]
    steps.migrate([parent.key for parent in befores])
    plain = _kinds()
    MigrationExecutor(connection).migrate(leaves)

    assert plain == {"r"}
    assert _kinds() == {"p"}
    assert _whole() == before
    assert _names() == names
    assert list(verify(village.pk)) == []


def _whole():
    return {model: sorted(model._default_manager.values_list(), key=str) for model in SPLIT}


def _kinds():
    return {kind for kind, *_ in _ask("SELECT relkind FROM pg_class WHERE oid = ANY(%s::regclass[])")}


def _names():
    """What hangs on the tables, by name: constraints and indexes."""
    constraints = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conrelid = ANY(%s::regclass[])"
    indexes = (
        "SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index WHERE indrelid = ANY(%s::regclass[])"
    )
    return _ask(constraints) | _ask(indexes)


def _ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql, [[model._meta.db_table for model in SPLIT]])
        return set(cursor.fetchall())
