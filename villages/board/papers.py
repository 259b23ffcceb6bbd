"""The documents of a publication: which there are, and each made once and kept.

A document is made of its publication alone, so what is kept never grows old: the files lie in the file store under the
digest of the content and of everything that draws it. Whoever finds none there makes it.
"""

from datetime import datetime
from itertools import islice
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation

from villages.board import drawing, poster
from villages.board.dossier import LANGUAGE
from villages.board.queries import contents
from villages.board.seals import fingerprint
from villages.board.sections import Paper
from villages.models import GivenOut, Publication

DRAWN_WITH = ("typst", "font-lato", "segno", "openpyxl", "python-docx")
SUFFIXES = (".py", ".typ")


def of(publication: Publication) -> list[Paper]:
    """The public documents of a publication, posters first; none where it was withdrawn. No query."""
    if publication.withdrawn_at:
        return []
    of_sections = (paper for section, _content in contents(publication) for paper in section.papers)
    return [*poster.papers(publication), *(paper for paper in of_sections if paper.offered(publication))]


def named(publication: Publication, name: str) -> Paper | None:
    """The document of this name. No query."""
    return next((paper for paper in of(publication) if paper.name == name), None)


def content(publication: Publication, paper: Paper) -> bytes:
    """The bytes of a document, made now if they are not kept yet."""
    place = _place(publication, paper)
    if default_storage.exists(place):
        with default_storage.open(place) as kept:
            return _noted(publication, paper, bytes(kept.read()))
    with translation.override(LANGUAGE):
        made = paper.make(publication)
    default_storage.save(place, ContentFile(made))
    return _noted(publication, paper, made)


def given_out(content: bytes) -> list[GivenOut]:
    """Of which publications this very file is a document. One query."""
    found = GivenOut.objects.filter(sha256=fingerprint(content))
    return list(found.select_related("publication").order_by("-publication__number"))


def _noted(publication: Publication, paper: Paper, content: bytes) -> bytes:
    """Remembers whose file this is, for whoever brings it back to be checked."""
    GivenOut.objects.get_or_create(sha256=fingerprint(content), publication=publication, name=paper.name)
    return content


def make_all(publication: Publication) -> int:
    """Makes what is not kept yet; answers how many documents that were."""
    absent = [paper for paper in of(publication) if not is_kept(publication, paper)]
    for paper in absent:
        content(publication, paper)
    return len(absent)


def incomplete(*, since: datetime, most: int) -> list[UUID]:
    """Publications since a moment that lack a document, the oldest first. One query, and a look into the store."""
    recent = Publication.objects.filter(withdrawn_at__isnull=True, published_at__gte=since).order_by("published_at")
    lacking = (one.pk for one in recent.iterator() if any(not is_kept(one, paper) for paper in of(one)))
    return list(islice(lacking, most))


def is_kept(publication: Publication, paper: Paper) -> bool:
    """Whether a document is made already. No query, one look into the store."""
    return default_storage.exists(_place(publication, paper))


def _place(publication: Publication, paper: Paper) -> str:
    """Number and moment are printed too, so the digest of the content alone is not enough."""
    drawn = drawing.fingerprint(SUFFIXES, DRAWN_WITH)
    return f"documents/{publication.village_id}/{publication.pk}/{publication.digest[:16]}-{drawn}/{paper.name}"
