"""Whoever reads a file while it is written anew reads the old one, whole."""

from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile

from villages.board.site.folder import Folder


class Broken(ContentFile):
    """Ends in the middle."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half"
        raise OSError("disk full")


@pytest.fixture
def folder(tmp_path):
    return Folder(location=str(tmp_path))


def test_a_newer_file_takes_the_place_of_the_old(folder, tmp_path):
    for content in (b"one", b"two"):
        assert folder.save("desa/1/index.html", ContentFile(content)) == "desa/1/index.html"

    found = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert [(one.name, one.read_bytes(), one.stat().st_mode & 0o777) for one in found] == [
        ("index.html", b"two", 0o644)
    ]


def test_a_file_that_ends_in_the_middle_leaves_the_old_one_and_no_trace(folder, tmp_path):
    folder.save("index.html", ContentFile(b"whole"))

    with pytest.raises(OSError, match="disk full"):
        folder.save("index.html", Broken(b""))

    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("index.html", b"whole")]


def test_who_reads_meanwhile_reads_the_old_one(folder, tmp_path):
    folder.save("index.html", ContentFile(b"old"))
    seen = []

    class Slow(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"new, "
            seen.append((tmp_path / "index.html").read_bytes())
            yield b"and longer"

    folder.save("index.html", Slow(b""))

    assert (seen, (tmp_path / "index.html").read_bytes()) == ([b"old"], b"new, and longer")
