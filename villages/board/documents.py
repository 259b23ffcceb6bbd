"""The public documents of a publication over HTTP, and the page that is read over the loudspeaker."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from villages.board import imprint, papers, queries, spoken
from villages.board.answers import HOUR, missing, of_village, page, public
from villages.board.dossier import LANGUAGE
from villages.models import Village

DAY = 24 * HOUR
"""A document never changes; only a withdrawal ends it, and reaches every cache within a day."""


@public(seconds=DAY)
@of_village
def document(request: HttpRequest, home: Village, number: int, name: str) -> HttpResponse:
    """A poster or table of a publication, as a file named after village and number."""
    found = queries.numbered(home, number)
    if found is None:
        return missing(_("Terbitan dengan nomor ini tidak ada."))
    paper = papers.named(found, name)
    if paper is None:
        return missing(_("Dokumen ini tidak ada pada terbitan ini."))
    return HttpResponse(
        papers.content(found, paper),
        content_type=paper.media_type,
        headers={"Content-Disposition": f'attachment; filename="{home.code}-{number}-{name}"'},
    )


@public(seconds=DAY)
@of_village
def script(request: HttpRequest, home: Village, number: int) -> HttpResponse:
    """What is read aloud of a publication, numbers in words."""
    found = queries.numbered(home, number)
    if found is None:
        return missing(_("Terbitan dengan nomor ini tidak ada."))
    if found.withdrawn_at:
        return missing(_("Terbitan ini ditarik kembali."))
    with translation.override(LANGUAGE):
        marks, sentences = imprint.of(found), spoken.script(found)
    return page("board/script.html", {"publication": found, "marks": marks, "code": home.code, "sentences": sentences})
