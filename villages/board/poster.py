"""The plan on the wall of the village hall: one publication as a poster of four sizes, with a QR code to its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.kernel import money
from backend.kernel.words import told
from villages.board import imprint
from villages.board.queries import contents
from villages.board.sections import Line, Paper, Sheet
from villages.board.typesetting import PDF, pdf_of
from villages.models import Publication

LAYOUT = Path(__file__).parent / "layouts" / "poster.typ"
MOST_LINES = 12
"""Lines of one sheet that people still read in passing."""
LINES_IN_FULL = 10
"""Activities of one sheet: their names take two lines where a sum takes one."""
QUIET_ZONE = 4
QR_SIDE, QR_LEAST = 60, 41
"""Millimetres on A2, and on the smallest sheet, where a printer may shrink 40 a little; read from ten times that."""
A2_WIDTH = 420


@dataclass(frozen=True, slots=True)
class Size:
    """A size of paper in millimetres."""

    name: str
    width: int
    height: int


SIZES = (Size("a1", 594, 841), Size("a2", 420, 594), Size("a3", 297, 420), Size("a4", 210, 297))


def papers(publication: Publication) -> list[Paper]:
    """The posters of a publication, the largest first; none where there is no money to show."""
    if sheet_of(publication) is None:
        return []
    return [
        Paper(
            f"poster-{size.name}.pdf",
            told(gettext_lazy("Poster %(size)s (PDF)"), size=size.name.upper()),
            PDF,
            partial(poster, size=size),
        )
        for size in SIZES
    ]


def poster(publication: Publication, *, size: Size) -> bytes:
    """The poster of a publication that has a sheet; the same bytes each time."""
    sheet = sheet_of(publication)
    if sheet is None:
        raise LookupError(publication.pk)
    marks = imprint.of(publication)
    unit = size.width / A2_WIDTH
    code, whole = qr_code(marks.address)
    words: dict[str, Any] = {
        "title": f"{sheet.heading}, {marks.village}",
        "author": marks.village,
        "width": size.width,
        "height": size.height,
        "unit": unit,
        "qr": max(QR_SIDE * unit, QR_LEAST) * whole,
        "within": marks.within,
        "village": marks.village,
        "heading": sheet.heading,
        "total": money.rupiah(sheet.total),
        "proof": marks.line,
        "scan": _("Pindai untuk melihat semuanya dan bertanya"),
        "address": marks.address,
        "code_label": _("Kode periksa"),
        "code": marks.code,
        "sheet": _("Lembar"),
        "sheets": list(_sheets(sheet)),
    }
    return pdf_of(LAYOUT, words, at=publication.published_at, pictures={"qr.svg": code})


def sheet_of(publication: Publication) -> Sheet | None:
    """What the sections of a publication put on a poster; the first that has something."""
    return next((section.sheet(content) for section, content in contents(publication) if section.sheet), None)


def qr_code(text: str) -> tuple[bytes, float]:
    """A QR code as SVG, level Q, which survives a quarter of it being dirty; how much wider its quiet zone makes it."""
    out = BytesIO()
    made = segno.make(text, error="q", boost_error=False, micro=False)
    made.save(out, kind="svg", border=QUIET_ZONE)
    side, bare = made.symbol_size(border=QUIET_ZONE)[0], made.symbol_size(border=0)[0]
    return out.getvalue(), side / bare


def _sheets(sheet: Sheet) -> Iterator[list[dict[str, Any]]]:
    """Sums first, then all lines; no sheet holds more than people read."""
    groups = [(title, lines) for title, lines in sheet.groups.items() if lines]
    together = sum(len(lines) for _title, lines in groups) <= MOST_LINES
    for shown in [groups] if together else [[group] for group in groups]:
        yield [_group(title, lines) for title, lines in shown]
    parts = list(_batches(sheet.lines))
    for place, lines in enumerate(parts, start=1):
        several = f" ({place}/{len(parts)})" if len(parts) > 1 else ""
        yield [_group(_("Semua kegiatan") + several, lines)]


def _batches(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """As few sheets as will do, and about as much on each."""
    count = -(-len(lines) // LINES_IN_FULL)
    cuts = [round(place * len(lines) / count) for place in range(count + 1)] if count else []
    return [lines[start:end] for start, end in pairwise(cuts)]


def _group(title: str, lines: Sequence[Line]) -> dict[str, Any]:
    return {
        "title": title,
        "lines": [{"what": one.what, "where": one.where, "amount": money.rupiah(one.amount)} for one in lines],
    }
