"""Open data where files lie in an S3-compatible store."""

from django.core.files.storage import default_storage

from meetings.models import Meeting
from tests.sync.test_tus_bucket import store  # noqa: F401 -- a fixture
from tests.villages.opendata.reading import got
from villages.board.opendata import making


def test_files_lie_in_the_bucket_and_old_ones_go(
    own_files,
    store,  # noqa: F811
    client,
    published,
    cangkuang,
    time_machine_at,
):
    first = got(client, "32.05.09.2006/kegiatan.csv")
    assert first.status_code == 200
    assert got(client, "32.05.09.2006/kegiatan.csv").bytes == first.bytes
    published(Meeting.objects.get())

    with time_machine_at(making.OLD * 2):
        second = got(client, "32.05.09.2006/kegiatan.csv", **{"if-none-match": first["ETag"]})

    assert second.status_code == 200
    folders, _files = default_storage.listdir("open-data/32.05.09.2006")
    assert len(folders) == 1
    assert got(client, "32.05.09.2006/kegiatan.csv").bytes == second.bytes
