"""Django answers with the files of the public site, packed as the reader understands: one look at the disk, no query.

Only from a folder on this machine; whoever keeps the site in a bucket puts nginx or a CDN before it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from villages.board.site import store
from villages.models import Village

FRESH = "rembuk.fresh"
"""In ``request.META`` of who writes the files, with the village if it is known: what lies there already is no answer.

No client can send it."""
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".atom": "application/atom+xml; charset=utf-8",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""The smaller first."""
IN_MEMORY = 512
_REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in one form; ``tag`` is that of the unpacked page and tells the form too."""

    content: bytes
    tag: str
    encoding: str


def kept(request: HttpRequest) -> HttpResponse | None:
    """The answer from a file; ``None`` where there is none, or where the address asks something."""
    if not settings.STATIC_BOARDS or request.META.get("QUERY_STRING") or FRESH in request.META:
        return None
    name = store.name_of(request.path_info)
    media_type = TYPES.get(Path(name).suffix)
    if media_type is None:
        return None
    found = _found(name, request.META.get("HTTP_ACCEPT_ENCODING", ""))
    if found is None:
        return None
    answer = HttpResponse(found.content, content_type=media_type, headers={"ETag": f'"{found.tag}"'})
    if found.encoding:
        answer["Content-Encoding"] = found.encoding
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def village_written(request: HttpRequest, code: str) -> Village | None:
    """The village whose files are written, so that not every page asks for it anew. No query."""
    home: Village | None = request.META.get(FRESH)
    return home if home is not None and home.code == code else None


def _found(name: str, accepted: str) -> Kept | None:
    try:
        place = Path(store.store().path(name))
        stamp = _stamp(place)
    except (NotImplementedError, OSError, ValueError, SuspiciousFileOperation):  # any address is asked for here
        return None
    for encoding in _understood(accepted):
        form = place.with_name(place.name + ENCODINGS[encoding])
        try:
            return _read(place, stamp, form, _stamp(form), encoding)
        except OSError:
            continue
    return _read(place, stamp, place, stamp, "")


def _understood(accepted: str) -> Iterator[str]:
    words = [one.strip().lower() for one in accepted.split(",")]
    names = {one.partition(";")[0].strip() for one in words if not _REFUSED.search(one)}
    return (one for one in ENCODINGS if one in names)


def _stamp(place: Path) -> tuple[int, int, int]:
    """Another one for each file that was ever moved to this place."""
    told = place.stat()
    return told.st_mtime_ns, told.st_size, told.st_ino


@lru_cache(maxsize=IN_MEMORY)
def _read(page: Path, _stamp: tuple[int, ...], form: Path, _of_form: tuple[int, ...], encoding: str) -> Kept:
    tag = hashlib.sha256(page.read_bytes()).hexdigest()[:32]
    return Kept(form.read_bytes(), f"{tag}-{encoding}" if encoding else tag, encoding)
