"""Official papers that name people: drawn for each officer who asks, kept nowhere (``desk_page`` forbids it)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from meetings import books, documents, queries
from meetings.pages.finding import meeting_with
from meetings.review import SUBJECT
from sync.desk import desk_page
from villages.access import village_for
from villages.board.dossier import LANGUAGE
from villages.board.spreadsheet import XLSX, as_xlsx
from villages.board.typesetting import PDF
from villages.board.word import DOCX, as_docx
from villages.board.writing import Writing, as_pdf
from villages.models import Publication
from villages.terms import Right


@require_safe
@desk_page
def record(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID, form: str) -> HttpResponse:
    """The official record with the attendance list, of what the board shows of the meeting."""
    row = meeting_with(actor, village, meeting, Right.READ)
    shown = Publication.objects.filter(village=village, subject_kind=SUBJECT, subject_key=meeting, current=True)
    publication = shown.filter(withdrawn_at__isnull=True).first()
    if publication is None:
        raise NotFound
    file = queries.file_of(row.village_id, row.id)
    people = documents.People(file.attendance, file.signatures)
    with translation.override(LANGUAGE):
        paper = documents.record_of(publication, people)
        return _answer(paper, form, name=f"berita-acara-{publication.number}")


@require_safe
@desk_page
def book(request: HttpRequest, actor: Actor, *, village: UUID, year: int, name: str, form: str) -> HttpResponse:
    """One of the BPD's books of a year."""
    found = books.NAMED.get(name)
    drawn = books.year_of(village_for(actor, village, Right.READ), year)
    if found is None or not drawn.publications:
        raise NotFound
    with translation.override(LANGUAGE):
        paper = books.writing_of(found, drawn)
        if form == "xlsx":
            table = as_xlsx(books.table_of(found, drawn), name=found.label, at=paper.at)
            return _file(table, XLSX, f"{name}-{year}.xlsx")
        return _answer(paper, form, name=f"{name}-{year}")


def _answer(paper: Writing, form: str, *, name: str) -> HttpResponse:
    if form == "pdf":
        return _file(as_pdf(paper), PDF, f"{name}.pdf")
    if form == "docx":
        return _file(as_docx(paper), DOCX, f"{name}.docx")
    raise NotFound


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
