"""Mozilla's own scanner on a server with HTTPS: the mark that ``tests.security.observatory`` reckons, measured."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.certificate import CERTIFICATE, KEY, certify
from tests.faults.place import ROOT, free_port

GOAL = 105
HERE = Path(__file__).parent
PATIENCE = 60
SCANNED = ("/", "/desa/32.05.09.2001/", "/petugas/masuk/", "/app/")
"""The board, a village's page, the desk's sign-in, the app."""


@pytest.fixture(scope="module")
def host(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """A server as an operator sets it up, but that gunicorn itself speaks TLS; and the certificate to trust."""
    data = tmp_path_factory.mktemp("https")
    certify(data)
    key, trusted = data / KEY, data / CERTIFICATE
    world = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "localhost",
        "DATA_DIR": str(data / "var"),
        "HTTPS": "1",
    }
    for command in (
        ("migrate", "--verbosity", "0"),
        ("collectstatic", "--noinput", "--verbosity", "0"),
        ("shell", "--command", "from tests.faults.seed import seed; seed(1)"),
    ):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=world, check=True, capture_output=True)
    port = free_port()
    tls = ("--certfile", str(trusted), "--keyfile", str(key), "--bind", f"127.0.0.1:{port}")
    words = [sys.executable, "-m", "gunicorn", "backend.wsgi", *tls, "--threads", "4", "--log-level", "warning"]
    server = subprocess.Popen(words, cwd=ROOT, env=world)
    try:
        _wait(server, port)
        yield f"localhost:{port}", trusted
    finally:
        server.terminate()
        server.wait(10)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, "the server ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server does not answer")


@pytest.fixture(scope="module")
def marks(host):
    address, trusted = host
    node = ROOT / ".venv" / "bin" / "node"
    command = [node, HERE / "run.mjs", *(address + path for path in SCANNED)]
    world = {**os.environ, "NODE_EXTRA_CA_CERTS": str(trusted)}
    done = subprocess.run(command, env=world, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return {one.removeprefix(address): mark for one, mark in json.loads(done.stdout).items()}


@pytest.mark.parametrize("path", SCANNED)
def test_mozillas_observatory_gives_the_best_mark(marks, path):
    mark = marks[path]

    assert mark["score"] >= GOAL, mark
    assert mark["grade"] == "A+"
