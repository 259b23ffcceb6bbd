"""Serves the built phone app at ``/app/``; every path without a file is the app itself (it routes by hash)."""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"


@require_safe
def app(_request: HttpRequest, path: str = "") -> HttpResponse | FileResponse:
    """A file of the build; hashed assets for ever, the rest asked for again each time."""
    root = Path(settings.PHONE_ROOT)
    file = _file(root, path or "index.html")
    if file is None:
        raise Http404(_("Aplikasi HP belum dibuat. Jalankan: make phone"))
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if file.suffix == ".webmanifest":
        kind = "application/manifest+json"
    hashed = file.parent.name == "assets"
    headers = {"Cache-Control": FOREVER if hashed else ASK}
    if file.name == "sw.js":
        headers["Service-Worker-Allowed"] = "/app/"
    return FileResponse(file.open("rb"), content_type=kind, headers=headers)


def _file(root: Path, path: str) -> Path | None:
    try:
        found = Path(safe_join(str(root), path))
    except SuspiciousFileOperation:
        return None
    if found.is_file():
        return found
    index = root / "index.html"
    return index if "." not in path.rsplit("/", 1)[-1] and index.is_file() else None
