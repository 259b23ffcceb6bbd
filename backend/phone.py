"""Serves the built phone app at ``/app/``; every path without a file is the app itself (it routes by hash)."""

import mimetypes
from pathlib import Path

from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils._os import safe_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sync.packing import IDENTITY, choose

FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"
OF_THE_PAGE = {"require-trusted-types-for": ["'script'"], "trusted-types": ["rembuk"]}
"""Trusted Types: in the app's own page no text becomes code, and one policy alone names its worker."""
PACKED = {"br": ".br", "gzip": ".gz"}
"""What ``mobile/build/packed.ts`` lays beside a file that is worth it."""


@require_safe
def app(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """A file of the build, packed where the browser knows how; hashed assets for ever, the rest asked for each time."""
    root = Path(settings.PHONE_ROOT)
    file = _file(root, path or "index.html")
    if file is None:
        raise Http404(_("Aplikasi HP belum dibuat. Jalankan: make phone"))
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if file.suffix == ".webmanifest":
        kind = "application/manifest+json"
    hashed = file.parent.name == "assets"
    headers = {"Cache-Control": FOREVER if hashed else ASK, "Vary": "Accept-Encoding"}
    if file.name == "sw.js":
        headers["Service-Worker-Allowed"] = "/app/"
    sent, coding = _packed(file, request.headers.get("Accept-Encoding", ""))
    if coding != IDENTITY:
        headers["Content-Encoding"] = coding

    def send(_request: HttpRequest) -> HttpResponseBase:
        return FileResponse(sent.open("rb"), content_type=kind, headers=headers)

    return csp_update(OF_THE_PAGE)(send)(request) if kind == "text/html" else send(request)


def _packed(file: Path, accepts: str) -> tuple[Path, str]:
    """The file to send and its content coding."""
    there = {name: packed for name, end in PACKED.items() if (packed := Path(f"{file}{end}")).is_file()}
    coding = choose(accepts, size=file.stat().st_size, known=there) if there else IDENTITY
    return there.get(coding, file), coding


def _file(root: Path, path: str) -> Path | None:
    try:
        found = Path(safe_join(str(root), path))
    except SuspiciousFileOperation:
        return None
    if found.is_file():
        return found
    index = root / "index.html"
    return index if "." not in path.rsplit("/", 1)[-1] and index.is_file() else None
