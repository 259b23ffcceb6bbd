"""How the database reads the big tables of money: by index, never whole. On SQLite and on PostgreSQL."""

import re

import pytest
from django.db import connection

from bench.villages_money import YEAR, code, rows
from budgets import reckoning
from villages.models import Village

VILLAGES, ITEMS = 150, 16
BIG = ("budgets_budgetitem", "budgets_funding", "budgets_progressreport", "budgets_oversightaction")
WHOLE = {
    "postgresql": re.compile(r"Seq Scan on (\w+)"),
    "sqlite": re.compile(r"SCAN (\w+)"),
}
PART = re.compile(r"_p\d{3}$")
"""What PostgreSQL's parts of a table end in."""
EXPLAIN = {"postgresql": "EXPLAIN ", "sqlite": "EXPLAIN QUERY PLAN "}


pytestmark = pytest.mark.slow  # a table must be large before a database reads it by index


@pytest.fixture
def country(village):
    """A hundred and fifty villages with two years of sixteen activities each, counted as a database does by itself."""
    rows(VILLAGES, ITEMS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def read_whole():
    """Runs some work; answers which tables its queries read from end to end."""

    def of(work):
        asked = []

        def note(execute, sql, params, many, context):
            if sql.startswith("SELECT"):
                asked.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            work()
        assert any(BIG[0] in sql for sql, _ in asked), "the work reads activities"
        return {table for sql, params in asked for table in scanned(sql, params)}

    return of


def scanned(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(EXPLAIN[connection.vendor] + sql, params)
        plan = "\n".join(str(line[-1]) for line in cursor.fetchall())
    return {PART.sub("", table) for table in WHOLE[connection.vendor].findall(plan)}


def test_a_village_is_reckoned_by_index(country, read_whole):
    home = Village.objects.select_related("region").get(region=code(7))

    assert read_whole(lambda: reckoning.reckon(home)) & set(BIG) == set()


def test_the_officers_pages_read_by_index(country, read_whole, client, dpmd, settings, village):
    settings.SECURE_SSL_REDIRECT = False
    client.force_login(dpmd.user)

    def look():
        client.get(f"/petugas/ringkasan/?tahun={YEAR}")
        assert client.get(f"/petugas/ringkasan/{YEAR}/{village.code}").status_code == 200

    assert read_whole(look) & set(BIG) == set()


def test_a_table_read_whole_would_be_seen(country):
    found = scanned("SELECT * FROM budgets_budgetitem WHERE benefit = 'x'", ())

    assert found == {"budgets_budgetitem"}
