"""The English catalogue: what the code and the templates say, and what is translated of it. Needs no gettext tools.

``make messages`` (``python -m tests.house.catalogue``) renews ``django.po`` from the code, keeps every translation that
is still said, and compiles ``django.mo``; both are committed. What is new stands there empty: fill it in, run it again.
"""

import re
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("backend", "budgets", "meetings", "sync", "villages")
PO = ROOT / "backend" / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")

SAID_BY: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
"""By which functions a sentence is said, and where in the call its context and plural stand."""
PLACEHOLDER = re.compile(r"%\(\w+\)[-+ 0-9.]*[a-z]|%[sd]|%%|\{\w*\}")
HEADER = "English catalogue of Rembuk Desa; the source language is Bahasa Indonesia. Renew: make messages"

Key = tuple[str, str | tuple[str, ...]]
"""The context (or nothing) and the sentence, with its plural where it has one."""


def key_of(message: Message) -> Key:
    return message.context or "", tuple(message.id) if isinstance(message.id, list) else message.id


def said() -> Catalog:
    """A fresh extraction: every sentence of the code and the templates, with the files that say it."""
    found = _empty()
    for path in _sources():
        place = path.relative_to(ROOT).as_posix()
        text = path.read_text()
        for _line, told, _comments, context in extract("python", BytesIO(_as_python(path, text)), SAID_BY):
            found.add(told, context=context, locations=[(place, 0)])
    return found


def translated() -> Catalog:
    """The catalogue as it is committed."""
    with PO.open("rb") as file:
        return read_po(file)


def compiled() -> dict[str | tuple[str, int], str]:
    """What Django reads at run time, as its reader keeps it: a plural's forms by number, a context before ``\\x04``."""
    with MO.open("rb") as file:
        found: dict[str | tuple[str, int], str] = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in found.items() if key}


def entries(catalog: Catalog) -> dict[Key, Message]:
    return {key_of(message): message for message in catalog if message.id}


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def renew() -> int:
    """Writes both files anew; answers how many sentences wait for a translation."""
    known = entries(translated()) if PO.exists() else {}
    fresh, waiting = _empty(), 0
    for key, message in sorted(entries(said()).items(), key=lambda pair: (pair[1].locations[0][0], str(pair[0]))):
        before = known.get(key)
        string = before.string if before and not before.fuzzy else ""
        waiting += not all(string if isinstance(string, tuple) else (string,))
        comments = before.user_comments if before else ()
        fresh.add(
            message.id, string, message.locations, context=message.context, user_comments=comments, auto_comments=()
        )
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, fresh, width=120, include_lineno=False)
    with MO.open("wb") as file:
        write_mo(file, fresh)
    return waiting


class _Renewed(Catalog):
    """Its header names no machine and no moment, so the same sentences make the same bytes."""

    mime_headers = [
        ("Project-Id-Version", "Rembuk Desa"),
        ("Language", "en"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]


def _empty() -> Catalog:
    return _Renewed("en", header_comment=f"# {HEADER}", fuzzy=False)


def _sources() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*")):
            if path.suffix == ".py" or (path.suffix in {".html", ".txt", ".svg"} and "templates" in path.parts):
                yield path


def _as_python(path: Path, text: str) -> bytes:
    """Source that says the same sentences; a template is turned into calls by Django."""
    if path.suffix == ".py":
        return text.encode()
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- needs settings

    return templatize(text).encode()


if __name__ == "__main__":
    if not settings.configured:
        settings.configure(USE_I18N=True)
    waiting = renew()
    print(f"{len(entries(translated()))} sentences, {waiting} without English" if waiting else "complete")  # noqa: T201
    sys.exit(bool(waiting))
