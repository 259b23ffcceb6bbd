"""An official paper as a Word file, for those who must edit it."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from villages.board.archives import clean, steady
from villages.board.writing import Facts, Heading, NewSheet, Numbered, Row, Signatures, Table, Text, Writing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROOM_FOR_A_HAND = "\n\n\n\n"
DOTS = "." * 30


def as_docx(writing: Writing) -> bytes:
    """The paper on A4; signatures that were given on a phone stay in the PDF, there is room for the hand instead."""
    made = Document()
    made.core_properties.title, made.core_properties.author = clean(writing.title), clean(writing.author)
    page, short, long = made.sections[0], Mm(210), Mm(297)
    page.orientation = WD_ORIENT.LANDSCAPE if writing.wide else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (long, short) if writing.wide else (short, long)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    page.footer.paragraphs[0].text = clean(writing.foot)
    letters = made.styles["Normal"].font
    letters.name, letters.size = "Arial", Pt(8 if writing.wide else 10.5)
    for block in writing.blocks:
        _ADD[type(block)](made, block)
    out = BytesIO()
    made.save(out)
    return steady(out.getvalue(), at=writing.at)


def _heading(made: Any, block: Heading) -> None:
    heading = made.add_heading(clean(block.text), level=1 if block.middle else 2)
    if block.middle:
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _text(made: Any, block: Text) -> None:
    made.add_paragraph(clean(block.text))


def _numbered(made: Any, block: Numbered) -> None:
    for place, item in enumerate(block.items, start=1):
        made.add_paragraph(f"{place}. {clean(item)}")  # Word's own numbers would run on into the next list


def _facts(made: Any, block: Facts) -> None:
    if block.facts:
        _rows(made, [[name, f": {what}"] for name, what in block.facts])


def _table(made: Any, block: Table) -> None:
    table = _rows(made, [list(block.head), *block.rows])
    table.style = "Table Grid"
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for run in (run for cell in table.rows[0].cells for one in cell.paragraphs for run in one.runs):
        run.bold = True


def _signatures(made: Any, block: Signatures) -> None:
    people = [f"{office}{ROOM_FOR_A_HAND}( {name or DOTS} )" for office, name, _picture in block.people]
    _rows(made, [people[start : start + 3] for start in range(0, len(people), 3)])


def _new_sheet(made: Any, _block: NewSheet) -> None:
    made.add_page_break()


def _rows(made: Any, rows: Sequence[Row]) -> Any:
    columns = max(len(row) for row in rows)
    table = made.add_table(rows=len(rows), cols=columns)
    cells = table._cells  # asked once: the library looks through the whole table at every single look
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            cells[place * columns + column].text = clean(str(value))
    made.add_paragraph()
    return table


_ADD: dict[type, Callable[[Any, Any], None]] = {
    Heading: _heading,
    Text: _text,
    Numbered: _numbered,
    Facts: _facts,
    Table: _table,
    Signatures: _signatures,
    NewSheet: _new_sheet,
}
