"""A folder as a store of the public site: whoever reads a file while it is written anew reads the old one."""

import secrets
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

READABLE = 0o644


class Folder(FileSystemStorage):
    """Files that are written beside their place and moved there when they are whole; the newer takes the place."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Always the name itself."""
        return name

    def _save(self, name: str, content: Any) -> str:
        place = Path(self.path(name))
        half = place.with_name(f".{place.name}.{secrets.token_hex(6)}.part")
        try:
            try:
                self._write(half, content)
            except FileNotFoundError:  # the first of its folder
                place.parent.mkdir(parents=True, exist_ok=True)
                self._write(half, content)
            half.replace(place)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
        return name

    def _write(self, half: Path, content: Any) -> None:
        with half.open("xb", buffering=0) as file:
            half.chmod(self.file_permissions_mode or READABLE)
            for chunk in content.chunks():
                file.write(chunk)
