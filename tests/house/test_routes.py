"""Every route, with a stranger's token and with none: nobody gets out what is not theirs."""

import json
from uuid import UUID, uuid4

import pytest

from backend.api import api

pytestmark = pytest.mark.django_db

OPEN = {("post", "/api/auth/login"), ("post", "/api/auth/first"), ("options", "/api/sync/v1/files/")}


def routes():
    found = []
    for path, methods in api.get_openapi_schema(path_prefix="/api/")["paths"].items():
        found += [(method, path) for method in methods]
    return sorted(found)


def call(client, method, path, phone=None, upload=None, number=None):
    place = path.replace("{upload}", str(upload or uuid4())).replace("{number}", str(number or uuid4()))
    headers = {"Tus-Resumable": "1.0.0", **(phone.headers if phone else {})}
    return client.generic(method.upper(), place, b"{}", content_type="application/json", headers=headers)


@pytest.mark.parametrize(("method", "path"), routes())
def test_without_a_token_every_route_is_closed(client, method, path):
    answer = call(client, method, path)

    if (method, path) in OPEN:
        assert answer.status_code in (204, 400)
    else:
        assert (answer.status_code, answer.json()["code"] if answer.content else "token_invalid") == (
            401,
            "token_invalid",
        )


@pytest.mark.parametrize(("method", "path"), routes())
def test_a_strangers_token_gets_nothing_of_the_village(siti, asep, method, path):
    village = siti.phone.village
    meeting = siti.phone.record("meeting", title="Rahasia Cangkuang", type="musdes_rkp", fiscal_year=2027)
    siti.phone.record("attendance", meeting=meeting, name="Oneng Rahasia")
    siti.phone.sync()

    asep.phone.sign_in()
    answer = call(asep.phone.client, method, path, phone=asep.phone, number=siti.phone.number)

    text = answer.content.decode()
    assert answer.status_code < 500
    for secret in ("Rahasia", str(village), siti.phone.number, meeting):
        assert secret not in text


def test_a_stranger_who_names_the_village_learns_nothing(siti, asep):
    siti.phone.record("meeting", title="Rahasia Cangkuang", type="musdes_rkp", fiscal_year=2027)
    siti.phone.sync()
    cursor = next(iter(siti.phone.cursors.values()))

    body = asep.phone.request(cursors={str(siti.phone.village): cursor})
    answer = asep.phone.post(body)

    assert answer.status_code == 200
    assert json.loads(answer.content)["changes"] == []
    assert UUID(str(siti.phone.village)) not in [UUID(one) for one in answer.json()["cursors"]]
