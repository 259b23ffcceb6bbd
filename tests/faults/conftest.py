"""A real server over a database of its own, in processes of their own: of the kind that this run is about."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.cluster import Cluster
from tests.faults.line import Pusher
from tests.faults.place import fill
from tests.faults.server import Server

PHONES = 8


def on_postgresql() -> bool:
    """Whether this run is about PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith(("postgres", "pgsql"))


@pytest.fixture(scope="module")
def cluster():
    """A PostgreSQL server with people in it, in a folder that its own user may reach too."""
    with TemporaryDirectory(prefix="rembuk-cluster-", ignore_cleanup_errors=True) as folder:
        found = Cluster(Path(folder))
        found.start()
        try:
            fill(found.address, PHONES)
            yield found
        finally:
            found.stop()


@pytest.fixture(scope="module")
def database(request, tmp_path_factory):
    """The address of a database with people in it."""
    if on_postgresql():
        return request.getfixturevalue("cluster").address
    found = f"sqlite:///{tmp_path_factory.mktemp('database') / 'rembuk.sqlite3'}"
    fill(found, PHONES)
    return found


@pytest.fixture(scope="module")
def host(database, tmp_path_factory):
    """gunicorn on it."""
    found = Server(database, tmp_path_factory.mktemp("host") / "gunicorn.log")
    found.start()
    yield found
    found.stop()


@pytest.fixture
def pushers(host):
    """Phones in four villages, two each, signed in."""
    found = [Pusher(host.address, f"p{number}") for number in range(PHONES)]
    assert {one.sign_in().status for one in found} == {200}
    return found
