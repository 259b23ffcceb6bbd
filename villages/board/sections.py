"""The register of what is reviewed and published.

An app says what it contributes to a subject: public JSON, complaints for the officer, and the template that shows the
JSON. The reviewer's page and the board show the same sections.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from villages.board.duties import Duty
from villages.models import Village

Snapshot = dict[str, Any]
"""Public JSON of one section, with Indonesian words beside its codes, so that a publication reads alone."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reviewed and published: one meeting (``kind="meeting"``), one year's budget, …"""

    village: Village
    kind: str
    key: UUID


@dataclass(frozen=True, slots=True)
class Finding:
    """A complaint that an officer must see: a stable code, a sentence, its legal or statistical reason.

    The texts are lazy (``words.told``): the desk reads them in the officer's language, the digest in Indonesian.
    """

    code: str
    message: str | Promise
    reason: str | Promise = ""
    blocking: bool = False


def nothing_found(_: Subject) -> list[Finding]:
    """The findings of a section that has none."""
    return []


def no_evidence(_: Subject) -> Any:
    """The evidence of a section that shows the officer nothing beyond its snapshot."""
    return None


def no_duty(_: Snapshot) -> frozenset[Duty]:
    """The duties that a section meets which meets none."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class Pictures:
    """The photographs of a section: which ones a snapshot shows (SHA-256), and a clean JPEG of one of them."""

    shown: Callable[[Mapping[str, Any]], frozenset[str]]
    jpeg: Callable[[UUID, str, int], bytes]


@dataclass(frozen=True, slots=True)
class Section:
    """What an app contributes to the dossier of a subject.

    ``snapshot`` answers public fields only (an allow-list), as JSON; ``None`` leaves the section out.
    ``template`` shows that JSON (as ``section``) on the desk and on the board. ``order`` places it on the page.
    ``evidence`` answers what the officer sees beyond the snapshot, restricted fields too, as JSON; it enters the
    digest of the dossier and nothing else. ``informs`` says which public duties a snapshot of this section meets.
    ``opens``: the village's page opens with the newest publication that holds this section. ``label`` and ``anchor``
    are its entry in the page's table of contents.
    """

    name: str
    subjects: frozenset[str]
    snapshot: Callable[[Subject], Snapshot | None]
    template: str
    findings: Callable[[Subject], list[Finding]] = nothing_found
    evidence: Callable[[Subject], Any] = no_evidence
    informs: Callable[[Snapshot], frozenset[Duty]] = no_duty
    pictures: Pictures | None = None
    opens: bool = False
    label: str | Promise = ""
    anchor: str = ""
    order: int = 100


RESERVED = "village"
"""The name under which a dossier keeps where its subject belongs."""

_register: dict[str, Section] = {}


def register(section: Section) -> None:
    """Adds a section; a second one of the same name raises ``ValueError``."""
    if section.name in _register or section.name == RESERVED:
        raise ValueError(f"section {section.name!r} is registered twice")
    _register[section.name] = section


def of_subject(kind: str) -> list[Section]:
    """The sections of a subject kind, in the order of the page."""
    return [one for one in every() if kind in one.subjects]


def every() -> list[Section]:
    """All sections, in the order of the page."""
    return sorted(_register.values(), key=lambda one: (one.order, one.name))


def named(name: str) -> Section | None:
    """The section of this name."""
    return _register.get(name)


@contextmanager
def registered(*sections: Section) -> Iterator[None]:
    """Lends sections to a test."""
    for section in sections:
        register(section)
    try:
        yield
    finally:
        for section in sections:
            del _register[section.name]
