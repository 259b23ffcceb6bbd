"""docs/keys-and-logs.md leaves out no secret of the settings, no key that is derived, and no logger."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "keys-and-logs.md").read_text()
APPS = ("backend", "budgets", "meetings", "sync", "villages")
SOURCES = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
READERS = {"secret", "database", "cache", "mail", "options"}
"""Functions of ``backend.settings.env`` by which a secret may come."""


def calls(path):
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]


def first_word(call, constants):
    given = [*call.args, *(one.value for one in call.keywords if one.arg == "salt")]
    if not given:
        return None
    word = given[0]
    return constants.get(word.id) if isinstance(word, ast.Name) else getattr(word, "value", None)


def secrets():
    for path in (ROOT / "backend" / "settings").glob("*.py"):
        for call in calls(path):
            owner = getattr(getattr(call.func, "value", None), "id", "")
            if owner == "env" and call.func.attr in READERS:
                yield call.args[0].value


def salts():
    for path in SOURCES:
        constants = dict(re.findall(r'^(SALT) = "([^"]+)"', path.read_text(), re.MULTILINE))
        for call in calls(path):
            name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
            if name in {"salted_hmac", "Signer", "TimestampSigner", "address_of"}:
                word = first_word(call, constants) if name != "address_of" else constants.get("SALT")
                if isinstance(word, str):
                    yield word


def loggers():
    return {name for path in SOURCES for name in re.findall(r'getLogger\("([\w.]+)"\)', path.read_text())}


@pytest.mark.parametrize("name", sorted(set(secrets())))
def test_every_secret_has_its_life(name):
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("salt", sorted(set(salts())))
def test_every_derived_key_is_told(salt):
    assert f"`{salt}`" in PAGE


@pytest.mark.parametrize("name", sorted(loggers()))
def test_every_logger_is_listed(name):
    assert f"`{name}`" in PAGE


def test_something_was_found_at_all():
    assert {"SECRET_KEY", "DATABASE_URL", "METRICS_TOKEN"} <= set(secrets())
    assert {"sync.bundles", "sync.sealing", "budgets.gate", "backend.auth"} <= set(salts())
    assert {"rembuk.requests", "rembuk.sittings"} <= loggers()


@pytest.mark.parametrize("number", re.findall(r"([\d,]+) rounds", PAGE))
def test_the_rounds_are_the_phones(number):
    phone = (ROOT / "mobile" / "src" / "store" / "wrapping.ts").read_text()

    assert f"ROUNDS = {number.replace(',', '_')};" in phone
