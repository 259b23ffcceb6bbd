"""The file that carries a phone's unsent work by hand, format 1, read and checked as a whole (``docs/sneakernet.md``).

Nothing is believed before the last byte was seen: a file that was cut or changed anywhere is ``Broken``.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, BinaryIO, ClassVar, Literal

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from backend.kernel.problems import Problem
from sync.body import MOST_BYTES
from sync.schemas import PlainUuid

MAGIC = b"rembuk-kiriman "
VERSION = 1
LONGEST_LINE = 2048
MOST_PARTS = 10_000
LARGEST = 256 * 1024 * 1024
PIECE = 1024 * 1024

Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Size = Annotated[int, Field(strict=True, gt=0)]


class Broken(Problem):
    code: ClassVar[str] = "bundle_broken"
    status = 422
    title = _("Berkas ini rusak atau terpotong; tidak ada isinya yang diterima. Simpan ulang dari HP, lalu coba lagi.")


class TooNew(Problem):
    code: ClassVar[str] = "bundle_version"
    status = 422
    title = _(
        "Berkas ini dibuat oleh aplikasi yang lebih baru daripada server. Minta administrator memperbarui server."
    )


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Head(_Shape):
    """The phone that wrote the file, and its person."""

    device: PlainUuid
    user: PlainUuid
    made_at: AwareDatetime


class ExchangePart(_Shape):
    """A request as the phone would have sent it, compressed or not."""

    part: Literal["exchange"]
    size: Annotated[int, Field(strict=True, gt=0, le=MOST_BYTES)]
    encoding: Literal["gzip"] | None = None


class FilePart(_Shape):
    """The bytes of a photograph."""

    part: Literal["file"]
    size: Size
    sha256: Hex
    media_type: Annotated[str, Field(max_length=40)]
    village: PlainUuid


class End(_Shape):
    """The last line: the checksum of all before it, and the phone's signature over the checksum."""

    part: Literal["end"]
    parts: Annotated[int, Field(strict=True, ge=0)]
    sha256: Hex
    hmac: Hex


_PART: TypeAdapter[ExchangePart | FilePart | End] = TypeAdapter(
    Annotated[ExchangePart | FilePart | End, Field(discriminator="part")]
)


@dataclass(slots=True)
class BundleFile:
    """A whole file: its head, its end, and where in it the bytes of each part lie."""

    file: BinaryIO
    head: Head
    end: End
    exchanges: list[tuple[int, ExchangePart]] = field(default_factory=list)
    files: list[tuple[int, FilePart]] = field(default_factory=list)

    def bytes_at(self, place: int, size: int) -> bytes:
        """The bytes of a part."""
        self.file.seek(place)
        return self.file.read(size)


def read(file: BinaryIO) -> BundleFile:
    """The file with every size and checksum checked; raises ``Broken`` or ``TooNew``. Keeps no part in memory."""
    sums = hashlib.sha256()
    _check_version(_line(file, sums))
    head = _shaped(Head.model_validate_json, _line(file, sums))
    exchanges: list[tuple[int, ExchangePart]] = []
    files: list[tuple[int, FilePart]] = []
    for _number in range(MOST_PARTS + 1):
        before = sums.hexdigest()
        part = _shaped(_PART.validate_json, _line(file, sums))
        if isinstance(part, End):
            if (before, len(exchanges) + len(files)) != (part.sha256, part.parts) or file.read(1):
                raise Broken(where="end")
            return BundleFile(file, head, part, exchanges, files)
        place = file.tell()
        found = _pass_over(file, part.size, sums)
        if isinstance(part, ExchangePart):
            exchanges.append((place, part))
        elif found == part.sha256 and part.size <= settings.UPLOAD_LIMIT:
            files.append((place, part))
        else:
            raise Broken(where=f"file {part.sha256}")
    raise Broken(where="parts")


def _check_version(line: bytes) -> None:
    if not line.startswith(MAGIC) or not line.removeprefix(MAGIC).strip().isdigit():
        raise Broken(where="first line")
    if int(line.removeprefix(MAGIC)) != VERSION:
        raise TooNew(versions=[VERSION])


def _line(file: BinaryIO, sums: Any) -> bytes:
    line = file.readline(LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise Broken(where="line")
    sums.update(line)
    return line


def _pass_over(file: BinaryIO, size: int, sums: Any) -> str:
    """Reads the bytes of a part and the line end behind them; answers their SHA-256."""
    own = hashlib.sha256()
    left = size
    while left:
        piece = file.read(min(left, PIECE))
        if not piece:
            raise Broken(where="part")
        own.update(piece)
        sums.update(piece)
        left -= len(piece)
    if file.read(1) != b"\n":
        raise Broken(where="part")
    sums.update(b"\n")
    return own.hexdigest()


def _shaped(read_shape: Callable[[bytes], Any], line: bytes) -> Any:
    try:
        return read_shape(line)
    except ValidationError:
        raise Broken(where="line") from None
