"""Schemathesis on the whole API: whatever is asked, the answer is one that the OpenAPI document tells of, and no 5xx.

Signed in and not, with data that fits the document and data that does not; the cases are the same in every run.
``SCHEMATHESIS_CASES`` says how many (2,000 unless it is set), shared among the operations.
"""

import os
from collections import Counter
from http import HTTPStatus
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.api import api
from sync import rxdb_pull
from tests.meetings.recorded import record_meeting
from tests.sync.tus_client import metadata

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,  # two thousand requests, each thought up and judged
]
CASES = int(os.environ.get("SCHEMATHESIS_CASES", "2000"))
SEED = int(os.environ.get("SCHEMATHESIS_SEED", "8"))
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MANNERS = st.tuples(
    st.sampled_from(["signed in", "signed in", "signed in", "nobody"]),
    st.booleans(),  # whether it is aimed at what there is
)
PHOTO = b"\xff\xd8\xff" + bytes(40_000)


schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")


def schema() -> Any:
    """The document as clients get it, read by Schemathesis; requests go to the application in this process."""
    document = api.get_openapi_schema(path_prefix="/api/")
    loaded = schemathesis.openapi.from_dict(document)
    loaded.app = WSGIHandler()
    return loaded


SCHEMA = schema()
OPERATIONS = {one.ok().label: one.ok() for one in SCHEMA.get_all_operations()}


def keep_the_connection() -> None:
    """The test's transaction outlives a request; Django's own test client says the opposite again after each of its."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)


@pytest.fixture
def _connection():
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def there(_connection, siti, settings, tmp_path, monkeypatch) -> dict[str, str]:
    """What there is to aim at: Siti's village, a meeting, her phone, a half upload."""
    settings.SECURE_SSL_REDIRECT = False
    settings.ALLOWED_HOSTS = ["*"]
    settings.UPLOAD_ROOT = tmp_path
    monkeypatch.setattr(rxdb_pull, "LASTS", 0)
    cache.clear()
    meeting = record_meeting(siti)
    said = {"Upload-Length": str(len(PHOTO)), "Upload-Metadata": metadata(PHOTO, siti.village.pk)}
    headers = {**siti.phone.headers, "Tus-Resumable": "1.0.0", **said}
    begun = siti.phone.client.post("/api/sync/v1/files/", b"", content_type="application/octet-stream", headers=headers)
    return {
        "village": str(siti.village.pk),
        "record": str(meeting.id),
        "device": siti.phone.number,
        "number": siti.phone.number,
        "upload": begun["Location"].rsplit("/", 1)[1],
        "kind": "meeting",
        "schema_number": "1",
    }


def aim(case: Any, there: dict[str, str]) -> None:
    """Names what there is where the case names something by chance."""
    case.path_parameters = {
        name: there.get(name, value) for name, value in (case.path_parameters or {}).items()
    } or case.path_parameters
    if isinstance(case.body, dict):
        _aim_at(case.body, there)
    if isinstance(case.body, list):
        for row in case.body:
            for document in row.values() if isinstance(row, dict) else ():
                _aim_at(document, there)


def _aim_at(body: Any, there: dict[str, str]) -> None:
    if not isinstance(body, dict):
        return
    for name in ("device", "village", "record", "kind"):
        if isinstance(body.get(name), str):
            body[name] = there[name]
    for change in body.get("changes") or ():
        _aim_at(change, there)


@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_every_answer_is_a_documented_one(siti, there, label):
    operation = OPERATIONS[label]
    told: Counter[int] = Counter()
    modes = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @seed(SEED)
    @settings(
        max_examples=max(1, CASES // len(OPERATIONS)),
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],  # a first fault is enough: it is printed as a curl command
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(*modes), MANNERS)
    def run(case, manner):
        who, aimed = manner
        if aimed:
            aim(case, there)
        cache.clear()
        headers = {"Accept-Encoding": "identity"}  # nothing unpacks between two in one process
        if "/files/" in label and aimed:
            headers["Tus-Resumable"] = "1.0.0"
        if who == "signed in":
            if siti.phone.client.get("/api/auth/devices", headers=siti.phone.headers).status_code != HTTPStatus.OK:
                siti.phone.sign_in()  # the case before this one ended the token
            headers |= siti.phone.headers
        keep_the_connection()
        answer = case.call(headers=headers)
        told[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    run()

    assert told.total() >= 1
    assert not [status for status in told if status >= HTTPStatus.INTERNAL_SERVER_ERROR]
