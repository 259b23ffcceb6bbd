"""Bytes that databases choke on: NUL, lone surrogates, numbers and nesting without measure. Never a server error."""

import json
from uuid import uuid4

import pytest

from sync.models import Rejection

pytestmark = pytest.mark.django_db

ODD_TEXTS = ["\x00", "a\x00b", "\ud800", "x" * 100_000, "'; DROP TABLE x; --", "{{7*7}}", "％", "\u202e"]


@pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
@pytest.mark.parametrize("field", ["username", "password", "name", "platform", "app_version"])
def test_signing_in_with_odd_bytes(client, siti, text, field):
    body = {"username": "siti", "password": "x", "device": {"id": str(uuid4())}}
    (body["device"] if field in ("name", "platform", "app_version") else body)[field] = text

    answer = client.post("/api/auth/login", json.dumps(body), content_type="application/json")

    assert answer.status_code in (400, 401)
    assert answer["Content-Type"] == "application/problem+json"


def nested(depth):
    value: list = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        "\x00",
        "x" * 50_000,
        10**40,
        -(2**63),
        1e308,
        nested(300),
        {"a": {"b": "\x00"}},
        [None] * 1000,
        True,
        {"\x00": 1},
    ],
    ids=range(10),
)
@pytest.mark.parametrize("field", ["title", "fiscal_year", "chair", "speakers", "planned_start", "type", "bukan_\x00"])
def test_a_change_with_an_odd_value_is_rejected_alone_and_kept(siti, field, value):
    siti.phone.record("meeting", title="baik", type="musdes_rkp")
    siti.phone.record("meeting", title="buruk", type="musdes_rkp")
    siti.phone.unsent[1]["set"][field] = value

    results = siti.phone.post(siti.phone.request()).json()["results"]

    assert [one["outcome"] for one in results] == ["applied", "rejected"]
    assert Rejection.objects.count() == 1


@pytest.mark.parametrize("kind", ["\x00", "meeting\x00", "x" * 41, "", "Meeting"])
def test_a_kind_with_odd_bytes_is_rejected(siti, kind):
    siti.phone.record("meeting", title="baik", type="musdes_rkp")
    siti.phone.unsent[0]["kind"] = kind

    assert siti.phone.post(siti.phone.request()).json()["results"][0]["outcome"] == "rejected"


def test_a_lone_surrogate_is_no_json(siti):
    siti.phone.record("meeting", title="\ud800", type="musdes_rkp")

    answer = siti.phone.post(siti.phone.request())

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    "place",
    [
        "/?q=%00",
        "/?q=%ed%a0%80",
        "/?q=" + "a" * 20_000,
        "/?q=%27%25_%5c",
        "/desa/%00/",
        "/desa/32.05.09.2006/terbitan/99999999999999999999/",
        "/desa/32.05.09.2006/foto/%00.jpg",
        "/desa/32.05.09.2006/musyawarah/0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11/",
        "/app/%00",
        "/app/../../etc/passwd",
        "/app/%2e%2e/%2e%2e/pyproject.toml",
        "/api/auth/devices/%00",
        "/petugas/masuk/?next=//evil.example",
    ],
)
def test_addresses_with_odd_bytes(client, village, place):
    answer = client.get(place)

    assert answer.status_code < 500
    assert b"[project]" not in b"".join(answer)
