"""The site in an S3-compatible bucket, and a store that would keep old files beside new ones."""

import brotli
import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.faults.bucket import KEYS, NAME, Store
from villages.board.publish import withdraw
from villages.board.site import store

HOME = "/desa/32.05.09.2006/"


@pytest.fixture
def bucket(published, settings):
    """The site moves into a bucket, as ``BOARDS_STORE`` and ``BOARDS_OPTIONS`` would say it."""
    made = Store()
    made.start()
    options = {"bucket_name": NAME, "endpoint_url": made.address, "file_overwrite": True, **KEYS}
    settings.STORAGES = {
        **settings.STORAGES,
        "boards": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
    }
    yield store.store()
    made.stop()


@pytest.mark.slow  # a server of its own
def test_pages_lie_in_a_bucket_and_what_is_withdrawn_leaves_it(bucket, published, village, render, client, bu_camat):
    render(village)
    with bucket.open("desa/32.05.09.2006/index.html.br") as packed:
        assert brotli.decompress(packed.read()) == client.get(HOME).content
    assert bucket.exists("desa/32.05.09.2006/terbitan/1/bacaan/index.html")

    withdraw(published, by=bu_camat.actor, reason="Keliru.")
    render(village)

    assert not bucket.exists("desa/32.05.09.2006/terbitan/1/bacaan/index.html")
    assert "Keliru." in store.read(f"{HOME}terbitan/1/").decode()


def test_a_store_that_keeps_the_old_file_is_refused(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "boards": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    store.write(HOME, b"<p>lama</p>")

    with pytest.raises(ImproperlyConfigured, match="BOARDS_STORE"):
        store.write(HOME, b"<p>baru</p>")
    assert store.store().listdir("desa/32.05.09.2006")[1] == ["index.html", "index.html.gz", "index.html.br"]
