"""No log line carries what a person is called, typed, or signs in with: canaries through every kind of request."""

import json
import logging
from io import StringIO

import pytest
from django.db import IntegrityError

from backend.celery import app
from backend.kernel.logs import discreet, masked
from sync import pace
from tests.factories.villages import PASSWORD

pytestmark = pytest.mark.django_db

NAME, NIK, NUMBER, TEXT = "Oneng Kenarisari", "3205094412780003", "0812-3456-7890", "pinjaman kenarirahasia"
MAIL = "kenari@surat.example.id"
CANARIES = ("kenari", "Kenari", "Oneng", NIK, "3456-7890", "34567890")


@pytest.fixture
def lines():
    """Everything that is logged meanwhile at DEBUG, as it would be written; what is silenced on servers stays so."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    said = discreet("json")
    formatter = said["()"](processors=said["processors"], foreign_pre_chain=said["foreign_pre_chain"])
    handler.setFormatter(formatter)
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: stream.getvalue().splitlines()
    root.removeHandler(handler)
    root.setLevel(before)


def quiet(found, *more):
    text = "\n".join(found)
    assert [one for one in (*CANARIES, *more) if one in text] == []
    assert found, "nothing was logged at all, so nothing was shown"


def last(found, **wanted):
    told = [json.loads(line) for line in found]
    return [one for one in told if all(one.get(name) == value for name, value in wanted.items())][-1]


def test_an_exchange_tells_its_route_and_its_name_and_nothing_of_what_it_carried(siti, lines):
    siti.phone.record("attendance", name=NAME, phone=NUMBER)
    siti.phone.record("meeting", type="musdes_rkp", title=f"{TEXT} {NIK}")
    token = siti.phone.headers["Authorization"].split()[1]
    answer = siti.phone.post(siti.phone.request())

    found = lines()
    quiet(found, token, siti.user.name, PASSWORD, "Kenarisari", str(siti.village.pk))
    told = last(found, event="answered", route="api/sync/v1/exchange")
    assert (told["method"], told["status"], told["bytes"]) == ("POST", 200, len(answer.content))
    assert told["request"] == answer["X-Request-ID"]


def test_lines_say_whose_account_it_was_by_its_number_and_nothing_else_of_the_person(client, siti, bu_camat, lines):
    siti.phone.sync()
    client.post("/petugas/masuk/", {"username": "bu_camat", "password": PASSWORD})
    client.get("/petugas/cakupan/")
    client.get("/petugas/00000000-0000-7000-8000-000000000000/musyawarah/00000000-0000-7000-8000-000000000000/")
    client.get("/desa/32.05.09.2006/")

    found = lines()
    quiet(found, siti.user.name, bu_camat.user.name, "bu_camat", PASSWORD)
    assert last(found, route="api/sync/v1/exchange", event="answered")["account"] == str(siti.user.pk)
    assert last(found, route="api/auth/login", event="answered")["account"] == str(siti.user.pk)
    for route in ("petugas/masuk/", "petugas/cakupan/"):
        assert last(found, route=route, event="answered")["account"] == str(bu_camat.user.pk)
    assert last(found, logger="django.request", level="warning")["account"] == str(bu_camat.user.pk)
    assert "account" not in last(found, event="answered"), "the board does not know who reads"


def test_whom_nobody_let_in_has_no_account_in_the_log(client, bu_camat, lines):
    client.post("/petugas/masuk/", {"username": "bu_camat", "password": "salah-kenari"})
    client.get("/petugas/")

    found = lines()
    quiet(found)
    assert not [line for line in found if '"account"' in line]


def test_refused_and_broken_requests_tell_nothing_of_what_they_carried(client, siti, lines):
    token = siti.phone.headers["Authorization"].split()[1]
    ask = {
        "a wrong password": lambda: client.post(
            "/api/auth/login",
            json.dumps({"username": "kenari", "password": "Kenari-123", "device": {"id": siti.phone.number}}),
            content_type="application/json",
        ),
        "broken JSON": lambda: siti.phone.post(f'{{"name": "{NAME}", '.encode()),
        "a wrong shape": lambda: siti.phone.post({"device": NAME, "cursors": {NAME: NIK}}),
        "a question in the address": lambda: client.get("/cari/", {"q": f"{NAME} {NIK}"}),
        "an address that is none": lambda: client.get(f"/kenari/{NIK}/{token}"),
        "a token in the address": lambda: client.get(f"/api/sync/v1/attention?token={token}"),
        "a form from elsewhere": lambda: type(client)(enforce_csrf_checks=True).post(
            "/petugas/masuk/", {"username": NAME, "password": "Kenari-123"}
        ),
        "a foreign host": lambda: client.get("/", headers={"host": "kenari.example.org"}),
        "a request name of their own": lambda: client.get("/healthz", headers={"X-Request-ID": f"{NAME} {NIK}"}),
    }
    for what, asked in ask.items():
        before = len(lines())
        asked()
        assert len(lines()) > before, f"{what} was not logged"
    quiet(lines(), token, "Kenari-123", PASSWORD)
    assert all(json.loads(line).get("request") for line in lines() if '"logger": "django.request"' in line)


def test_gunicorn_writes_as_everybody_does():
    own = logging.getLogger("gunicorn.error")

    assert (own.handlers, own.propagate) == ([], True)


def test_an_error_that_nobody_foresaw_is_told_by_its_type_and_place(client, siti, lines, monkeypatch):
    def break_down(*_args):
        raise ValueError(f"{NAME} {NIK} {TEXT}") from IntegrityError(f"Key (name)=({NAME}) already exists")

    monkeypatch.setattr(pace, "let_in", break_down)
    siti.phone.record("attendance", name=NAME, phone=NUMBER)
    answer = siti.phone.post(siti.phone.request())

    found = lines()
    quiet(found)
    told = last(found, logger="rembuk.answers")
    assert (answer.status_code, told["level"], told["request"]) == (500, "error", answer["X-Request-ID"])
    assert [one["type"] for one in told["fault"]] == ["django.db.utils.IntegrityError", "builtins.ValueError"]
    assert any("sync/api.py" in place for place in told["fault"][-1]["at"])


def test_a_page_that_breaks_tells_no_more(client, lines, monkeypatch):
    def break_down():
        raise RuntimeError(f"{NAME} {NIK}")

    monkeypatch.setattr("backend.health.look", break_down)
    monkeypatch.setattr("backend.health._told.at", float("-inf"))
    client.raise_request_exception = False
    answer = client.get("/readyz")

    assert answer.status_code == 500
    quiet(lines())
    assert last(lines(), logger="django.request")["fault"][0]["type"] == "builtins.RuntimeError"


def test_a_task_that_fails_tells_its_name_and_not_its_errand(lines):
    @app.task(name="tests.fails")
    def fails(_who):
        raise ValueError(f"{NAME} {NIK}")

    try:
        fails.apply(args=(f"{NAME} {NUMBER}",), kwargs={})
    finally:
        del app.tasks["tests.fails"]

    found = lines()
    quiet(found)
    told = last(found, logger="celery.app.trace")
    assert "tests.fails" in told["event"]
    assert told["fault"][0]["type"] == "builtins.ValueError"


def test_a_library_that_is_talkative_is_masked(lines):
    log = logging.getLogger("somebody.elses")
    log.warning("could not reach %s", f"https://siti:kenarirahasia@host/x?nik={NIK}")
    log.warning("mail to %s, phone %s, nik %s", MAIL, NUMBER, NIK)
    log.warning("Authorization: Token kenarikenarikenari")
    log.warning("password=kenari-12 %r", ValueError(NAME))
    log.warning("row", extra={"name_of": NAME, "route": "x"})

    found = lines()
    quiet(found)
    assert len(found) == 5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3205094412780003", "[nik]"),
        ("32 0509 441278 0003", "[nik]"),
        ("+62 812 3456 7890", "[hp]"),
        ("0812-3456-7890", "[hp]"),
        ("081234567890", "[hp]"),
        ("/cari/?q=Oneng&x=1 done", "/cari/?[…] done"),
        ("password=abc", "password=[…]"),
        ('"kata_sandi": "abc"', '"kata_sandi": […]'),
        ("siti@desa.example.id", "[email]"),
        ("a" * 64, "[…]"),
        # what must stay readable
        ("0192f3a4-5b6c-7d8e-9f00-112233445566", "0192f3a4-5b6c-7d8e-9f00-112233445566"),
        ("village 32.05.09.2006", "village 32.05.09.2006"),
        ("took 1250 ms", "took 1250 ms"),
    ],
)
def test_what_is_masked_and_what_is_not(text, shown):
    assert masked(text) == shown
