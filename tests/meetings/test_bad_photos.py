"""Files that no honest phone sends as a photograph, made here: each is refused as what it is, or shown as pixels alone.

Goals S7. What cameras write is taken out by a second opinion too: the segments of the copies, read without Pillow.
"""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image, PngImagePlugin

from meetings import photos
from tests.meetings.test_photos import TAIL, animated, huge_png, picture, with_gps, written, zipped

SECRET = b"Kanarirahasia"
WORD = SECRET.decode()


def png(*chunks):
    """A PNG of these chunks, whatever sense they make."""
    body = b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body + b"\0\0\0\0IEND\xaeB`\x82"


def header(width, height, depth=8, colour=2):
    return b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)


def segment(marker, content):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg_with(*segments):
    """A whole JPEG with segments put behind its first two bytes."""
    whole = written(picture(64, 48))
    return whole[:2] + b"".join(segments) + whole[2:]


def jpeg_of(width, height):
    """A JPEG whose frame says that it is as large as that."""
    whole = bytearray(written(picture(64, 48)))
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(whole)


def webp_of(width, height):
    """A WebP whose head says that it is as large as that."""
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size + b"VP8 " + struct.pack("<I", 0)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def archive(*names):
    out = BytesIO()
    with ZipFile(out, "w") as opened:
        for name in names:
            opened.writestr(name, "x")
    return out.getvalue()


WHOLE = written(picture(400, 300))
NOT = photos.NoPhotograph
TORN = photos.PhotoDamaged
LARGE = photos.TooManyPixels
BAD = {
    # Something else under a photograph's name
    "nothing": (b"", NOT),
    "one byte": (b"\xff", NOT),
    "html": (b"<!doctype html><img src=x onerror=alert(1)>", NOT),
    "html behind blanks": (b" \n\t<script>alert(1)</script>", NOT),
    "svg with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', NOT),
    "xml with an entity": (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        NOT,
    ),
    "php": (b"<?php system('id'); ?>", NOT),
    "shell": (b"#!/bin/sh\nid\n", NOT),
    "elf": (b"\x7fELF\x02\x01\x01" + bytes(60), NOT),
    "windows program": (b"MZ" + bytes(60), NOT),
    "pdf": (b"%PDF-1.7\n1 0 obj\n<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\nendobj\n", NOT),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n", NOT),
    "zip": (zipped(), NOT),
    "apk": (archive("AndroidManifest.xml", "classes.dex"), NOT),
    "docx": (archive("[Content_Types].xml", "word/document.xml"), NOT),
    "gzip": (b"\x1f\x8b\x08" + bytes(20), NOT),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), NOT),
    "avif": (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(40), NOT),
    "mp4": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(40), NOT),
    "json": (b'{"photo": true}', NOT),
    # Pictures that are none of ours
    "gif": (written(picture(20, 20), "GIF"), NOT),
    "animated gif": (animated("GIF"), NOT),
    "gif of 5,001 frames": (animated("GIF", 1667), NOT),
    "bmp": (written(picture(20, 20), "BMP"), NOT),
    "tiff": (written(picture(20, 20), "TIFF"), NOT),
    "ico": (written(picture(32, 32), "ICO"), NOT),
    "tga": (written(picture(20, 20), "TGA"), NOT),
    "ppm": (written(picture(20, 20), "PPM"), NOT),
    "jpeg 2000": (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(60), NOT),
    "photoshop": (b"8BPS\0\x01" + bytes(60), NOT),
    "animated png": (animated("PNG"), NOT),
    "png of 5,001 frames": (animated("PNG", 1667), NOT),
    "animated webp": (animated("WEBP"), NOT),
    # Bombs
    "png of 2.5 gigapixels": (huge_png(), LARGE),
    "png one line over the most": (png(header(40_000, 1001), (b"IDAT", zlib.compress(b""))), LARGE),
    "png of the largest sides": (png(header(2**31 - 1, 2**31 - 1), (b"IDAT", b"")), LARGE),
    "jpeg of 65,000 squared": (jpeg_of(65_000, 65_000), LARGE),
    "webp that says 16,000 squared": (webp_of(16_000, 16_000), NOT),
    "png with a text of 60 MB": (
        png(
            header(9, 9),
            (b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000))),
            (b"IDAT", zlib.compress(bytes(9 * 28))),
        ),
        None,
    ),
    "png with a profile of 60 MB": (
        png(
            header(9, 9),
            (b"iCCP", b"a\0\0" + zlib.compress(bytes(60_000_000))),
            (b"IDAT", zlib.compress(bytes(9 * 28))),
        ),
        None,
    ),
    "png whose pixels unpack to 60 MB": (png(header(9, 9), (b"IDAT", zlib.compress(bytes(60_000_000)))), None),
    # Torn and crooked
    "png of no width": (png(header(0, 9), (b"IDAT", zlib.compress(b"\0"))), None),
    "png without pixels": (png(header(9, 9)), TORN),
    "png with a wrong checksum": (png(header(9, 9))[:29] + b"\0\0\0\0" + png(header(9, 9))[33:], NOT),
    "png of a kind that is none": (png(header(9, 9, 3, 5), (b"IDAT", b"")), NOT),
    "half a jpeg": (WHOLE[: len(WHOLE) // 2], TORN),
    "a jpeg without its last hundred bytes": (WHOLE[:-100], TORN),
    "the head of a jpeg": (WHOLE[:20], NOT),
    "a jpeg of zeros behind its head": (WHOLE[:300] + bytes(3000), None),
    "half a png": (written(picture(400, 300), "PNG")[:-600], TORN),
    "half a webp": (written(picture(400, 300), "WEBP")[:200], None),
    "a jpeg whose exif points at itself": (
        jpeg_with(segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\0\0\0\0")),
        "shown",
    ),
    "a jpeg whose exif is cut": (jpeg_with(segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff")), "shown"),
    "a jpeg with 200 comments of 60 kB": (jpeg_with(*[segment(0xFE, bytes(60_000))] * 200), "shown"),
    "jpeg and html": (WHOLE + TAIL, "shown"),
    "jpeg and zip": (WHOLE + zipped(), "shown"),
}


def test_the_corpus_is_as_large_as_promised():
    assert len(BAD) >= 40
    assert len({content for content, _end in BAD.values()}) == len(BAD)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_as_what_it_is_or_shown_as_pixels_only(name):
    content, end = BAD[name]
    if isinstance(end, type):
        with pytest.raises(end):
            photos.redrawn(content)
        return
    try:
        copies = photos.redrawn(content)
    except photos.PhotoUnusable:
        assert end is None
    else:
        assert [left_in(copy) for copy in copies.values()] == [[]] * len(photos.WIDTHS)


PLAIN = {0xD8, 0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD, 0xDA, 0xD9}
"""Start, JFIF, tables, frames, scans, end: what a JPEG cannot do without."""


def left_in(copy):
    """What a JPEG carries beside its picture, read off its segments: not by the library that wrote it."""
    found, at = [], 2
    assert copy[:2] == b"\xff\xd8"
    while copy[at : at + 2] != b"\xff\xd9":
        assert copy[at] == 0xFF
        marker, size = copy[at + 1], struct.unpack(">H", copy[at + 2 : at + 4])[0]
        if marker not in PLAIN or (marker == 0xE0 and copy[at + 4 : at + 8] != b"JFIF"):
            found.append((hex(marker), copy[at + 4 : at + 20]))
        at += 2 + size
        if marker == 0xDA:  # the picture itself: to the next marker that is none of its own
            while copy[at] != 0xFF or copy[at + 1] in {0x00, *range(0xD0, 0xD8)}:
                at += 1
    if copy[at + 2 :]:
        found.append(("behind the end", copy[at + 2 : at + 18]))
    return found


def laden(kind):
    """A picture with all that its format can tell beside its pixels."""
    exif = Image.Exif()
    exif[271] = exif[305] = exif[315] = exif[0x9286] = WORD
    exif[34853] = {1: "S", 2: (7.0, 2.0, 1.5), 3: "E", 4: (107.0, 33.0, 1.5)}
    more = {"exif": exif, "icc_profile": b"\0" * 128 + SECRET}
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
    if kind == "PNG":
        said = PngImagePlugin.PngInfo()
        said.add_text("Comment", WORD)
        said.add_text("Software", WORD, zip=True)
        said.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return written(picture(), "PNG", pnginfo=said, **more)
    if kind == "WEBP":
        return written(picture(), "WEBP", xmp=xmp, **more)
    whole = written(picture(), "JPEG", comment=SECRET, xmp=xmp, **more)
    iptc = (
        b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0" + struct.pack(">I", len(SECRET) + 5) + b"\x1c\x02\x78\0\x0d" + SECRET
    )
    return whole[:2] + segment(0xED, iptc) + segment(0xEC, b"Ducky" + SECRET) + whole[2:] + SECRET


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_a_camera_or_a_program_wrote_is_left_in_any_copy(kind):
    original = laden(kind)
    assert original.count(SECRET) >= 3

    for copy in photos.redrawn(original).values():
        opened = Image.open(BytesIO(copy))
        assert left_in(copy) == []
        assert dict(opened.getexif()) == {}
        assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(opened.info)
        assert not [one for one in (SECRET, b"Exif", b"http://ns.adobe", b"8BIM", b"ICC_PROFILE") if one in copy]


def test_what_is_left_would_be_seen():
    """Or else nothing found would prove nothing."""
    told = {marker for marker, _content in left_in(laden("JPEG"))}

    assert told >= {"0xe1", "0xe2", "0xec", "0xed", "0xfe", "behind the end"}
    assert {marker for marker, _content in left_in(with_gps())} == {"0xe1", "0xfe"}
