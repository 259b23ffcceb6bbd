"""``make run``: what is in the way is said in one sentence before anything is done."""

import socket

import pytest
from django.core.management import CommandError, call_command


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
