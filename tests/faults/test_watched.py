"""A server of two processes as whoever watches it sees it: one sum of both, and lines that name nobody."""

import json
import re
import socket
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests.faults.line import Pusher, ask
from tests.faults.server import Server

pytestmark = pytest.mark.slow  # a real server

TOKEN = "only-for-this-test"
NAME, NIK = "Oneng Kenarisari", "3205094412780003"
EXCHANGES = 24


@pytest.fixture
def server(database, tmp_path):
    (tmp_path / "data").mkdir()
    world = {
        "DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "tests.faults.own_folder",
        "METRICS_TOKEN": TOKEN,
        "LOG_FORMAT": "json",
    }
    found = Server(database, tmp_path / "gunicorn.log", world)
    found.start()
    yield found
    found.stop()


def figures(server):
    request = urllib.request.Request(server.address + "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        lines = answer.read().decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def test_both_processes_are_added_up_and_their_lines_name_nobody(server, tmp_path):
    siti = Pusher(server.address, "p0")
    assert siti.sign_in().status == 200
    for number in range(EXCHANGES - 1):
        assert siti.send([siti.draft(title=f"{NAME} {number}", place=NIK)]).status == 200
    ask(server.address, f"/api/auth/login?nama=Kenarisari&nik={NIK}", {"username": NAME, "password": "kenari-99"})
    place = urlsplit(server.address)
    with socket.create_connection((place.hostname, place.port), timeout=10) as line:
        line.sendall(f"GET /{NIK}?nama=Kenarisari HTTP/9.9\r\nX-{NIK}: kenari\r\n\r\n".encode())
        line.recv(1000)
    found = figures(server)
    processes = {path.stem.rpartition("_")[2] for path in (tmp_path / "data" / "metrics").glob("counter_*.db")}
    server.stop()
    written = server.log.read_text()

    assert found['rembuk_exchanges_total{face="exchange",result="ok"}'] == f"{EXCHANGES}.0"
    assert found['rembuk_changes_total{outcome="applied"}'] == f"{EXCHANGES - 1}.0"
    assert len(processes) == 2, "one process did all the work: nothing was added up"
    assert [one for one in ("Kenari", "kenari", "Oneng", NIK, siti.token) if one in written] == []
    answered = [json.loads(line) for line in written.splitlines() if '"answered"' in line]
    assert len([one for one in answered if one["route"] == "api/sync/v1/exchange"]) == EXCHANGES
    assert all(re.fullmatch(r"[0-9a-f]{32}", one["request"]) for one in answered)
