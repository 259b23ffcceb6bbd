"""What a village's page said on a given day."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from backend.kernel.ids import uuid7
from villages.board import sections
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw
from villages.board.sections import Section, Subject

PAGE = "/desa/32.05.09.2006/pada/"


@pytest.fixture
def said(bu_camat, village):
    """Publishes a sentence about one subject at a moment."""
    key, now = uuid7(), {}
    section = Section(
        name="toy",
        subjects=frozenset({"toy"}),
        snapshot=lambda _: {"summary": now["summary"]},
        template="meetings/sections/decision.html",
        opens=True,
    )

    def one(summary, moment, about=key):
        now["summary"] = summary
        with time_machine.travel(moment, tick=False):
            return publish(
                dossier(Subject(village=village, kind="toy", key=about)),
                stamp=Stamp(number=1, hash="ab" * 32),
                by=bu_camat.actor,
                title=f"Musdes {summary}",
                fiscal_year=2027,
                held_on=date(2026, 6, 1),
            )

    with sections.registered(section):
        yield one


def page(client, day):
    answer = client.get(PAGE, {"tanggal": day})
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_day_shows_what_stood_then(client, said):
    said("Jalan dahulu.", datetime(2026, 7, 1, 3, tzinfo=UTC))
    said("Air dahulu.", datetime(2026, 8, 1, 3, tzinfo=UTC))

    assert "belum ada terbitan" in page(client, "2026-06-30")
    assert "Jalan dahulu." in page(client, "2026-07-01")
    assert "Air dahulu." not in page(client, "2026-07-31")
    later = page(client, "2026-08-01")
    assert "Air dahulu." in later
    assert "Musdes Jalan dahulu." not in later
    assert "?tanggal=2026-07-01" in later, "the days to choose from"


def test_a_day_is_a_day_of_the_village(client, said):
    said("Malam hari.", datetime(2026, 7, 1, 17, 30, tzinfo=UTC))

    assert "Malam hari." not in page(client, "2026-07-01")
    assert "Malam hari." in page(client, "2026-07-02"), "half past midnight in West Java"


def test_what_was_withdrawn_since_is_named_and_not_shown(client, said, bu_camat):
    made = said("Memuat nama.", datetime(2026, 7, 1, 3, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 9, 1, 3, tzinfo=UTC)):
        withdraw(made, by=bu_camat.actor, reason="Ada nama.")

    before = page(client, "2026-08-01")
    assert "Ditarik kembali sesudah itu" in before
    assert '<div class="lead"><p>Memuat nama.' not in before
    assert "belum ada terbitan" in page(client, "2026-09-02")


@pytest.mark.parametrize("day", ["kemarin", "2026-13-01", "9999-12-31", "0001-01-01", "\x00"])
def test_any_day_gets_an_answer(client, said, day):
    said("Jalan dahulu.", datetime(2026, 7, 1, 3, tzinfo=UTC))

    assert ("Tanggal ini tidak dikenali" in page(client, day)) == (day in ("kemarin", "2026-13-01", "\x00"))
