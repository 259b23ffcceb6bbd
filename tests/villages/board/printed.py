"""Reading a PDF as a test: sheets, letters with their height, fonts, tags."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

POINT = 25.4 / 72
"""Millimetres of one point."""
CAPITAL = 1433 / 2000
"""How high a capital or a figure of Lato is, of its size (OS/2 sCapHeight)."""


@dataclass
class Run:
    """Letters set in one go, and how high their capitals are in millimetres."""

    text: str
    height: float


class Printed:
    """One PDF."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = PdfReader(BytesIO(content))

    @property
    def sizes(self) -> set[tuple[int, int]]:
        """Width and height of the sheets in millimetres."""
        boxes = [page.mediabox for page in self.pdf.pages]
        return {(round(float(box.width) * POINT), round(float(box.height) * POINT)) for box in boxes}

    @property
    def text(self) -> str:
        """All that is written, one line a sheet."""
        return "\n".join(" ".join(page.extract_text().split()) for page in self.pdf.pages)

    def runs(self, sheet: int = 0) -> list[Run]:
        """The letters of a sheet with their height."""
        found: list[Run] = []

        def keep(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
            if text.strip():
                scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0])
                found.append(Run(text.strip(), size * scale * POINT * CAPITAL))

        self.pdf.pages[sheet].extract_text(visitor_text=keep)
        return found

    @property
    def fonts(self) -> list[tuple[str, bool]]:
        """Every font, and whether its letters are in the file."""
        found = []
        for page in self.pdf.pages:
            resources: Any = page["/Resources"]
            for one in resources.get("/Font", {}).values():
                font = one.get_object()
                below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
                described = below["/FontDescriptor"].get_object()
                inside = any(name in described for name in ("/FontFile", "/FontFile2", "/FontFile3"))
                found.append((str(font["/BaseFont"]), inside))
        return found

    @property
    def tagged(self) -> bool:
        """Whether screen readers find headings, paragraphs and the language."""
        root: Any = self.pdf.trailer["/Root"]
        return bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root and str(root["/Lang"]).startswith("id")
