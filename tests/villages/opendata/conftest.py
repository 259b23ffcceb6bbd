"""Two villages of a kecamatan, with something published in each."""

import json

import pytest

from tests.factories.meetings import make_meeting, make_whole_meeting
from tests.factories.publications import publish_meeting
from tests.factories.villages import make_village
from tests.villages.opendata.reading import got


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """What one test makes no other finds."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }


@pytest.fixture
def published(bu_camat):
    return lambda meeting: publish_meeting(meeting, bu_camat.actor)


@pytest.fixture
def cangkuang(published, village):
    """Cangkuang's planning meeting, published with everything that a meeting has."""
    return published(make_whole_meeting(village))


@pytest.fixture
def lembang(published, cangkuang):
    """Lembang next door published a meeting with money, too."""
    return published(make_whole_meeting(make_village("32.05.09.2005", "Lembang")))


@pytest.fixture
def far_away(published, cangkuang):
    """A village of another kecamatan."""
    return published(make_meeting(make_village("32.05.10.2001", "Kadungora"), title="Musdes Kadungora"))


@pytest.fixture
def rows(client):
    """The rows of a table of an area, as its JSON has them."""

    def of(path):
        answer = got(client, f"{path}.json")
        assert answer.status_code == 200
        return json.loads(answer.bytes)["baris"]

    return of
