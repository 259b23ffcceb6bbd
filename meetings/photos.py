"""Verbs: a photograph as others may see it, re-drawn from its pixels and nothing else.

Nothing of the file that a phone sent reaches a viewer: no GPS, no comment, no bytes behind the picture. The copies lie
in the file store as ``public/<village>/<sha256>-<width>.jpg``; a file that is no whole photograph leaves a ``.broken``
mark there instead, so that it is not tried again.
"""

import re
import struct
import zlib
from io import BytesIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from PIL import Image

from backend.kernel.problems import NotFound, Problem
from meetings.models import Photo
from sync.models import Blob

WIDTHS = (1280, 640, 320)
"""The longest side of each copy in pixels, the largest first."""
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
QUALITY = 80
END_OF_JPEG = b"\xff\xd9"
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation (tag 274) -> what makes the picture upright."""
_ORIENTATION = 274
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, struct.error, zlib.error)
"""What Pillow raises on bytes that are not what they say."""

Image.MAX_IMAGE_PIXELS = None  # ``MOST_PIXELS`` is checked here, before any pixel is read


class PhotoUnusable(Problem):
    """A file that is no photograph that can be shown; the record that names it is unaffected."""

    code = "photo_unusable"
    status = 422
    title = _("Foto ini tidak dapat dibuka. Minta pendamping mengirim ulang fotonya.")


class NoPhotograph(PhotoUnusable):
    code = "no_photograph"
    status = 415
    title = _("Berkas ini bukan foto JPEG, PNG, atau WebP. Minta pendamping mengirim foto yang benar.")


class TooManyPixels(PhotoUnusable):
    code = "too_many_pixels"
    title = _("Foto ini terlalu besar (lebih dari 40 megapiksel). Minta pendamping mengirim foto yang lebih kecil.")


class PhotoDamaged(PhotoUnusable):
    code = "photo_damaged"
    title = _("Foto ini tidak utuh. Minta pendamping mengirim ulang fotonya.")


_BY_CODE: dict[str, type[PhotoUnusable]] = {one.code: one for one in (NoPhotograph, TooManyPixels, PhotoDamaged)}


def public_photo(village_id: UUID, sha256: str, *, width: int) -> bytes:
    """The JPEG of one of the ``WIDTHS`` of a photograph that the village has sent.

    Made at the first call; ``NotFound`` while the bytes are not here, ``PhotoUnusable`` where they are no photograph.
    """
    if width not in WIDTHS or not _SHA256.fullmatch(sha256):
        raise NotFound
    name = _name(village_id, sha256, width)
    if default_storage.exists(name):
        kept = _read(name)
        if kept.endswith(END_OF_JPEG):  # a crash while it was written may have left half of it
            return kept
        default_storage.delete(name)
    return make_sizes(village_id, sha256)[width]


def original(village_id: UUID, sha256: str) -> tuple[str, bytes]:
    """Media type and bytes of the camera's own file of a photograph, for officers alone: it may tell the place.

    ``NotFound`` where no such photograph has one, or it has not come.
    """
    named = Photo.objects.filter(village=village_id, sha256=sha256, deleted_at__isnull=True).exclude(original="")
    blob = Blob.objects.filter(village=village_id, sha256__in=named.values("original")).first()
    if blob is None:
        raise NotFound(sha256=sha256)
    return blob.media_type, _read(blob.name)


def is_only_original(village_id: UUID, sha256: str) -> bool:
    """Whether a file is known as a camera's own and as nothing else: of such no copies are drawn. One query."""
    named = Photo.objects.filter(Q(sha256=sha256) | Q(original=sha256), village=village_id)
    known = set(named.values_list("sha256", flat=True))
    return bool(known) and sha256 not in known


def purposes_of(village_id: UUID, sha256: str) -> set[str]:
    """What a village uses a photograph for, so far as is known. One query."""
    named = Photo.objects.filter(village=village_id, sha256=sha256, deleted_at__isnull=True)
    return set(named.values_list("purpose", flat=True))


def make_sizes(village_id: UUID, sha256: str) -> dict[int, bytes]:
    """Draws and keeps all copies of a photograph; what is there already stays as it is."""
    blob = Blob.objects.filter(village=village_id, sha256=sha256).first()
    if blob is None:
        raise NotFound(sha256=sha256)
    mark = _mark(village_id, sha256)
    if default_storage.exists(mark):
        raise _BY_CODE.get(_read(mark).decode("ascii"), PhotoUnusable)(sha256=sha256)
    try:
        copies = redrawn(_read(blob.name))
    except PhotoUnusable as found:
        _keep(mark, found.code.encode("ascii"))
        raise
    for width, content in copies.items():
        _keep(_name(village_id, sha256, width), content)
    return copies


def is_settled(village_id: UUID, sha256: str) -> bool:
    """Whether the copies of a photograph are made, or it is known that they cannot be."""
    smallest = _name(village_id, sha256, WIDTHS[-1])
    return default_storage.exists(smallest) or default_storage.exists(_mark(village_id, sha256))


def redrawn(original: bytes) -> dict[int, bytes]:
    """New JPEGs in all ``WIDTHS``, drawn from the pixels of ``original``; ``PhotoUnusable`` where there are none."""
    picture = _pixels(original)
    copies = {}
    for width in WIDTHS:
        picture.thumbnail((width, width), Image.Resampling.LANCZOS)
        out = BytesIO()
        picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        copies[width] = out.getvalue()
    return copies


def _pixels(original: bytes) -> Image.Image:
    """The upright picture on white, without anything that the file said beside it."""
    try:
        opened = Image.open(BytesIO(original), formats=FORMATS)
    except _UNREADABLE:
        raise NoPhotograph from None
    with opened as image:
        if opened.format != "MPO" and getattr(image, "n_frames", 1) > 1:
            raise NoPhotograph(frames="many")
        if image.width * image.height > MOST_PIXELS:
            raise TooManyPixels(width=image.width, height=image.height)
        try:
            turn = UPRIGHT.get(_orientation(image))
            image.draft("RGB", (WIDTHS[0] * 2, WIDTHS[0] * 2))  # a JPEG is read at a fraction of its size
            image.load()  # to the last byte; ``verify()`` would pass half a JPEG
            flat = _on_white(image)
        except _UNREADABLE:
            raise PhotoDamaged from None
    flat.thumbnail((WIDTHS[0], WIDTHS[0]), Image.Resampling.LANCZOS)
    return flat if turn is None else flat.transpose(turn)


def _orientation(image: Image.Image) -> int:
    """EXIF orientation; 1 where the EXIF block cannot be read, since the picture still can."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _UNREADABLE:
        return 1


def _on_white(image: Image.Image) -> Image.Image:
    flat = Image.new("RGB", image.size, "white")  # a new picture: its ``info`` holds no comment, EXIF or profile
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        flat.paste(seen, mask=seen.getchannel("A"))
    else:
        flat.paste(image.convert("RGB"))
    return flat


def _name(village_id: UUID, sha256: str, width: int) -> str:
    return f"public/{village_id}/{sha256}-{width}.jpg"


def _mark(village_id: UUID, sha256: str) -> str:
    return f"public/{village_id}/{sha256}.broken"


def _read(name: str) -> bytes:
    with default_storage.open(name, "rb") as file:
        return bytes(file.read())


def _keep(name: str, content: bytes) -> None:
    """Keeps a file once: where another process was faster, its equal copy stays."""
    if default_storage.exists(name):
        return
    kept = default_storage.save(name, ContentFile(content))
    if kept != name:
        default_storage.delete(kept)
