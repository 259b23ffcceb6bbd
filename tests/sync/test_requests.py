"""What becomes of a request that cannot be read, or that the server cannot follow."""

import gzip
import json

import pytest

from backend.kernel import ids
from sync.models import LedgerEntry

pytestmark = pytest.mark.django_db


def refusal(answer):
    assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"device": 1}',
        b'{"device": "x"}',
        b'{"a": NaN}',
        b'{"device": "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11", "limit": 0}',
        b'{"device": "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11", "cursors": [], "limit": 1}',
        b'{"device": "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11", "device": "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11"}',
        b'{"device": "\\ud800"}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_not_an_exchange_is_malformed(siti, body):
    assert refusal(siti.phone.post(body)) == (400, "malformed")


def test_a_change_without_a_readable_id_is_malformed_and_nothing_takes_effect(siti):
    siti.phone.record("note", title="baik")
    body = siti.phone.request()
    body["changes"].append({**body["changes"][0], "id": "bukan-uuid"})

    answer = siti.phone.post(body)

    assert refusal(answer) == (400, "malformed")
    assert answer.json()["where"] == "changes[1].id"
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("base", -1),
        ("base", 2**63),
        ("base", "1"),
        ("made_at", "kemarin"),
        ("made_at", "2026-11-23T10:00:00"),
        ("record", "0192F0C1-6F4E-7D31-9A53-0D4A3F0F5B11"),
        ("record", "{0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11}"),
        ("delete", True),
        ("set", None),
        ("kind", 3),
    ],
)
def test_a_misshapen_change_is_rejected_alone(siti, field, value):
    siti.phone.record("note", title="baik")
    siti.phone.record("note", title="buruk")
    body = siti.phone.request()
    body["changes"][1][field] = value

    results = siti.phone.post(body).json()["results"]

    assert [one["outcome"] for one in results] == ["applied", "rejected"]
    assert {error["code"] for error in results[1]["errors"]} == {"malformed"}


def test_more_than_a_thousand_changes_are_too_large(siti):
    record = siti.phone.record("note", title="x")
    body = siti.phone.request()
    body["changes"] = [{**body["changes"][0], "id": str(ids.uuid7()), "record": record}] * 1001

    assert refusal(siti.phone.post(body)) == (413, "too_large")


def test_a_bomb_is_refused_while_it_inflates(siti):
    bomb = gzip.compress(b" " * (64 * 1024 * 1024))

    answer = siti.phone.post(bomb, **{"Content-Encoding": "gzip"})

    assert refusal(answer) == (413, "too_large")


@pytest.mark.parametrize("data", [b"not gzip", gzip.compress(b"x" * 1000, mtime=0)[:-20]], ids=["other", "cut"])
def test_broken_gzip_is_malformed(siti, data):
    assert refusal(siti.phone.post(data, **{"Content-Encoding": "gzip"})) == (400, "malformed")


def test_an_unknown_encoding_is_said(siti):
    assert refusal(siti.phone.post(b"{}", **{"Content-Encoding": "br"})) == (415, "encoding")


def test_an_old_schema_is_asked_to_upgrade(siti):
    assert refusal(siti.phone.post(siti.phone.request(schema=0))) == (426, "upgrade")


@pytest.mark.parametrize("cursor", ["zzzzzz-0", "nonsense", ""])
def test_a_cursor_of_another_epoch_is_named_and_nothing_takes_effect(siti, cursor):
    siti.phone.record("note", title="x")
    body = siti.phone.request(cursors={str(siti.phone.village): cursor})

    answer = siti.phone.post(body)

    assert refusal(answer) == (409, "cursor_unknown")
    assert answer.json()["villages"] == [str(siti.phone.village)]
    assert LedgerEntry.objects.count() == 0


def test_a_cursor_ahead_of_the_server_is_unknown(siti):
    siti.phone.sync()
    epoch = siti.phone.cursors[str(siti.phone.village)].split("-")[0]

    answer = siti.phone.post(siti.phone.request(cursors={str(siti.phone.village): f"{epoch}-9"}))

    assert refusal(answer) == (409, "cursor_unknown")


def test_an_answer_is_packed_for_who_can_read_it(siti):
    siti.phone.record("note", title="x" * 60)
    plain = siti.phone.post(siti.phone.request(), **{"Accept-Encoding": "identity"})
    packed = siti.phone.post(siti.phone.request(), **{"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content))["results"][0]["replayed"] is True
