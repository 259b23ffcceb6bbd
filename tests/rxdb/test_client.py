"""The unmodified npm client (``rxdb`` with ``rxdb-server``) in Node against a real server."""

import json
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from uuid import uuid4

import pytest

from backend.kernel import ids
from tests.browser.server import SEED, served
from tests.phone import PASSWORD

HERE = Path(__file__).parent
PATIENCE = 120
STREAM_ENDS_MS = 55_000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("rxdb"), SEED) as address:
        yield address


def ask(address, method, path, body=None, token=None):
    """One request in JSON; answers what the server said."""
    request = urllib.request.Request(
        f"{address}{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"} | ({"Authorization": f"Token {token}"} if token else {}),
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def sign_in(address, username):
    """A phone of this person; answers its number and token."""
    number = str(uuid4())
    device = {"id": number, "name": f"HP {username}", "platform": "rxdb", "app_version": "1"}
    body = {"username": username, "password": PASSWORD, "device": device}
    return number, ask(address, "POST", "/api/auth/login", body)["token"]


def exchange(address, number, token):
    """Everything that the server has for this phone."""
    return ask(address, "POST", "/api/sync/v1/exchange", {"device": number, "limit": 1000}, token)


@pytest.fixture(scope="module")
def seen(server):
    """What the clients saw, by step, and what the server holds afterwards."""
    assert (HERE / "node_modules").is_dir(), "The client is not installed: make tests/rxdb/node_modules/.installed"
    number, siti = sign_in(server, "fasilitator")
    _number, dadang = sign_in(server, "sekdes")
    village = exchange(server, number, siti)["access"]["villages"][0]["village"]
    records = [str(ids.uuid7()) for _ in range(3)]
    facts = {
        "server": server,
        "village": village,
        "people": [{"name": "siti", "token": siti}, {"name": "dadang", "token": dadang}],
        "meeting": str(ids.uuid7()),
        "records": records,
    }
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node, "Node is not installed: make run"
    done = subprocess.run(
        [node, "client.cjs", json.dumps(facts)], cwd=HERE, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    steps = {line["step"]: line for line in map(json.loads, done.stdout.splitlines())}
    steps["server"] = {
        "attention": ask(server, "GET", "/api/sync/v1/attention", token=siti),
        "records": {one["record"]: one for one in exchange(server, number, siti)["changes"]},
        "head": int(exchange(server, number, siti)["cursors"][village].rpartition("-")[2]),
    }
    steps["ids"] = facts
    return steps


def test_what_is_pushed_is_taken_once_though_its_answer_was_lost(seen):
    pushed = seen["pushed"]

    assert sorted(pushed["versions"]) == [2, 3, 4]  # the meeting is 1
    assert [one for one in pushed["asked"] if one.startswith("POST")] == ["POST push 200"] * 3
    assert len(pushed["faults"]) == 1


def test_another_phone_pulls_it_page_by_page(seen):
    assert seen["pulled"]["names"] == ["Eti", "Iis", "Oneng"]
    assert seen["pulled"]["title"] == "Musdes RKP 2027"
    assert seen["pulled"]["status"] == "present"


def test_what_is_contested_comes_back_as_the_master_and_is_kept_for_a_human(seen):
    first = seen["ids"]["records"][0]

    assert seen["contested"]["masters"] == [[first, "excused", "Dusun I"]]
    assert (seen["contested"]["status"], seen["contested"]["hamlet"]) == ("excused", "Dusun I")
    [conflict] = seen["server"]["attention"]["conflicts"]
    assert conflict["record"] == first
    assert conflict["fields"] == {"status": {"base": "present", "stored": "excused", "offered": "absent"}}


def test_what_one_records_the_other_hears_without_asking(seen):
    assert seen["live"]["ms"] < STREAM_ENDS_MS / 2  # by the stream, not by the next connection
    assert seen["live"]["pulls"] == 0


def test_the_same_edit_after_it_was_taken_back_is_a_new_one(seen):
    third = seen["ids"]["records"][2]

    assert seen["toggled"]["status"] == "absent"
    assert seen["server"]["records"][third]["doc"]["status"] == "absent"


def test_a_deletion_reaches_the_other(seen):
    second = seen["ids"]["records"][1]

    assert seen["deleted"]["names"] == ["Iis", "Oneng"]
    assert seen["server"]["records"][second]["deleted"] is True


def test_what_the_server_refuses_does_not_stay_as_if_it_were_taken(seen):
    assert seen["refused"]["names"] == ["Iis", "Oneng"]


def test_nothing_else_went_wrong_and_nothing_was_taken_twice(seen):
    taken = ["a meeting", "three people", "absent, contested", "excused", "a name", "three words", "a deletion"]

    assert seen["done"]["faults"] == []
    assert seen["server"]["head"] == len(taken) + 2 + 2
