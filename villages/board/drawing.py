"""A fingerprint of all that draws, so that what was drawn before an upgrade is known for old."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings

PAGES, PAGES_WITH = (".py", ".html", ".css"), ("django",)


def of_pages() -> str:
    """What draws the board's pages now."""
    return fingerprint(PAGES, PAGES_WITH)


@cache
def fingerprint(suffixes: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """Our files with these suffixes, the libraries, the address that is printed."""
    known = hashlib.sha256(settings.PUBLIC_URL.encode())
    for library in libraries:
        known.update(f"{library} {version(library)}".encode())
    ours = [Path(one.path) for one in apps.get_app_configs() if settings.BASE_DIR in Path(one.path).parents]
    for folder in sorted(ours):
        for file in sorted(one for one in folder.rglob("*") if one.suffix in suffixes):
            known.update(file.read_bytes())
    return known.hexdigest()[:12]
