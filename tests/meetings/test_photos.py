"""Photographs as others see them: the corpus of files that phones and strangers may send."""

import hashlib
import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from backend.kernel import clock, ids
from backend.kernel.problems import NotFound
from meetings import photos, tasks
from meetings.models import Photo
from sync.models import Blob
from tests.factories.meetings import put
from villages.models import Region, Village

GPS = 34853
COMMENT = b"telepon Bu Siti 0812-0000-0000"
TAIL = b"<html><script>alert(1)</script></html><?php system('id'); ?>"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """A file store of the test's own."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}


@pytest.fixture
def village(db):
    region = Region.objects.create(code="32.04.05.2001", name="Cangkuang", level="desa", dataset="uji")
    return Village.objects.create(id=ids.uuid7(), region=region)


def picture(width=1600, height=1200):
    """Left half red, right half blue."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    return image


def written(image, kind="JPEG", **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_gps():
    exif = Image.Exif()
    exif[271] = "Kamera HP"
    exif[GPS] = {1: "S", 2: (7.0, 2.0, 1.5), 3: "E", 4: (107.0, 33.0, 1.5)}
    return written(picture(), exif=exif, comment=COMMENT, dpi=(300, 300))


def sent(village, content, media_type="image/jpeg"):
    """The bytes as ``sync.uploads`` leaves them; answers their SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = default_storage.save(f"blobs/{village.pk}/{sha256}", ContentFile(content))
    Blob.objects.create(
        village=village, sha256=sha256, size=len(content), media_type=media_type, name=name, received_at=clock.now()
    )
    return sha256


def huge_png():
    """A PNG that says it is 50,000 x 50,000 and holds next to nothing."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def animated(kind, times=1):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")] * times
    return written(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def zipped():
    """An archive that many programs would find behind a picture."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("index.php", "<?php system('id'); ?>")
    return out.getvalue()


def test_a_copy_holds_the_picture_in_each_size(village):
    sha256 = sent(village, written(picture()))

    sizes = [Image.open(BytesIO(photos.public_photo(village.pk, sha256, width=width))).size for width in photos.WIDTHS]

    assert sizes == [(1280, 960), (640, 480), (320, 240)]


def test_a_small_picture_is_not_blown_up(village):
    sha256 = sent(village, written(picture(200, 100)))

    copy = Image.open(BytesIO(photos.public_photo(village.pk, sha256, width=1280)))

    assert copy.size == (200, 100)


@pytest.mark.parametrize("width", photos.WIDTHS)
def test_place_camera_and_comment_stay_behind(village, width):
    original = with_gps()
    assert COMMENT in original
    assert dict(Image.open(BytesIO(original)).getexif().get_ifd(GPS))
    sha256 = sent(village, original)

    copy = photos.public_photo(village.pk, sha256, width=width)

    opened = Image.open(BytesIO(copy))
    assert COMMENT not in copy
    assert b"Exif" not in copy
    assert b"Kamera" not in copy
    assert dict(opened.getexif()) == {}
    assert set(opened.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


@pytest.mark.parametrize(("tail", "telling"), [(TAIL, b"script"), (TAIL, b"php"), (zipped(), b"PK\x03\x04")])
def test_bytes_behind_the_picture_are_gone(village, tail, telling):
    sha256 = sent(village, written(picture()) + tail)

    copy = photos.public_photo(village.pk, sha256, width=1280)

    assert telling in tail
    assert telling not in copy
    assert copy.endswith(b"\xff\xd9")


@pytest.mark.parametrize(("orientation", "red_is"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_a_photo_stands_upright(village, orientation, red_is):
    exif = Image.Exif()
    exif[274] = orientation
    sha256 = sent(village, written(picture(), exif=exif))

    copy = Image.open(BytesIO(photos.public_photo(village.pk, sha256, width=320)))

    wide, high = copy.size
    spots = {
        "left": (5, high // 2),
        "right": (wide - 5, high // 2),
        "top": (wide // 2, 5),
        "bottom": (wide // 2, high - 5),
    }
    red = [place for place, spot in spots.items() if copy.getpixel(spot)[0] > 200 and copy.getpixel(spot)[2] < 60]
    assert red_is in red
    assert {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[red_is] not in red


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("png with alpha", written(Image.new("RGBA", (40, 40), (255, 0, 0, 128)), "PNG")),
        ("png with a palette", written(picture(40, 40).quantize(4), "PNG")),
        ("png of 16 bit grey", written(Image.new("I;16", (40, 40), 30_000), "PNG")),
        ("grey jpeg", written(picture(40, 40).convert("L"))),
        ("cmyk jpeg", written(picture(40, 40).convert("CMYK"))),
        ("webp", written(picture(40, 40), "WEBP")),
    ],
)
def test_every_honest_photo_is_shown(village, name, content):
    sha256 = sent(village, content)

    copy = Image.open(BytesIO(photos.public_photo(village.pk, sha256, width=320)))

    assert (copy.format, copy.mode, copy.size) == ("JPEG", "RGB", (40, 40))


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("html as .jpg", b"<!doctype html><img src=x onerror=alert(1)>", photos.NoPhotograph),
        ("nothing", b"", photos.NoPhotograph),
        ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', photos.NoPhotograph),
        ("gif", written(picture(20, 20), "GIF"), photos.NoPhotograph),
        ("tiff", written(picture(20, 20), "TIFF"), photos.NoPhotograph),
        ("animated png", animated("PNG"), photos.NoPhotograph),
        ("animated webp", animated("WEBP"), photos.NoPhotograph),
        ("png of 5,001 frames", animated("PNG", 1667), photos.NoPhotograph),
        ("gif of 5,001 frames", animated("GIF", 1667), photos.NoPhotograph),
        ("half a jpeg", written(picture())[: len(written(picture())) // 2], photos.PhotoDamaged),
        ("a jpeg without its last hundred bytes", written(picture())[:-100], photos.PhotoDamaged),
        ("half a png", written(picture(), "PNG")[:-2000], photos.PhotoDamaged),
        ("2.5 gigapixel png", huge_png(), photos.TooManyPixels),
    ],
)
def test_what_is_no_whole_photo_is_refused_and_marked(village, name, content, problem):
    sha256 = sent(village, content)

    with pytest.raises(problem):
        photos.public_photo(village.pk, sha256, width=640)

    assert photos.is_settled(village.pk, sha256)
    with pytest.raises(problem):  # and the mark remembers why
        photos.public_photo(village.pk, sha256, width=640)


def test_a_huge_picture_is_refused_before_a_pixel_is_read(monkeypatch):
    def read(*_):
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", read)

    with pytest.raises(photos.TooManyPixels):
        photos.redrawn(huge_png())


@pytest.mark.parametrize("name", ["webp", "png", "jpeg"])
def test_no_damage_ends_in_anything_but_a_refusal(name):
    whole = written(picture(64, 64), name.upper())

    for at in range(0, len(whole), max(1, len(whole) // 60)):
        broken = whole[:at] + b"\xff\x00\xff" + whole[at + 3 :]
        try:
            photos.redrawn(broken)
        except photos.PhotoUnusable:
            continue


def test_a_photo_of_another_village_is_not_found(village):
    sha256 = sent(village, written(picture()))

    with pytest.raises(NotFound):
        photos.public_photo(ids.uuid7(), sha256, width=320)


@pytest.mark.parametrize("sha256", ["0" * 64, "../../rembuk", "A" * 64])
def test_bytes_that_never_came_are_not_found(village, sha256):
    with pytest.raises(NotFound):
        photos.public_photo(village.pk, sha256, width=320)


def test_another_size_is_not_found(village):
    sha256 = sent(village, written(picture()))

    with pytest.raises(NotFound):
        photos.public_photo(village.pk, sha256, width=5000)


def test_half_a_kept_copy_is_drawn_again(village):
    sha256 = sent(village, written(picture()))
    whole = photos.public_photo(village.pk, sha256, width=320)
    name = f"public/{village.pk}/{sha256}-320.jpg"
    default_storage.delete(name)
    default_storage.save(name, ContentFile(whole[:100]))

    assert photos.public_photo(village.pk, sha256, width=320) == whole


def test_the_sweep_draws_what_has_arrived_once(village):
    good = sent(village, written(picture()))
    sent(village, b"bukan foto")

    first = tasks.sweep_photos()
    second = tasks.sweep_photos()

    assert (first, second) == (2, 0)
    assert default_storage.exists(f"public/{village.pk}/{good}-1280.jpg")


def test_the_sweep_leaves_old_photos_alone(village):
    sent(village, written(picture()))
    Blob.objects.update(received_at=clock.now() - tasks.LOOK_BACK * 2)

    assert tasks.sweep_photos() == 0


def test_of_an_original_no_copies_are_drawn(village):
    small, whole, other = (sent(village, written(picture(width))) for width in (640, 800, 900))
    put(Photo, village, sha256=small, original=whole, size=1, media_type="image/jpeg")
    put(Photo, village, sha256=other, original=other, size=1, media_type="image/jpeg", version=2)

    tasks.sweep_photos()

    drawn = [one for one in (small, whole, other) if default_storage.exists(f"public/{village.pk}/{one}-320.jpg")]
    assert drawn == [small, other]
