"""A folder as a store of the public site: whoever reads a file while it is written anew reads the old one."""

from pathlib import Path
from tempfile import NamedTemporaryFile
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
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, prefix=".", suffix=".part", delete=False) as half:
            try:
                half.writelines(content.chunks())
                half.close()
                Path(half.name).chmod(self.file_permissions_mode or READABLE)
                Path(half.name).replace(place)
            except BaseException:
                Path(half.name).unlink(missing_ok=True)
                raise
        return name
