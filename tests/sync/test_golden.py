"""What clients of the last two years sent, byte for byte as it was recorded: it is still taken, and means the same."""

import json
from pathlib import Path

import pytest

from sync.schemas import OLDEST_SCHEMA, SCHEMA
from sync.verify import verify

pytestmark = pytest.mark.django_db

GOLDEN = sorted((Path(__file__).parents[1] / "vectors" / "golden").glob("*.json"))


def replay(phone, golden):
    """Every recorded request, one after the other; answers the outcomes, and the records that came back at the end."""
    results = []
    for body in golden["requests"]:
        answer = phone.post(json.dumps(body).encode())
        assert answer.status_code == 200, answer.content
        results += answer.json()["results"]
    phone.sync()
    return results, {record: phone.docs.get(record) for record in golden["records"]}


@pytest.mark.parametrize("path", GOLDEN, ids=[path.stem for path in GOLDEN])
def test_a_recorded_push_is_taken_as_ever(siti, path):
    golden = json.loads(path.read_text())
    results, records = replay(siti.phone, golden)
    again, unchanged = replay(siti.phone, golden)

    assert [one["outcome"] for one in results] == golden["outcomes"]
    assert records == golden["records"]
    assert again == [{**one, "replayed": True} for one in results]
    assert unchanged == records
    assert list(verify(siti.village.pk)) == []


def test_there_is_a_recording_of_every_schema_that_is_served():
    served = {body["schema"] for path in GOLDEN for body in json.loads(path.read_text())["requests"]}

    assert served == set(range(OLDEST_SCHEMA, SCHEMA + 1))
