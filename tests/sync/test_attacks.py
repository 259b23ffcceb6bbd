"""Attacks on the request itself: whatever is sent, the answer is a problem in JSON, and nothing is half there."""

import gzip
import json
import logging
import zlib
from urllib.parse import quote
from uuid import uuid4

import pytest

from sync.body import MOST_BYTES
from sync.models import Feed, LedgerEntry
from sync.verify import verify
from tests.sync.toy import Note

pytestmark = pytest.mark.django_db

EXCHANGE = "/api/sync/v1/exchange"


def send(phone, data, **headers):
    """One raw request; answers what the server says."""
    return phone.client.generic(
        "POST", EXCHANGE, data, content_type="application/json", headers={**phone.headers, **headers}
    )


def problem(answer):
    """Status and code of a refusal that an app can read."""
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert (said["status"], said["type"]) == (answer.status_code, f"urn:rembuk:problem:{said['code']}")
    assert said["title"]
    for leak in ("Traceback", "Error:", "/sync/", ".py"):
        assert leak not in answer.content.decode()
    return answer.status_code, said["code"]


@pytest.fixture
def draft(siti):
    """A request with one good change in it."""
    siti.phone.record("note", title="Jalan")
    return siti.phone.request()


def untouched():
    return LedgerEntry.objects.count() == 0 and Note.objects.count() == 0


# Where and how it is asked


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_another_method_is_refused_as_a_problem(siti, draft, method):
    answer = siti.phone.client.generic(method, EXCHANGE, json.dumps(draft), headers=siti.phone.headers)

    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "POST"
    assert untouched()


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_method_in_a_header_is_not_heard(siti, draft, header):
    assert send(siti.phone, json.dumps(draft), **{header: "DELETE"}).json()["results"][0]["outcome"] == "applied"


@pytest.mark.parametrize(
    "place",
    ["/api/", "/api/tidak-ada", "/api/sync/v1/", "/api/sync/v2/exchange", "/api/sync/v1/exchange%00", "/api/%ff"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_that_is_none_is_a_problem_too(client, siti, place, method):
    answer = client.generic(method, place, b"{}", content_type="application/json", headers=siti.phone.headers)

    assert problem(answer) == (404, "not_found")


def test_a_page_outside_the_api_stays_a_page(client, db):
    assert client.get("/tidak-ada", secure=True)["Content-Type"].startswith("text/html")


def test_a_foreign_host_is_a_problem(siti, draft, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    siti.phone.sign_in()

    assert problem(send(siti.phone, json.dumps(draft), Host="evil.example")) == (400, "malformed")
    assert untouched()


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "\x00"]
)
def test_the_body_is_json_whatever_its_label(siti, draft, content_type):
    answer = siti.phone.client.generic(
        "POST", EXCHANGE, json.dumps(draft), content_type=content_type, headers=siti.phone.headers
    )

    assert answer.json()["results"][0]["outcome"] == "applied"


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "http://testserver.evil.example"])
def test_no_other_site_may_read_an_answer_or_ask_before(siti, draft, origin):
    answer = send(siti.phone, json.dumps(draft), Origin=origin)
    asked = siti.phone.client.options(EXCHANGE, headers={"Origin": origin, "Access-Control-Request-Method": "POST"})

    assert not [
        name for found in (answer, asked) for name in found.headers if name.lower().startswith("access-control")
    ]
    assert asked.status_code == 405


# Tokens


def tokens(real):
    yield from ("", " ", "null", "Token", "a b", "%00", "\x00", "é", "x" * 100_000, "../../etc/passwd", "' OR 1=1 --")
    yield from (real[:-1], real + "0", real.upper(), real[:15] + "0" * 49, real[::-1])


def test_a_token_that_is_none_is_invalid_and_says_no_more(siti, draft):
    siti.phone.sign_in()
    found = set()
    for token in tokens(siti.phone.token):
        answer = siti.phone.client.generic(
            "POST", EXCHANGE, json.dumps(draft), headers={"Authorization": f"Token {token}"}
        )
        found.add((problem(answer), answer.content))

    assert {told for told, _content in found} == {(401, "token_invalid")}
    assert len(found) == 1
    assert untouched()


@pytest.mark.parametrize("word", ["Bearer", "Basic", "tokentoken", ""])
def test_a_token_under_another_name_is_not_heard(siti, draft, word):
    siti.phone.sign_in()
    headers = {"Authorization": f"{word} {siti.phone.token}"}

    assert problem(siti.phone.client.generic("POST", EXCHANGE, json.dumps(draft), headers=headers))[0] == 401


@pytest.mark.parametrize("name", ["token", "Authorization", "access_token"])
def test_a_token_in_an_address_is_refused_and_not_logged(siti, draft, caplog, name):
    siti.phone.sign_in()
    caplog.set_level(logging.DEBUG)
    place = f"{EXCHANGE}?{name}={quote('Token ' + siti.phone.token)}"

    assert problem(siti.phone.client.generic("POST", place, json.dumps(draft))) == (401, "token_invalid")
    assert siti.phone.token not in caplog.text
    assert untouched()


def test_a_browsers_session_is_no_token(client, siti, draft):
    client.force_login(siti.user)

    assert problem(client.generic("POST", EXCHANGE, json.dumps(draft))) == (401, "token_invalid")


def test_the_device_is_the_tokens_whatever_the_body_says(siti, dadang, draft):
    dadang.phone.sign_in()
    send(siti.phone, json.dumps({**draft, "device": dadang.phone.number}))

    assert str(LedgerEntry.objects.get().device) == siti.phone.number


# Bytes and packing


def packed(draft):
    whole = gzip.compress(json.dumps(draft).encode())
    half = json.dumps(draft).encode()
    return {
        "garbage behind it": whole + b"garbage",
        "a second member": whole + gzip.compress(b""),
        "two members that make one text": gzip.compress(half[:50]) + gzip.compress(half[50:]),
        "wrong checksum": whole[:-8] + bytes(4) + whole[-4:],
        "wrong length": whole[:-4] + bytes(4),
        "no end": whole[:-9],
        "only a head": whole[:10],
        "nothing": b"",
        "zlib": zlib.compress(half),
        "packed twice": gzip.compress(whole),
    }


@pytest.mark.parametrize("how", list(packed({})))
def test_what_is_not_one_whole_gzip_is_malformed_and_nothing_of_it_is_read(siti, draft, how):
    assert problem(send(siti.phone, packed(draft)[how], **{"Content-Encoding": "gzip"})) == (400, "malformed")
    assert untouched()


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip;q=1", "deflate", "br", "zstd", "\x00", "a" * 5000, "gzip,"])
def test_an_encoding_that_is_not_read_is_said(siti, draft, encoding):
    data = gzip.compress(json.dumps(draft).encode())

    assert problem(send(siti.phone, data, **{"Content-Encoding": encoding})) == (415, "encoding")
    assert untouched()


@pytest.mark.parametrize("inflated", [MOST_BYTES + 1, 1024 * 1024 * 200])
def test_a_bomb_of_one_to_a_thousand_stops_while_it_inflates(siti, inflated):
    bomb = gzip.compress(b"[" + b" " * inflated, 9)
    assert len(bomb) < inflated / 900

    assert problem(send(siti.phone, bomb, **{"Content-Encoding": "gzip"})) == (413, "too_large")


@pytest.mark.parametrize("more", [1, 12 * 1024 * 1024])
def test_a_body_over_eight_mebibytes_is_too_large(siti, more):
    assert problem(send(siti.phone, b" " * (MOST_BYTES + more))) == (413, "too_large")


def test_exactly_eight_mebibytes_are_read(siti, draft):
    data = json.dumps(draft).encode()

    assert send(siti.phone, data + b" " * (MOST_BYTES - len(data))).status_code == 200


@pytest.mark.parametrize("spelling", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_json_is_utf_8(siti, draft, spelling):
    assert problem(send(siti.phone, json.dumps(draft).encode(spelling))) == (400, "malformed")
    assert untouched()


@pytest.mark.parametrize(
    "text",
    [
        b'{"device": %s, "limit": NaN}',
        b'{"device": %s, "limit": Infinity}',
        b'{"device": %s, "limit": 1e400}',
        b'{"device": %s, "limit": 1e2}',
        b'{"device": %s, "limit": -0}',
        b'{"device": %s, "limit": true}',
        b'{"device": %s, "limit": 0x10}',
        b'{"device": %s, "limit": 01}',
        b'{"device": %s, "limit": 1' + b"0" * 9000 + b"}",
        b'{"device": %s, "schema": 1, "schema": 1}',
        b'{"device": %s,}',
        b'{"device": %s} {}',
        b'{"device": %s} // ok',
        b"{'device': %s}",
        b'{"device": %s, "access": "\x80"}',
        b'{"device": %s, "access": "\xed\xa0\x80"}',
        b'{"device": %s, "access": "\xc0\xaf"}',
        b'{"device": %s, "access": "\\udc00"}',
        b'{"device": %s, "access": "a\x01"}',
        b'{"device": %s, "unsent": ' + b'{"a":' * 2000 + b"1" + b"}" * 2000 + b"}",
        b'{"device": %s, "cursors": null}',
        b'{"device": %s, "changes": {}}',
        b'{"device": %s, "changes": [[]]}',
        b'{"device": %s, "unsent": {"changes": -1}}',
        b'{"device": %s, "unsent": {"changes": 1.5}}',
        b'{"device": %s, "schema": "1"}',
        b'{"device": %s, "access": "' + b"a" * 65 + b'"}',
    ],
    ids=range(27),
)
def test_loose_json_and_loose_shapes_are_malformed(siti, text):
    told = problem(send(siti.phone, text.replace(b"%s", b'"%s"' % siti.phone.number.encode())))

    assert told == (400, "malformed")


def test_names_that_mean_something_to_javascript_mean_nothing(siti, draft):
    odd = {"__proto__": {"admin": True}, "constructor": {"prototype": 1}, "toString": 1, "": 1}
    answer = send(siti.phone, json.dumps({**draft, **odd}))

    assert answer.json()["results"][0]["outcome"] == "applied"


@pytest.mark.parametrize("count", [1000, 1001])
def test_a_thousand_changes_are_the_most(siti, draft, count):
    body = {**draft, "changes": draft["changes"] * count}
    answer = send(siti.phone, gzip.compress(json.dumps(body).encode()), **{"Content-Encoding": "gzip"})

    if count > 1000:
        assert problem(answer) == (413, "too_large")
        assert untouched()
    else:
        assert [bool(one.get("replayed")) for one in answer.json()["results"]] == [False] + [True] * 999


# Cursors


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "-1",
        "%s-",
        "%s--1",
        "%s-99999999999999999999",
        "%s-1e3",
        "%s-2",
        "%s-1 ",
        "%s-1\n",
        "%s-١",
        "zzzzzz-0",
        "\x00",
    ],
)
def test_a_cursor_that_is_not_ours_is_named_and_nothing_takes_effect(siti, draft, cursor):
    siti.phone.sync()
    epoch = Feed.objects.get().epoch
    siti.phone.change(next(iter(siti.phone.docs)), title="Diubah")
    village = str(siti.village.pk)

    answer = siti.phone.post(siti.phone.request(cursors={village: cursor.replace("%s", epoch)}))

    assert problem(answer) == (409, "cursor_unknown")
    assert answer.json()["villages"] == [village]
    assert Note.objects.get().title == "Jalan"


def test_a_cursor_of_somebody_elses_village_opens_nothing(siti, asep):
    siti.phone.record("note", title="Rahasia")
    siti.phone.sync()

    told = asep.phone.post(asep.phone.request(cursors=siti.phone.cursors)).json()

    assert told["changes"] == []
    assert set(told["cursors"]) == {str(asep.village.pk)}


def test_a_foreign_village_and_one_that_never_was_are_told_apart_by_nobody(siti, asep):
    siti.phone.record("note", title="Rahasia")
    siti.phone.sync()
    told = []
    for village in (str(siti.village.pk), str(uuid4())):
        asep.phone.record("note", title="Curi")
        change = {**asep.phone.unsent.pop(), "village": village, "record": next(iter(siti.phone.docs)), "base": 1}
        answer = asep.phone.post(asep.phone.request(changes=[change], cursors={village: "zzzzzz-1"}))
        said = json.loads(answer.content.decode().replace(change["id"], "id").replace(village, "village"))
        told.append((answer.status_code, {**said, "server_time": ""}))

    assert told[0] == told[1]
    assert list(verify(siti.village.pk)) == []
