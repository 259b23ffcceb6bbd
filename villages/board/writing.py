"""Official papers as a list of blocks, set as PDF or as a Word file: one text, however it leaves.

Official papers are written in Bahasa Indonesia by the regulations' own words, so these words pass no catalogue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from villages.board.typesetting import pdf_of

LAYOUT = Path(__file__).parent / "layouts" / "writing.typ"
Cell = str | int | float
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; the first of a paper is its name, in the middle of the line."""

    text: str
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line breaks stay."""

    text: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered list."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, one a line."""

    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that each sheet repeats. ``widths`` are shares of the line; ``right``: columns of figures.

    ``pictures``: in a cell of the last column of a row, the name of a picture.
    """

    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Row]
    right: Sequence[int] = ()
    pictures: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs: office, name, and the name of a picture where the person signed on a phone; else room for the hand."""

    people: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class NewSheet:
    """What follows begins on a sheet of its own."""


Block = Heading | Text | Numbered | Facts | Table | Signatures | NewSheet


@dataclass(frozen=True, slots=True)
class Writing:
    """A paper: its name, who issues it, what stands at the foot of every sheet, and its blocks.

    ``at``: the moment that the file is dated with. ``pictures``: SVG by name.
    """

    title: str
    author: str
    foot: str
    at: datetime
    blocks: Sequence[Block]
    wide: bool = False
    pictures: Mapping[str, str] = field(default_factory=dict)


def as_pdf(writing: Writing) -> bytes:
    """The paper on A4; the same bytes for the same paper."""
    words = {
        "title": writing.title,
        "author": writing.author,
        "foot": writing.foot,
        "wide": writing.wide,
        "blocks": [_told(one) for one in writing.blocks],
    }
    pictures = {name: svg.encode() for name, svg in writing.pictures.items()}
    return pdf_of(LAYOUT, words, at=writing.at, pictures=pictures)


def _told(block: Block) -> dict[str, object]:
    told: dict[str, object] = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, Table):
        told["rows"] = [[str(cell) for cell in row] for row in block.rows]
        told["pictures"] = {str(row): name for row, name in block.pictures.items()}
    return told
