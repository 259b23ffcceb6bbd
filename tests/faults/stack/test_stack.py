"""The production stack as a whole, through nginx over https: what people notice while its parts come and go."""

import base64
import gzip
import hashlib
import json
import re
import signal
import subprocess
import sys
from contextlib import closing, suppress
from functools import partial
from http.client import HTTPConnection
from uuid import uuid4

import brotli
import pytest

from backend.demo.server import Server
from bench import nginx
from tests.factories.villages import PASSWORD
from tests.faults.line import Pusher, all_at_once
from tests.faults.place import ROOT, free_port
from tests.faults.stack.seed import PHONES
from tests.faults.stack.stage import READY_WITHIN, THREADS, TOKEN, TRIES, raised
from tests.faults.stack.story import PHOTOGRAPH, SEARCH, publish
from tests.faults.workers.brokers import wait_until
from tests.security.observatory import directives, score

pytestmark = pytest.mark.slow  # PostgreSQL, Redis, a store, two web servers, workers, beat and nginx

GOAL = 105
JSON = {"Content-Type": "application/json"}
IMPATIENT = {
    "client_header_timeout 60s;": "client_header_timeout 2s;",
    "client_body_timeout 120s;": "client_body_timeout 2s;",
}
"""An nginx of little patience, so that a test need not wait out the real one's."""
AGED = {"proxy_cache rembuk;": "proxy_cache rembuk; proxy_ignore_headers Cache-Control; proxy_cache_valid 1s;"}
"""An nginx for which a page is old after a second, not after the minute that Django says."""


@pytest.fixture(scope="module")
def stage():
    with pytest.MonkeyPatch.context() as patch, raised() as found:
        patch.setenv("SSL_CERT_FILE", str(found.certificate))  # whom Python's own clients trust
        yield found


@pytest.fixture(scope="module")
def published(stage):
    return publish(stage)


def problem(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    return json.loads(answer.content)


def tus(sha256, village):
    """What a phone says of a photograph."""
    said = {"sha256": sha256, "filetype": "image/jpeg", "village": str(village)}
    words = (f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())
    return {"Tus-Resumable": "1.0.0", "Upload-Metadata": ",".join(words)}


def past_nginx(stage, path):
    """What Django itself tells, asked as nginx asks."""
    line = HTTPConnection("127.0.0.1", stage.web_ports[0], timeout=READY_WITHIN)
    line.request("GET", path, headers={"Host": nginx.HOST, "X-Forwarded-Proto": "https"})
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer


def test_what_a_phone_sent_and_an_officer_approved_is_on_the_board_with_photographs_and_papers(stage, published):
    warga = stage.visitor()

    page = warga.get(published.page)
    photographs = [warga.get(f"/{one}") for one in PHOTOGRAPH.findall(page.text)]
    links = set(re.findall(r'href="(/desa/[^"?#]+/dokumen/[^"?#]+)"', page.text))
    papers = {link: warga.get(link) for link in sorted(links)}

    assert published.title in page.text
    assert published.place.name in warga.get(published.home).text
    assert {(one.status, one.headers["Content-Type"], one.content[:2]) for one in photographs} == {
        (200, "image/jpeg", b"\xff\xd8")
    }
    assert any(answer.content.startswith(b"%PDF") for answer in papers.values())
    assert {answer.status for answer in papers.values()} == {200}
    assert all("attachment" in answer.headers["Content-Disposition"] for answer in papers.values())


def test_without_any_web_server_the_board_is_there_and_everybody_else_is_told_to_come_again(stage, published):
    warga, officer = stage.visitor(), published.officer
    known = {path: warga.get(path).content for path in ("/", published.home, published.page, SEARCH)}
    assert officer.get("/petugas/").status == 200
    assert is_healthy(stage)

    for one in stage.web:
        one.kill()
    try:
        still = {path: warga.get(path) for path in known}
        unknown = warga.get("/cari/?q=belum-pernah")
        desk = officer.get("/petugas/")
        phone = warga.ask("POST", "/api/sync/v1/exchange", b"{}", JSON)
        healthy = is_healthy(stage)
    finally:
        for one in stage.web:
            one.start()
        stage.wait_for_web()

    assert {path: (one.status, one.content) for path, one in still.items()} == {
        path: (200, content) for path, content in known.items()
    }
    for page in (unknown, desk):
        assert (page.status, page.headers["Retry-After"], page.headers["Cache-Control"]) == (503, "10", "no-store")
        assert "Coba lagi sebentar lagi" in page.text
    assert (phone.status, phone.headers["Retry-After"], problem(phone)["code"]) == (503, "10", "unavailable")
    assert not healthy
    assert "belum-pernah" not in (stage.folder / "nginx" / "error.log").read_text()


def is_healthy(stage):
    """What the container file's HEALTHCHECK says of the first web server."""
    asked = subprocess.run([sys.executable, "deploy/healthy.py"], cwd=ROOT, env=stage.web[0].world, check=False)
    return asked.returncode == 0


def test_while_the_database_is_down_the_last_known_pages_are_shown_and_say_so(stage, published):
    tls = free_port()
    with stage.front("aged", tls=tls, clear=free_port(), other=AGED):
        warga = stage.visitor(port=tls)
        before = warga.get(SEARCH)
        stage.cluster.stop()
        try:
            wait_until(lambda: warga.get(SEARCH).headers["Warning"], "the page did not grow old", READY_WITHIN)
            old, home = warga.get(SEARCH), warga.get(published.home)
            phone = warga.ask("POST", "/api/sync/v1/exchange", b"{}", {**JSON, "Authorization": "Token " + "x" * 64})
        finally:
            stage.cluster.start()
            stage.wait_for_web()
        again = warga.get(SEARCH)

    assert (before.status, before.headers["Warning"]) == (200, None)
    assert (old.status, old.content, old.headers["Warning"]) == (200, before.content, '110 - "Response is Stale"')
    assert (again.status, again.headers["Warning"]) == (200, None)
    assert home.status == 200
    assert (phone.status, problem(phone)["code"]) == (503, "unavailable")


def one_dies(stage):
    """kill -9 of a web server while the other goes on, and its return."""
    stage.web[0].kill()
    stage.web[0].start()
    stage.wait_for_web()


def upgrade(stage):
    """``systemctl reload`` on each web server in turn, as the docs have it."""
    for one in stage.web:
        already = workers_of(one)
        one.running.send_signal(signal.SIGHUP)
        wait_until(partial(has_more, one, already), "no new worker", READY_WITHIN)


def workers_of(server):
    """How many its first process has started so far."""
    return server.log.read_text().count('"worker ready"')


def has_more(server, already):
    return workers_of(server) > already


@pytest.mark.parametrize("what_happens", [one_dies, upgrade])
def test_amid_traffic_nobody_notices(stage, published, what_happens):
    phones = [Pusher(stage.address, f"p{number}") for number in range(PHONES)]
    assert {phone.sign_in().status for phone in phones} == {200}
    over, seen = [], []

    def push(phone):
        while not over:
            phone.push()

    def read(visitor, path):
        while not over:
            seen.append((path, visitor.get(f"{path}?q={uuid4()}").status))  # no cache has it

    def happen():
        try:
            what_happens(stage)
        finally:
            over.append(True)

    readers = [partial(read, stage.visitor(), "/cari/"), partial(read, published.officer, "/petugas/")]
    assert all_at_once([happen, *[partial(push, phone) for phone in phones], *readers]) == []

    assert [answer.body for phone in phones for answer in phone.told if answer.status != 200] == []
    assert {path for path, _status in seen} == {"/cari/", "/petugas/"}
    assert [one for one in seen if one[1] != 200] == []
    assert all(phone.told for phone in phones)
    assert [phone.lost() for phone in phones] == [[]] * PHONES
    stage.manage("verify_ledger")


def test_while_the_store_is_away_texts_are_taken_and_photographs_wait(stage, published):
    phone = Pusher(stage.address, "p0")
    phone.sign_in()
    carrier = Server(stage.address)
    carrier.sign_in("siti", PASSWORD, device=uuid4())
    data = uuid4().bytes * 64
    said = {
        "Authorization": f"Token {carrier.token}",
        **tus(hashlib.sha256(data).hexdigest(), published.place.id),
        "Upload-Length": str(len(data)),
        "Content-Type": "application/offset+octet-stream",
    }
    send = partial(stage.visitor().ask, "POST", "/api/sync/v1/files/", data, said)

    stage.photographs.cut()
    try:
        text, photograph = phone.push(), send()
        board = stage.visitor().get(published.page)
    finally:
        stage.photographs.mend()
    later = send()

    assert (text, board.status) == (True, 200)
    assert (photograph.status, photograph.headers["Retry-After"]) == (503, "60")
    assert problem(photograph)["code"] == "unavailable"
    assert (later.status, later.headers["Upload-Offset"]) == (201, str(len(data)))


def test_in_clear_people_are_led_to_https_and_programs_are_refused(stage):
    line = HTTPConnection("localhost", stage.clear, timeout=READY_WITHIN)

    def told(method, path):
        line.request(method, path, headers={"Host": "localhost"})
        answer = line.getresponse()
        return answer.status, answer.headers["Location"], answer.read()

    page = told("GET", "/desa/32.05.09.2006/?q=jalan")
    status, place, body = told("POST", "/api/auth/login")
    line.close()

    assert page[:2] == (301, "https://localhost/desa/32.05.09.2006/?q=jalan")
    assert (status, place, json.loads(body)["code"]) == (403, None, "https_needed")


def test_a_forged_address_does_not_make_a_guesser_somebody_else(stage):
    guesser, neighbour = stage.visitor("127.0.0.66"), stage.visitor("127.0.0.67")

    def guess(visitor, number):
        body = {"username": f"orang{number}", "password": "salah", "device": {"id": str(uuid4())}}
        headers = {**JSON, "X-Forwarded-For": f"10.1.1.{number}", "X_Forwarded_For": "10.9.9.9"}
        return visitor.ask("POST", "/api/auth/login", json.dumps(body).encode(), headers).status

    assert [guess(guesser, number) for number in range(TRIES + 2)] == [401] * TRIES + [429] * 2
    assert guess(neighbour, 99) == 401


@pytest.mark.parametrize(
    ("path", "headers", "length"),
    [
        ("/api/sync/v1/files/", {"Upload-Length": str(25 * 1024 * 1024 + 1)}, 0),
        ("/api/sync/v1/files/", {}, 27 * 1024 * 1024),
        ("/api/sync/v1/exchange", {}, 27 * 1024 * 1024),
        ("/api/auth/login", {}, 27 * 1024 * 1024),
        ("/petugas/masuk/", {}, 27 * 1024 * 1024),
    ],
)
def test_what_is_too_large_is_refused_in_our_words(stage, published, path, headers, length):
    phone = Server(stage.address)
    phone.sign_in("siti", PASSWORD, device=uuid4())
    said = {"Authorization": f"Token {phone.token}", "Content-Length": str(length), **headers}
    said |= tus("0" * 64, published.place.id)

    answer = stage.visitor().ask("POST", path, b"", said)

    assert answer.status == 413
    if path.startswith("/api/"):
        assert problem(answer)["code"] == "too_large"
        assert "terlalu besar" in problem(answer)["title"]
    else:
        assert "Kiriman terlalu besar" in answer.text


HEAD = b"POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
BEGUN = HEAD + b"Content-Length: 1000\r\n\r\n{"


def test_many_who_send_slowly_keep_nobody_waiting(stage):
    slow = [stage.visitor().connect() for _number in range(3 * THREADS * len(stage.web))]
    for one in slow:
        one.connect()
        one.sock.sendall(BEGUN)

    alive = stage.visitor().get("/healthz")  # of these there are fewer places at Django than of those

    assert alive.status == 200
    for one in slow:
        one.sock.sendall(b" ")  # they are all there still
        one.close()


def test_who_sends_nothing_more_is_cut(stage):
    tls = free_port()
    with stage.front("impatient", tls=tls, clear=free_port(), other=IMPATIENT):
        amid_headers, amid_body = (stage.visitor(port=tls).connect() for _number in range(2))
        for one, begun in ((amid_headers, HEAD), (amid_body, BEGUN)):
            one.connect()
            one.sock.sendall(begun)
        ends = [end_of(one) for one in (amid_headers, amid_body)]

    assert [end for end in ends if end not in (b"", b"HTTP/1.1 408")] == []


def end_of(line):
    """The last that came over a connection that the other side ends: nothing, or a status."""
    told = b""
    with closing(line), suppress(ConnectionError):
        while data := line.sock.recv(4096):
            told += data
    return told[:12]


def test_figures_are_read_on_this_machine_only(stage):
    outside = stage.visitor("127.0.0.99")
    pretexts = [{"Authorization": f"Bearer {TOKEN}"}, {"X_Forwarded_For": "127.0.0.1"}, {"X_Real_IP": "127.0.0.1"}]
    assert [outside.get("/metrics", **one).status for one in pretexts] == [403] * len(pretexts)

    here = stage.visitor().get("/metrics")

    assert (here.status, "rembuk_broker_up 1.0" in here.text) == (200, True)


def test_files_come_packed_as_the_reader_understands(stage, published):
    warga = stage.visitor()
    style = re.search(r'href="(/static/[^"]+\.css)"', warga.get(published.home).text)[1]

    for path in (published.home, published.page, style):
        plain = warga.get(path)
        packed = {name: warga.get(path, Accept_Encoding=name) for name in ("gzip", "br")}

        assert plain.headers["Content-Encoding"] is None
        assert {name: one.headers["Content-Encoding"] for name, one in packed.items()} == {"gzip": "gzip", "br": "br"}
        assert gzip.decompress(packed["gzip"].content) == brotli.decompress(packed["br"].content) == plain.content
        assert len(packed["br"].content) < len(plain.content) / 2
        assert packed["br"].headers["Vary"] == "Accept-Encoding"
    assert warga.get(style).headers["Cache-Control"] == "public, max-age=31536000, immutable"


CHANGING = {"Date", "Server", "Connection", "ETag", "Last-Modified", "Content-Length", "Accept-Ranges", "X-Request-ID"}


@pytest.mark.parametrize("where", ["/", "home", "page"])
def test_a_file_says_what_django_says_of_the_page(stage, published, where):
    path = getattr(published, where, where)

    def told(headers):
        found = {name: value for name, value in headers.items() if name not in CHANGING}
        found["Cache-Control"] = set(found["Cache-Control"].split(", "))
        return {**found, "Content-Security-Policy": directives(found["Content-Security-Policy"])}

    assert told(stage.visitor().get(path).headers) == told(past_nginx(stage, path).headers)


def test_every_face_has_the_best_mark_over_https(stage, published):
    warga = stage.visitor()
    pages = [warga.get(path) for path in ("/", published.home, published.page, SEARCH, "/petugas/masuk/", "/app/")]
    pages.append(published.officer.get("/petugas/"))

    assert [page.status for page in pages] == [200] * len(pages)
    assert [mark for mark in map(score, pages) if mark < GOAL] == []
    for page in pages:
        assert page.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
        assert page.headers["Server"] == "nginx"
