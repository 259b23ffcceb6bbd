"""Typed readers of environment variables; every setting that a deployer may change passes through here.

A secret may also come from a file: ``SECRET_KEY_FILE=/run/secrets/key`` fills ``SECRET_KEY``.
"""

import json
import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()

_FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def text(name: str, default: str = "") -> str:
    """The variable as it stands, or ``default``."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """``1/0``, ``true/false``, ``yes/no``, ``on/off``; anything else stops the start."""
    raw = os.environ.get(name, "").strip().lower()
    if not raw:
        return default
    if raw not in _FLAGS:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}.")
    return _FLAGS[raw]


def number(name: str, *, default: int) -> int:
    """A whole number; anything else stops the start."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None


def words(name: str, *, default: list[str]) -> list[str]:
    """A comma-separated list."""
    raw = os.environ.get(name)
    return default if raw is None else [word.strip() for word in raw.split(",") if word.strip()]


def secret(name: str, *, default: str = "") -> str:
    """The variable, or the content of the file that ``<name>_FILE`` names."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text(encoding="utf-8").strip() if path else os.environ.get(name, default)


def options(name: str) -> dict[str, Any]:
    """A JSON object, none where it is not set; may come from a file."""
    raw = secret(name).strip()
    try:
        found = json.loads(raw or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f"{name} must be a JSON object.")
    return found


def database(name: str, *, default: str) -> dict[str, Any]:
    """A database URL (``sqlite:///…``, ``postgres://…``) as Django's settings; may come from a file."""
    return dict(_env.db_url_config(secret(name, default=default)))


def cache(name: str, *, default: str) -> dict[str, Any]:
    """A cache URL (``locmem://``, ``redis://…``) as Django's settings; may come from a file."""
    return dict(_env.cache_url_config(secret(name, default=default)))


def mail(name: str, *, default: str) -> dict[str, Any]:
    """A mail URL (``smtp+tls://user:password@host:587``, ``consolemail://``) as Django's settings; may be a file."""
    return dict(_env.email_url_config(secret(name, default=default)))
