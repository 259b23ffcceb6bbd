"""The register of what is reviewed and published.

An app says what it contributes to a subject: public JSON, complaints for the officer, and the template that shows the
JSON. The reviewer's page and the board show the same sections.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from villages.board.duties import Duty
from villages.board.opendata.tables import Export, Table
from villages.board.places import Place
from villages.models import Publication, Village
from villages.terms import Severity

Snapshot = dict[str, Any]
"""Public JSON of one section, with Indonesian words beside its codes, so that a publication reads alone."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reviewed and published: one meeting (``kind="meeting"``), one year's budget, …

    ``read``: what its sections have read of it, so that one look asks once; a later look makes a new subject.
    """

    village: Village
    kind: str
    key: UUID
    read: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Dismissal:
    """An officer's word that a finding has an honest cause."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A complaint that an officer must see: a stable code, a sentence, its legal or statistical reason.

    The texts are lazy (``words.told``): the desk reads them in the officer's language, the digest in Indonesian.
    ``key`` tells several findings of one code apart. ``evidence`` is JSON: ``facts`` fill the sentence, the rest names
    what lies beside it (by id; names of people are read when it is shown). ``honest``: how it may well be in order.
    """

    code: str
    message: str | Promise
    reason: str | Promise = ""
    blocking: bool = False
    key: str = ""
    severity: Severity = Severity.ATTENTION
    honest: str | Promise = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    dismissed: Dismissal | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """What a code of a finding means: its name in a few words, how much it weighs, how it may well be in order.

    ``message`` and ``reason`` only where the finding is stored and said again later (see ``Section.checks``).
    """

    name: str | Promise
    severity: Severity
    honest: str | Promise
    message: str | Promise = ""
    reason: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: ``severity`` where it weighs more or less than its code usually does."""

    code: str
    evidence: Mapping[str, Any]
    key: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a section that a search may find: ``field`` of work and ``anchor`` on the page where it has them."""

    heading: str
    body: str = ""
    field: str = ""
    anchor: str = ""


def no_passages(_: Snapshot) -> list[Passage]:
    """The passages of a section that nobody searches."""
    return []


def nothing_found(_: Subject) -> list[Finding]:
    """The findings of a section that has none."""
    return []


def nothing_checked(_: Subject) -> list[Found]:
    """The checks of a section that has none."""
    return []


def no_evidence(_: Subject) -> Any:
    """The evidence of a section that shows the officer nothing beyond its snapshot."""
    return None


def no_news(snapshot: Snapshot, _: Sequence[Publication]) -> Snapshot:
    """What later publications add to a section that nothing happens to."""
    return snapshot


def no_duty(_: Snapshot) -> frozenset[Duty]:
    """The duties that a section meets which meets none."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class Pictures:
    """The photographs of a section: which ones a snapshot shows (SHA-256), and a clean JPEG of one of them."""

    shown: Callable[[Mapping[str, Any]], frozenset[str]]
    jpeg: Callable[[UUID, str, int], bytes]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a poster: what, how much in sen, and where or for whom."""

    what: str
    amount: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a section puts on a poster: sums in groups of lines under a title, then every line there is."""

    heading: str
    total: int
    groups: Mapping[str, Sequence[Line]]
    lines: Sequence[Line]


def always(_: Publication) -> bool:
    """Every publication that holds its section offers the document."""
    return True


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is made of a publication and of nothing else, so it is public and always the same.

    ``offered``: whether a publication has anything to fill it with.
    """

    name: str
    label: str | Promise
    media_type: str
    make: Callable[[Publication], bytes]
    offered: Callable[[Publication], bool] = always


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a village's board that may be kept as a file.

    ``of``: what its bytes depend on besides the village's names, as JSON; the same ``of``, the same bytes.
    ``same_as``: another page whose bytes are these, drawn once for both.
    """

    address: str
    of: Any
    same_as: str = ""


def no_leaves(_: Place, __: Sequence[Publication]) -> list[Leaf]:
    """The pages of a section that has none of its own."""
    return []


def nothing_said(_: Snapshot) -> list[str]:
    """The spoken sentences of a section that has none."""
    return []


@dataclass(frozen=True, slots=True)
class Section:
    """What an app contributes to the dossier of a subject.

    ``snapshot`` answers public fields only (an allow-list), as JSON; ``None`` leaves the section out.
    ``template`` shows that JSON (as ``section``) on the desk and on the board. ``order`` places it on the page.
    ``evidence`` answers what the officer sees beyond the snapshot, restricted fields too, as JSON; it enters the
    digest of the dossier and nothing else. ``findings`` are looked for at each look; ``checks`` compare with other
    meetings, run when a record is handed in and at night, and what they find is stored. ``sayings`` holds what each
    code of either means. ``informs`` says which public duties a snapshot of this section meets.
    ``news`` answers the snapshot with what all current publications of the year say of it since; the village's page
    shows that, the page of a publication shows what was published.
    ``passages`` are what a search over publications finds in a snapshot.
    ``opens``: the village's page opens with the newest publication that holds this section. ``label`` and ``anchor``
    are its entry in the page's table of contents. ``sheet`` is what a snapshot puts on the poster, ``spoken`` the
    sentences that are read over the loudspeaker, ``papers`` the documents that a publication of it offers.
    ``words`` name the fields of a snapshot where a correction tells what changed; an empty one is left out, as the sum
    of others. ``amounts`` are those in sen.
    ``tables`` and ``exports`` are what open data takes from publications that hold it.
    ``leaves`` are further pages of a village that may be kept as files, given all that it ever published.
    """

    name: str
    subjects: frozenset[str]
    snapshot: Callable[[Subject], Snapshot | None]
    template: str
    findings: Callable[[Subject], list[Finding]] = nothing_found
    checks: Callable[[Subject], list[Found]] = nothing_checked
    sayings: Mapping[str, Saying] = field(default_factory=dict)
    evidence: Callable[[Subject], Any] = no_evidence
    informs: Callable[[Snapshot], frozenset[Duty]] = no_duty
    news: Callable[[Snapshot, Sequence[Publication]], Snapshot] = no_news
    passages: Callable[[Snapshot], list[Passage]] = no_passages
    pictures: Pictures | None = None
    opens: bool = False
    label: str | Promise = ""
    anchor: str = ""
    order: int = 100
    sheet: Callable[[Snapshot], Sheet] | None = None
    spoken: Callable[[Snapshot], list[str]] = nothing_said
    papers: tuple[Paper, ...] = ()
    words: Mapping[str, str | Promise] = field(default_factory=dict)
    amounts: frozenset[str] = frozenset()
    tables: tuple[Table, ...] = ()
    exports: tuple[Export, ...] = ()
    leaves: Callable[[Place, Sequence[Publication]], list[Leaf]] = no_leaves


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
