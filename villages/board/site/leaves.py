"""Which pages of a village are kept as files, and what each depends on.

Not kept: what depends on the day or on records that nobody published yet (coming meetings), on other villages
(comparison), on a question in the address (search, a day's board), and the forms.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from backend.kernel import canonical
from villages.board import drawing, papers, places, proofs, queries, sections
from villages.board.places import Place
from villages.board.sections import Leaf
from villages.models import DailyDigest, LocalTerms, Publication, Village
from villages.rules import KABUPATEN

SUFFIXES = (".py", ".html", ".css")
DRAWN_WITH = ("django",)
KEY = 16
"""Letters of a digest that are kept."""


def drawn_with() -> str:
    """What draws the pages now."""
    return drawing.fingerprint(SUFFIXES, DRAWN_WITH)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A page, and the digest of all that its bytes depend on."""

    key: str
    same_as: str


def of(home: Village) -> dict[str, Keyed]:
    """Every page of a village that may lie there as a file, by its address.

    ``home`` is one of ``places.villages()``. Three queries, those of sections, and looks into the store of documents.
    """
    place = places.place_of(home)
    published = queries.ever_of(home)
    shared = canonical.digest([drawn_with(), place.snapshot(), _words(place.terms), home.complaint_contact])
    own = _own(place, published) if published else iter(())
    further = (leaf for section in sections.every() for leaf in section.leaves(place, published))
    leaves = [*own, *(further if published else ())]
    return {one.address: Keyed(canonical.digest([shared, one.of])[:KEY], one.same_as) for one in leaves}


def state(publication: Publication) -> list[Any]:
    """What can change of a publication, after what cannot."""
    withdrawn = publication.withdrawn_at
    return [publication.number, publication.digest, publication.current, withdrawn and withdrawn.isoformat()]


def _own(place: Place, published: list[Publication]) -> Iterator[Leaf]:
    everything = [state(one) for one in published]
    kabupaten = place.code[:KABUPATEN]
    sealed, first = proofs.newest_of(kabupaten), DailyDigest.first_day_of(kabupaten)
    for name in ("news", "documents"):
        yield Leaf(reverse(f"board:{name}", args=[place.code]), everything)
    yield Leaf(reverse("board:village", args=[place.code]), [everything, sealed and sealed.value])
    # A correction tells what it changed in what was published before, and that may be withdrawn.
    of_subject: dict[UUID, list[Any]] = defaultdict(list)
    for one in published:
        of_subject[one.subject_key].append(state(one))
    for one in published:
        proven = min(sealed.day, proofs.settled_on(one, first)).isoformat() if sealed and first else ""
        known = [of_subject[one.subject_key], proven]
        yield from _of_publication(place, one, known)
        if one.current:
            shown = reverse("board:publication", args=[place.code, one.number])
            yield Leaf(reverse("board:subject", args=[place.code, one.subject_key]), known, same_as=shown)
            yield from _photographs(place, one)


def _of_publication(place: Place, one: Publication, known: list[Any]) -> Iterator[Leaf]:
    address = [place.code, one.number]
    yield Leaf(reverse("board:publication", args=address), known)
    yield Leaf(reverse("board:snapshot", args=address), known)
    if one.withdrawn_at is None:
        yield Leaf(reverse("board:script", args=address), known)
        for paper in papers.of(one):
            if papers.is_kept(one, paper):
                yield Leaf(reverse("board:document", args=[*address, paper.name]), one.digest)


def _photographs(place: Place, one: Publication) -> Iterator[Leaf]:
    if one.withdrawn_at is None:
        for section, content in queries.contents(one):
            for sha256 in sorted(section.pictures.shown(content)) if section.pictures else ():
                yield Leaf(reverse("board:photo", kwargs={"code": place.code, "sha256": sha256}), sha256)


def _words(terms: LocalTerms) -> list[str]:
    return [terms.village, terms.village_head, terms.hamlet, terms.kecamatan, terms.kecamatan_head, terms.council]
