"""Layouts into PDF: the same layout, words and moment give the same bytes, with fonts embedded and tags for readers.

Words reach a layout only as JSON beside it (``words.json``), never as part of its text: what a villager wrote is shown,
whatever it looks like to typst.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
import typst

PDF = "application/pdf"
FRAME = Path(__file__).parent / "layouts" / "frame.typ"
"""What all layouts share; they import it as ``frame.typ``."""


def pdf_of(
    layout: Path, words: Mapping[str, Any], *, at: datetime, pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """The layout with its ``words``, dated ``at``, as a tagged PDF. ``pictures`` lie beside the layout by name.

    It is PDF/UA-1. Where that cannot be (a sign that no font of ours has, such as a smiley) it is tagged all the same.
    """
    beside: Any = {  # typst takes files in memory, which its types do not say yet
        "main.typ": layout.read_bytes(),
        FRAME.name: FRAME.read_bytes(),
        "words.json": orjson.dumps(words),
        **(pictures or {}),
    }
    moment = int(at.timestamp())
    try:
        return _drawn(beside, timestamp=moment, pdf_standards="ua-1")
    except typst.TypstError:
        return _drawn(beside, timestamp=moment)


def _drawn(beside: Any, **how: Any) -> bytes:
    return bytes(typst.compile(beside, font_paths=_fonts(), format="pdf", **how))


@cache
def _fonts() -> typst.Fonts:
    """Lato and what typst brings; never the machine's own, or another machine would set other bytes."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(files("font_lato") / "files")])
