"""No secret lies in the repository, reaches a log or a page, and a server without one of its own does not start."""

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from backend.settings.core import LOCAL_KEY
from tests.factories.villages import PASSWORD
from tests.phone import Phone

ROOT = Path(settings.BASE_DIR)
LOOKS_LIKE_ONE = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "an AWS key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a GitHub token": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
    "a Slack token": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,}"),
    "a Google key": re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b"),
    "a password in an address": re.compile(
        r"\b(?:postgres|amqp|redis|smtp\+tls)://(?!user:password@|guest:guest@)\w+:[^@\s/{}\"']+@"
    ),
    "a named secret": re.compile(
        r"(?i)\b(?:secret_key|api_key|access_key|password)\s*=\s*[\"'][A-Za-z0-9+/=_-]{24,}[\"']"
    ),
}
KNOWN = {LOCAL_KEY}
"""Of no worth: the trial's own key, with which no server starts."""
BINARY = {".png", ".jpg", ".mo", ".xlsx", ".woff2", ".ico", ".webp", ".ttf"}


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and Path(name).suffix not in BINARY]


def test_no_secret_lies_in_the_repository():
    found = [
        f"{path.relative_to(ROOT)}: {what}: {match[0][:60]}"
        for path in tracked()
        if path.is_file()
        for what, pattern in LOOKS_LIKE_ONE.items()
        for match in pattern.finditer(path.read_text(encoding="utf-8", errors="replace"))
        if not any(known in match[0] for known in KNOWN)
    ]

    assert found == []


@pytest.mark.parametrize("name", [".env", "id_rsa", "rembuk.sqlite3", "server.pem", "credentials.json"])
def test_nothing_that_holds_secrets_is_tracked(name):
    assert [path for path in tracked() if path.name == name] == []


def served(tmp_path, *command, **said):
    world = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **said}
    return subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=world, capture_output=True, text=True)


def test_a_server_without_a_key_does_not_start(tmp_path):
    done = served(tmp_path, "check")

    assert done.returncode != 0
    assert "Set SECRET_KEY" in done.stderr


def test_a_server_with_the_trial_key_is_warned_and_a_good_one_has_nothing_to_hear(tmp_path):
    shared = {"ALLOWED_HOSTS": "rembuk.example.go.id", "CACHE_URL": "redis://127.0.0.1:6379/5"}
    poor = served(tmp_path, "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=LOCAL_KEY, **shared)
    good = served(
        tmp_path, "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY="kunci-panjang-" + "aZ3-" * 20, **shared
    )

    assert poor.returncode != 0
    assert "rembuk.E001" in poor.stderr
    assert good.returncode == 0, good.stderr


def test_a_secret_may_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text("dari-berkas-" + "bY7_" * 20 + "\n")
    ask = "import django; django.setup(); from django.conf import settings; print(settings.SECRET_KEY[:12])"
    world = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "SECRET_KEY_FILE": str(tmp_path / "key"),
    }

    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, env=world, capture_output=True, text=True)

    assert done.stdout.strip() == "dari-berkas-"


@pytest.mark.django_db
def test_no_password_no_token_and_no_code_reaches_a_log(siti, bu_camat, settings, caplog):
    caplog.set_level(logging.DEBUG)
    settings.SECURE_SSL_REDIRECT = False
    phone = Phone("siti", siti.village.pk)
    phone.sync()
    wrong = {"username": "siti", "password": "salah-sekali-99", "device": {"id": phone.number}}
    client = Client(raise_request_exception=False)
    client.post("/api/auth/login", json.dumps(wrong), content_type="application/json")
    client.post("/petugas/masuk/", {"username": "bu_camat", "password": "salah-di-meja"})
    client.post("/petugas/masuk/", {"username": "bu_camat", "password": PASSWORD})
    client.get(f"/api/auth/devices?token={phone.token}")
    client.get("/api/auth/devices", headers={"Authorization": f"Token {phone.token[:-1]}0"})

    told = caplog.text.replace(PASSWORD + "@", "")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    for secret in (
        phone.token,
        phone.token[:-1],
        "salah-sekali-99",
        "salah-di-meja",
        session,
        phone.signed_in["bundle_key"],
    ):
        assert secret not in told


@pytest.mark.django_db
def test_a_database_holds_no_token_and_no_password_as_it_was_said(siti):
    from sync.models import Device  # noqa: PLC0415 -- beside its one use
    from villages.models import User  # noqa: PLC0415

    siti.phone.sync()

    kept = str(list(Device.objects.values())) + str(list(User.objects.values()))
    assert siti.phone.token not in kept
    assert PASSWORD not in kept
    assert siti.phone.signed_in["bundle_key"] not in kept
