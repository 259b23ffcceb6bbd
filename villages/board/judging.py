"""What a file or a code that somebody brings is to this board: whole, changed, superseded, withdrawn, or unknown."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import dateformat
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.kernel import canonical, ids
from villages.board import changes, papers, places, queries, seals, verifikasi
from villages.board.changes import Part
from villages.board.places import Place
from villages.models import DailyDigest, Publication
from villages.rules import KABUPATEN
from villages.terms import Brought

MOST_FOUND = 5
MOST_NUMBER = 2**31 - 1
DOWNLOADED = re.compile(r"(?P<code>[0-9.]{13})-(?P<number>[0-9]{1,9})-(?P<name>[a-z0-9-]+)[^.]*(?P<ending>\.[a-z]+)")
"""How a document is called when it is saved, also where the browser added a number."""
NAMES: dict[str, str | Promise] = {
    "village": _("desa"),
    "number": _("nomor"),
    "subject": _("musyawarah"),
    "title": _("judul"),
    "fiscal_year": _("tahun anggaran"),
    "held_on": _("hari musyawarah"),
    "published_at": _("hari terbit"),
    "supersedes": _("terbitan yang diganti"),
    "reason": _("alasan pembetulan"),
    "digest": _("isi"),
    "ledger": _("nomor buku catatan"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A publication that was brought or asked for, where it belongs, and the one that replaced it."""

    place: Place
    publication: Publication
    newer: Publication | None

    @property
    def standing(self) -> Brought:
        """What is to be said of its very content."""
        if self.publication.withdrawn_at:
            return Brought.WITHDRAWN
        return Brought.SUPERSEDED if self.newer else Brought.WHOLE


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was brought, the publication that it is about, what of it does not match, and what it should say."""

    brought: Brought
    found: Found | None = None
    document: str = ""
    faults: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def coded(text: str) -> list[Found]:
    """The publications that a typed code may stand for, the newest first. A query, and two for each that is found."""
    codes = ids.meant_codes(text)
    found = Publication.objects.filter(short_code__in=codes).order_by("-published_at")[:MOST_FOUND] if codes else []
    return [_found(one) for one in found]


def judged(content: bytes, name: str) -> Judgement:
    """What a file is: a document that was given out, a publication's data, a daily digest, or nothing of ours."""
    given = papers.given_out(content)
    document = (given[0].publication, given[0].name) if given else _drawn_again(content, name)
    if document is not None:
        found = _found(document[0])
        return Judgement(found.standing, found, document=document[1])
    try:
        told = verifikasi.parsed(content)
        faults = verifikasi.check(told, "")
    except verifikasi.Unreadable as error:
        return Judgement(Brought.UNREADABLE, faults=[str(error)])
    return _data(told, faults) if told["format"] == verifikasi.PUBLICATION else _days(told, faults)


def _data(told: dict[str, Any], faults: list[str]) -> Judgement:
    """The open data of a publication beside what the board keeps."""
    kept = _kept(told["village"]["id"], told["number"])
    if kept is None:
        return Judgement(Brought.UNKNOWN, faults=faults)
    found, before = _found(kept), kept.supersedes
    ours = seals.facts_of(kept, supersedes=before.number if before else None)
    theirs = verifikasi.sealed(told)
    wrong = [str(label) for name, label in NAMES.items() if canonical.canonical(ours[name]) != _written(theirs[name])]
    content = told["snapshot"]
    same = content is None or canonical.digest(kept.snapshot) == canonical.digest(content)
    if same and not wrong and not faults:
        return Judgement(found.standing, found)
    faults = [gettext("Berbeda dari terbitan kami: %(names)s.") % {"names": ", ".join(wrong)}] * bool(wrong) + faults
    readable = not same and not kept.withdrawn_at and isinstance(content, dict)
    parts = changes.between(kept.snapshot, content) if readable else []
    return Judgement(Brought.CHANGED, found, faults=faults, parts=parts)


def _days(told: dict[str, Any], faults: list[str]) -> Judgement:
    """Daily digests beside those that the board keeps."""
    code, values = told["kabupaten"]["code"], verifikasi.values_of(told)
    kept = DailyDigest.objects.filter(kabupaten=str(code)[:KABUPATEN]).values_list("day", "value")
    ours = {day.isoformat(): value for day, value in kept}
    shared = {day: value for (_code, day), value in values.items() if day in ours}
    if not shared:
        return Judgement(Brought.UNKNOWN, faults=faults)
    torn = [_differs(day) for day, value in sorted(shared.items()) if ours[day] != value]
    return Judgement(Brought.CHANGED if torn or faults else Brought.DAYS, faults=torn + faults)


def _differs(day: str) -> str:
    told = dateformat.format(date.fromisoformat(day), "j F Y")
    return gettext("Sidik hari %(day)s pada berkas ini bukan sidik kami. Salah satunya diubah.") % {"day": told}


def _written(value: Any) -> bytes:
    """A value from outside as canonical JSON; empty for what has none."""
    try:
        return verifikasi.canonical(value)
    except (verifikasi.Unreadable, ValueError):
        return b""


def _kept(village: Any, number: Any) -> Publication | None:
    """The publication of a village by its id and number, whatever these are. At most one query."""
    if type(number) is not int or not 0 < number <= MOST_NUMBER:
        return None
    try:
        key = UUID(village)
    except (ValueError, AttributeError, TypeError):
        return None
    return Publication.objects.select_related("supersedes").filter(village=key, number=number).first()


def _drawn_again(content: bytes, name: str) -> tuple[Publication, str] | None:
    """The document whose saved name a file bears, where it is that document byte for byte."""
    called = DOWNLOADED.fullmatch(name)
    home = places.village_of(called["code"]) if called else None
    kept = queries.numbered(home, int(called["number"])) if called and home else None
    paper = papers.named(kept, called["name"] + called["ending"]) if called and kept else None
    return (kept, paper.name) if kept and paper and papers.content(kept, paper) == content else None


def _found(publication: Publication) -> Found:
    """At most two queries."""
    home = places.villages().get(pk=publication.village_id)
    return Found(places.place_of(home), publication, queries.newer_than(publication))
