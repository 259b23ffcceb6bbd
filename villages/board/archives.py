"""Office files are archives that tell when they were written; ours tell the moment of what they show."""

import re
from datetime import UTC, datetime
from io import BytesIO
from shutil import copyfileobj
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that XML cannot hold; they show nothing anyway."""


def steady(content: bytes, *, at: datetime) -> bytes:
    """The same office file with every date in it set to ``at``, so that the same content is the same bytes."""
    out = BytesIO()
    settle(BytesIO(content), out, at=at)
    return out.getvalue()


def settle(before: IO[bytes], after: IO[bytes], *, at: datetime) -> None:
    """``steady`` from one file into another, piece by piece, for files larger than memory."""
    moment = at.astimezone(UTC)
    written = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    dated = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with ZipFile(before) as old, ZipFile(after, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = ZipInfo(part.filename, dated)
            info.compress_type, info.file_size = ZIP_DEFLATED, part.file_size
            with old.open(part) as source, new.open(info, "w") as target:
                if part.filename == "docProps/core.xml":
                    target.write(_STAMPS.sub(rb"\g<1>" + written + rb"\g<3>", source.read()))
                else:
                    copyfileobj(source, target)


def clean(text: str) -> str:
    """The text without the signs that no office file can hold."""
    return _NO_XML.sub("", text)
