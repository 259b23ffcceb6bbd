"""An upgrade amid traffic: new processes take over, and no phone is refused or cut off."""

import signal
import time
from functools import partial

import pytest

from tests.faults.conftest import PHONES
from tests.faults.line import Pusher, all_at_once
from tests.faults.place import manage
from tests.faults.server import Server

pytestmark = pytest.mark.slow  # a real server, real time

TRAFFIC = 12.0


@pytest.fixture
def server(database, tmp_path):
    """As the unit starts it."""
    world = {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.faults.own_folder", "LOG_FORMAT": "json"}
    found = Server(database, tmp_path / "gunicorn.log", world, ("--config", "deploy/gunicorn.conf.py"))
    found.start()
    yield found
    found.stop()


def test_a_reload_amid_traffic_is_noticed_by_nobody(database, server):
    phones = [Pusher(server.address, f"p{number}") for number in range(PHONES)]
    assert {phone.sign_in().status for phone in phones} == {200}
    end = time.monotonic() + TRAFFIC

    def upgrade():
        for _time in range(2):
            time.sleep(TRAFFIC / 4)
            server.master.send_signal(signal.SIGHUP)

    assert all_at_once([upgrade, *[partial(phone.push_until, end) for phone in phones]]) == []

    refused = [answer.body for phone in phones for answer in phone.told if answer.status != 200]
    assert refused == []
    assert server.log.read_text().count('"worker ready"') == 6
    assert [phone.lost() for phone in phones] == [[]] * PHONES
    verified = manage(database, "verify_ledger")
    assert verified.returncode == 0, verified.stdout
