"""The page of the protocol is in step with the code, and its client works."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from backend.openapi import refusals
from meetings.models import Meeting
from sync.models import Feed, LedgerEntry
from sync.terms import Outcome
from sync.verify import verify
from tests.factories.villages import PASSWORD
from tests.sync.test_vectors import CASES

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "sync.md").read_text(encoding="utf-8")
(CLIENT,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def rules_of_changes() -> set[str]:
    """The code of every ``Breach`` that is written anywhere in the code."""
    calls = [
        node
        for app in ("sync", "meetings", "budgets")
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Breach" and len(node.args) > 1
    ]
    return {str(call.args[1].value) for call in calls if isinstance(call.args[1], ast.Constant)}


def words_of(body: dict[str, Any]):
    """What a client decides by in an answer."""
    if "code" in body:
        yield body["code"]
    for result in body.get("results", []):
        yield result["outcome"]
        yield from (error["code"] for error in result.get("errors", []))
        yield from ([result["reason"]] if "reason" in result else [])


def missing(words: set[str]) -> list[str]:
    return sorted(word for word in words if f"`{word}`" not in PAGE)


def test_every_outcome_stands_on_the_page():
    assert missing(set(Outcome.values)) == []


def test_every_code_of_a_refused_change_stands_on_the_page():
    codes = rules_of_changes()

    assert codes >= {"unknown_field", "required", "no_right", "ends_before_start"}
    assert missing(codes) == []


def test_every_code_of_a_problem_stands_on_the_page():
    assert missing(set(refusals.codes())) == []


def test_what_the_vectors_show_stands_on_the_page():
    answers = [turn["answer"].get("body", {}) for _file, case in CASES for turn in case["turns"]]

    assert missing({word for body in answers for word in words_of(body)}) == []


def test_what_the_page_points_at_is_there():
    links = re.findall(r"\]\((?!http)([^)#]*)(?:#([\w-]+))?\)", PAGE)
    headings = {
        re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in re.findall(r"^#+ (.*)$", PAGE, re.M)
    }

    assert [path for path, _place in links if path and not (ROOT / "docs" / path).exists()] == []
    assert {place for path, place in links if not path} <= headings


def test_the_client_of_the_page_is_as_short_as_it_says():
    assert len([line for line in CLIENT.splitlines() if line.strip()]) <= 60


@pytest.fixture
def phone_of(live_server, tmp_path):
    """The client of the page, by the name of a file; signed in, unless that file was there."""
    page: dict[str, Any] = {}
    exec(CLIENT, page)  # noqa: S102 -- our own page

    def make(person, file):
        phone = page["Phone"](live_server.url, tmp_path / file)
        if not phone.kept["token"]:
            phone.sign_in(person.user.username, PASSWORD)
        return phone

    return make


@pytest.mark.django_db(transaction=True)
def test_the_client_of_the_page_works(siti, dadang, phone_of, tmp_path):
    village = str(siti.village.pk)
    first, second = phone_of(siti, "siti"), phone_of(dadang, "dadang")
    meeting = first.save("meeting", village, type="musdes_rkp", title="Musdes RKP 2027")
    person = first.save("attendance", village, meeting=meeting, name="Oneng")
    unsent = (tmp_path / "siti").read_bytes()
    first.exchange()
    second.exchange()
    second.save("meeting", village, meeting, place="Balai Desa")
    second.save("attendance", village, person, element="dukun")
    second.exchange()
    first.exchange()

    assert first.kept["records"][meeting]["doc"]["place"] == "Balai Desa"
    assert [change["set"] for change in second.kept["refused"]] == [{"element": "dukun"}]

    (tmp_path / "siti").write_bytes(unsent)  # the battery fell out before the answer was stored
    again = phone_of(siti, "siti")
    again.exchange()

    assert (again.kept["outbox"], LedgerEntry.objects.count()) == ([], 3)
    assert again.kept["records"][meeting]["doc"]["place"] == "Balai Desa"


@pytest.mark.django_db(transaction=True)
def test_the_client_of_the_page_brings_back_what_a_backup_forgot(siti, phone_of):
    village = str(siti.village.pk)
    phone = phone_of(siti, "siti")
    phone.save("meeting", village, type="musdes_rkp", title="Sebelum cadangan")
    phone.exchange()
    kept = Feed.objects.get()
    phone.save("meeting", village, type="musdes_rkp", title="Sesudah cadangan")
    phone.exchange()
    LedgerEntry.objects.filter(number=2).delete()
    Meeting.objects.filter(version=2).delete()
    kept.save()
    call_command("new_epoch")

    phone.exchange()

    assert sorted(Meeting.objects.values_list("title", flat=True)) == ["Sebelum cadangan", "Sesudah cadangan"]
    assert sorted(one["doc"]["title"] for one in phone.kept["records"].values()) == [
        "Sebelum cadangan",
        "Sesudah cadangan",
    ]
    assert list(verify(siti.village.pk)) == []
