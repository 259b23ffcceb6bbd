"""Every operation of the API against everybody: no stranger's phone reads or writes anything of Cangkuang.

Generated from the OpenAPI document. Siti, who records there, is answered the same questions with what is hers.
"""

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client

from backend.api import api
from sync import devices, rxdb_pull
from sync.models import Device, Sight
from tests.phone import Phone
from tests.security.cast import STRANGERS, Cast, switch_off
from tests.security.operations import OPERATIONS, change, digest_of_photo
from tests.security.world import CANARY, build, everything_kept

OF_THE_PHONE = {"Device", "User", "Feed", "Sight"}
"""A stranger's own token, when it was seen, and how far the stranger's own village is."""
WITHIN_GRACE = "iis"
"""Her work ended five days ago: what she recorded before that is kept for an officer, and nothing else."""
HERS = {f"Masjid {CANARY}", "Diambil alih"}
LOST = "lost"


def operations():
    document = api.get_openapi_schema(path_prefix="/api/")
    return sorted((method, path) for path, methods in document["paths"].items() for method in methods)


@pytest.fixture
def world(settings, tmp_path, db, monkeypatch):
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "m")}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    monkeypatch.setattr(rxdb_pull, "LASTS", 0)
    cache.clear()
    yield build(Cast())
    cache.clear()


def call(world, operation, phone=None, headers=None):
    method, path = operation
    ask = OPERATIONS[operation].ask(world, phone.number if phone else world.device)
    place = re.sub(r"\{(\w+)\}", lambda found: ask.names[found[1]], path) + ask.query
    sent = {**ask.headers, **(phone.headers if phone else {}), **(headers or {})}
    return Client().generic(method.upper(), place, ask.body, content_type=ask.content_type, headers=sent)


def read(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


def secrets_of(world):
    """What no stranger may be told, even where the stranger said it first."""
    names = [world.upload, digest_of_photo(), world.names["sha256"], str(world.names["conflict"])]
    return [CANARY, str(world.names["held"]), *names]


def told(world, answer):
    text = (read(answer) + str(answer.headers)).lower()
    return [secret for secret in secrets_of(world) if secret.lower() in text]


def code_in(answer):
    return answer.json()["code"] if answer.status_code >= 400 and answer.content else ""


def kept_of_the_village():
    return {table: digest for table, digest in everything_kept().items() if table not in OF_THE_PHONE}


def test_every_operation_is_declared():
    assert sorted(set(operations()) - set(OPERATIONS)) == [], "declare in tests/security/operations.py what it answers"
    assert sorted(set(OPERATIONS) - set(operations())) == [], "no such operation any more"


@pytest.mark.parametrize("who", [one for one in STRANGERS if one != WITHIN_GRACE])
def test_a_strangers_phone_gets_nothing(world, who):
    person = getattr(world.people, who)
    before, faults = kept_of_the_village(), []

    for operation in operations():
        phone = Phone(person.user.username, world.village.pk)  # some operations end a token
        answer = call(world, operation, phone)
        if (answer.status_code, code_in(answer)) != OPERATIONS[operation].answer or told(world, answer):
            faults.append((operation, answer.status_code, code_in(answer), told(world, answer)))
        if operation == ("post", "/api/sync/v1/exchange"):
            said = answer.json()
            refused = [(one["outcome"], [wrong["code"] for wrong in one["errors"]]) for one in said["results"]]
            assert refused == [("rejected", ["no_right"])]
            assert (said["changes"], str(world.village.pk) in said["cursors"]) == ([], False)

    assert faults == []
    assert {table for table, kept in kept_of_the_village().items() if before[table] != kept} == set()
    assert not Sight.objects.filter(user=person.user, village=world.village).exists()
    assert Client().get("/api/auth/devices", headers=world.headers).status_code == 200


def test_whose_time_is_just_over_hands_in_what_waits_for_an_officer_and_reads_nothing(world):
    phone = Phone("iis", world.village.pk)
    before = kept_of_the_village()

    answer = call(world, ("post", "/api/sync/v1/exchange"), phone)

    said = answer.json()
    assert [one["outcome"] for one in said["results"]] == ["held"]
    assert (said["changes"], told(world, answer)) == ([], [])
    changed = {table for table, kept in kept_of_the_village().items() if before[table] != kept}
    assert changed <= {"Held", "LedgerEntry", "Feed", "Receipt"}
    for operation in operations():
        answer = call(world, operation, Phone("iis", world.village.pk))
        if operation[1].endswith("/attention"):  # her own words wait there, and nobody else's
            assert {one["set"].get("place") or one["set"]["title"] for one in answer.json()["held"]} == HERS
            assert answer.json()["conflicts"] == []
        else:
            assert told(world, answer) == [], operation


def shut_out(world, how):
    """A token that opened everything until a moment ago."""
    if how == "nobody":
        return {}, "token_invalid", 401
    if how == "switched_off":
        switch_off(world.people.siti.user)
        return world.headers, "token_invalid", 401
    if how == "signed_out":
        devices.sign_out(world.people.siti.user.pk)
        return world.headers, "token_invalid", 401
    devices.forget(world.people.siti.actor, Device.objects.get(pk=world.names["device"]).number, lost=how == LOST)
    return world.headers, "device_revoked", 403


@pytest.mark.parametrize("how", ["nobody", "switched_off", "signed_out", "revoked", LOST])
def test_without_a_token_that_holds_every_operation_is_closed(world, how):
    headers, code, status = shut_out(world, how)
    before, faults = everything_kept(), []

    for operation in operations():
        answer = call(world, operation, headers=headers)
        wanted = OPERATIONS[operation].answer if OPERATIONS[operation].open else (status, code)
        if how == LOST and operation[1].endswith("/sealed"):
            wanted = (200, "") if operation[0] == "get" else (422, "bundle_broken")  # its one door, for what is sealed
        if operation[0] == "head":
            wanted = (wanted[0], "")
        if (answer.status_code, code_in(answer)) != wanted or told(world, answer):
            faults.append((operation, answer.status_code, code_in(answer), told(world, answer)))

    assert faults == []
    assert everything_kept() == before


def test_the_same_questions_are_answered_to_who_records_there(world):
    """Or else the strangers' silence would prove nothing."""
    phone = Phone("siti", world.village.pk)
    carried = call(world, ("post", "/api/sync/v1/bundles"), phone)
    seen = {
        operation: (call(world, operation, phone).status_code, CANARY in read(call(world, operation, phone)))
        for operation in operations()
        if operation[1].split("/")[-1] in ("attention", "devices", "pull", "{upload}")
        and operation[0] in ("get", "head")
    }

    assert seen == {
        ("get", "/api/sync/v1/attention"): (200, True),
        ("get", "/api/auth/devices"): (200, True),
        ("get", "/api/sync/rxdb/{kind}/{schema_number}/pull"): (200, True),
        ("head", "/api/sync/v1/files/{upload}"): (200, False),
    }
    assert carried.status_code == 200
    body = json.dumps(phone.request(changes=[change(world)])).encode()
    mine = phone.client.post(
        "/api/sync/v1/exchange", body, content_type="application/json", headers=phone.headers
    ).json()
    assert [one["outcome"] for one in mine["results"]] != ["rejected"]
    assert CANARY in json.dumps(mine["changes"])
