import gzip

import brotli
import pytest

SCRIPT = b"const words = 'musyawarah desa';\n" * 200


@pytest.fixture
def build(settings, tmp_path):
    """A built app, as ``mobile/build/packed.ts`` leaves it."""
    settings.PHONE_ROOT = tmp_path
    (tmp_path / "assets").mkdir()
    for name, content in (("index.html", b"<!doctype html>"), ("assets/main-1.js", SCRIPT)):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "assets/main-1.js.br").write_bytes(brotli.compress(SCRIPT))
    (tmp_path / "assets/main-1.js.gz").write_bytes(gzip.compress(SCRIPT))


def sent(client, path: str, accepts: str):
    answer = client.get(path, headers={"Accept-Encoding": accepts})
    return answer.headers.get("Content-Encoding"), b"".join(answer.streaming_content), answer


@pytest.mark.usefixtures("build")
@pytest.mark.parametrize(
    ("accepts", "coding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("", None, bytes),
        ("zstd", None, bytes),
    ],
)
def test_the_app_goes_out_packed_as_the_browser_likes_it(client, accepts, coding, unpack):
    said, body, answer = sent(client, "/app/assets/main-1.js", accepts)

    assert said == coding
    assert unpack(body) == SCRIPT
    assert answer.headers["Content-Type"] == "text/javascript"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.usefixtures("build")
def test_a_file_that_was_not_worth_packing_goes_out_plain(client):
    said, body, _answer = sent(client, "/app/", "gzip, br")

    assert (said, body) == (None, b"<!doctype html>")
