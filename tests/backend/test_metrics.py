"""Prometheus reads what the server does; nobody else does, and no figure names anybody."""

import re
from datetime import timedelta

import pytest

from backend.kernel import clock
from sync.models import Device

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _token(settings):
    settings.METRICS_TOKEN, settings.METRICS_FROM, settings.BEHIND_PROXY = "abc-123", [], False


def read(client):
    answer = client.get("/metrics", headers={"Authorization": "Bearer abc-123"})
    assert answer.status_code == 200, answer.content
    found = {}
    for line in answer.content.decode().splitlines():
        if not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            found[name] = float(value)
    return found


def grown(before, after, name):
    return after.get(name, 0) - before.get(name, 0)


def test_exchanges_are_counted_by_outcome_with_their_bytes_and_time(client, siti, dadang):
    before = read(client)
    siti.phone.record("meeting", type="musdes_rkp", title="Jalan")
    changes = list(siti.phone.unsent)
    siti.phone.sync()
    siti.phone.unsent = changes
    siti.phone.sync()
    siti.phone.post(b"{")
    after = read(client)

    counted = {name: grown(before, after, name) for name in after}
    assert counted['rembuk_exchanges_total{face="exchange",result="ok"}'] == 2
    assert counted['rembuk_exchanges_total{face="exchange",result="malformed"}'] == 1
    assert counted['rembuk_changes_total{outcome="applied"}'] == 1
    assert counted['rembuk_changes_total{outcome="replayed"}'] == 1
    assert counted['rembuk_exchange_seconds_count{face="exchange"}'] == 3
    assert counted['rembuk_exchange_bytes_total{face="exchange",way="in"}'] > 200
    assert counted['rembuk_exchange_bytes_total{face="exchange",way="out"}'] > 200
    assert counted['rembuk_requests_total{area="api",status="2xx"}'] == 3  # with the sign-in


def test_how_things_stand(client, siti, dadang):
    row = siti.phone.record("meeting", type="musdes_rkp", title="Jalan")
    siti.phone.sync()
    dadang.phone.sync(unsent={"changes": 7, "files": 2})
    siti.phone.change(row, title="Jalan Raya")
    dadang.phone.change(row, title="Jalan Desa")
    siti.phone.sync()
    dadang.phone.sync()
    Device.objects.filter(user=siti.user).update(seen_at=clock.now() - timedelta(days=9))
    found = read(client)

    assert found["rembuk_conflicts_open"] == 1
    assert found["rembuk_ledger_entries"] == 3
    assert found["rembuk_phones"] == 2
    assert found['rembuk_unsent{what="changes"}'] == 7
    assert (found['rembuk_phones_silent{days="7"}'], found['rembuk_phones_silent{days="30"}']) == (1, 0)
    assert found["rembuk_boards_behind"] == found["rembuk_board_age_seconds"] == 0
    assert found['rembuk_sweep_lag_seconds{task="meetings.tasks.sweep_photos"}'] == 0


def test_no_label_names_a_person_a_phone_or_a_village(client, siti):
    siti.phone.record("meeting", type="musdes_rkp", title="Jalan")
    siti.phone.sync()
    text = client.get("/metrics", headers={"Authorization": "Bearer abc-123"}).content.decode()

    for secret in ("siti", "Siti", "Cangkuang", siti.village.code, str(siti.village.pk), siti.phone.number):
        assert secret not in text
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text) is None


def test_only_who_is_meant_may_read(client, settings):
    def asked(**headers):
        return client.get("/metrics", headers=headers).status_code

    assert asked() == asked(Authorization="Bearer abc-124") == asked(Authorization="Token abc-123") == 403
    settings.METRICS_TOKEN = ""
    assert asked(Authorization="Bearer ") == asked(Authorization="Bearer abc-123") == 403
    settings.METRICS_FROM = ["127.0.0.0/8"]
    assert asked() == 200
    settings.BEHIND_PROXY = True
    assert asked(**{"X-Forwarded-For": "127.0.0.1, 203.0.113.9"}) == 403
    assert asked(**{"X-Forwarded-For": "203.0.113.9, 127.0.0.1"}) == 200
    assert asked() == 403


def test_a_request_for_no_path_is_refused_like_any_other(client):
    answer = client.options("/", PATH_INFO="*")

    assert answer.status_code in (404, 405)
