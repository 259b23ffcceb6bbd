"""An answer is packed as the phone reads it, and liked best."""

import gzip
import json

import brotli
import pytest
import zstandard

from sync.packing import WORTH_PACKING, choose

LARGE = WORTH_PACKING + 1
UNPACK = {"br": brotli.decompress, "zstd": zstandard.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("accepts", "expected"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0.5, gzip ; q=0.8, zstd;q=0.8", "zstd"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, *", "zstd"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("gzip;q=0", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0, *;q=0", "identity"),
        ("deflate, compress", "identity"),
        ("gzip;q=2", "identity"),
        ("gzip;q=-1", "identity"),
        ("gzip;q=nan", "identity"),
        ("gzip;q=", "identity"),
        ("br;q=x, gzip", "gzip"),
        (",,;q=1, ;;", "identity"),
        ("gzip;level=9", "gzip"),
    ],
)
def test_what_is_liked_best_is_chosen(accepts, expected):
    assert choose(accepts, size=LARGE) == expected


@pytest.mark.parametrize(("accepts", "expected"), [("br", "identity"), ("br, identity;q=0", "br"), ("*;q=0, br", "br")])
def test_a_short_answer_is_left_plain_unless_plain_is_not_read(accepts, expected):
    assert choose(accepts, size=WORTH_PACKING) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip"])
def test_every_packing_says_the_same(siti, encoding):
    siti.phone.record("note", title="x" * 60)
    siti.phone.record("note", title="y" * 60)
    body = siti.phone.request()
    siti.phone.post(body)
    plain = siti.phone.post(body, **{"Accept-Encoding": "identity"})
    packed = siti.phone.post(body, **{"Accept-Encoding": encoding})

    assert (packed["Content-Encoding"], packed["Cache-Control"]) == (encoding, "no-store")
    assert [answer["Vary"].split(", ")[0] for answer in (packed, plain)] == ["Accept-Encoding"] * 2
    assert "Content-Encoding" not in plain
    said, expected = json.loads(UNPACK[encoding](packed.content)), plain.json()
    assert {**said, "server_time": ""} == {**expected, "server_time": ""}
    assert len(packed.content) < len(plain.content)
