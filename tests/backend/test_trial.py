"""``make run``: what is in the way is said in one sentence before anything is done."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from django.core.management import CommandError, call_command

from tests.browser.server import ROOT, free_port, wait_for


def test_a_port_in_use_is_said(settings):
    settings.DEBUG = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} tidak bisa dipakai"):
            call_command("trial", port=port)


def test_a_server_is_no_trial(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("trial")


SERVE = """
import django; django.setup()
from backend.management.commands.trial import Command, be_quiet
be_quiet()
Command().serve({port})
"""


@pytest.mark.slow
def test_the_terminal_tells_where_and_no_line_a_request_but_what_goes_wrong(tmp_path):
    port = free_port()
    world = {**os.environ, "DEBUG": "1", "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "backend.settings"}
    for name in ("DATABASE_URL", "LOG_LEVEL", "LOG_FORMAT"):
        world.pop(name, None)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=world, check=True)
    told = tmp_path / "told"
    with told.open("w") as out:
        words = [sys.executable, "-c", SERVE.format(port=port)]
        trial = subprocess.Popen(words, cwd=ROOT, env=world, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}", trial)
        said = told.read_text()
        for path in ("/healthz", "/", "/petugas/masuk/"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                assert answer.status == 200
        quiet = told.read_text()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/tidak-ada/")
    finally:
        trial.terminate()
        trial.wait(20)

    assert f"http://127.0.0.1:{port}/petugas/" in said
    assert quiet == said
    assert "404" in told.read_text()[len(said) :]
