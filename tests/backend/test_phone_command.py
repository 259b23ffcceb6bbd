import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from backend.demo.server import Server
from meetings.models import Attendance, Meeting, Photo
from sync.models import Blob, Device, LedgerEntry
from tests.factories.villages import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def run(server: str, *, user: str = "siti", password: str = PASSWORD, count: int = 2, **options) -> str:
    out = StringIO()
    call_command("phone", offline_musdes=count, server=server, user=user, password=password, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def portal():
    """What a free hotspot answers to everything."""

    class Page(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>Silakan masuk</html>")

        def log_message(self, *_):
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_phone_hands_over_what_it_recorded_without_signal(siti, village, live_server):
    told = run(live_server.url)

    assert Meeting.objects.filter(village=village, status="held").count() == 2
    assert Attendance.objects.filter(village=village).count() > 100
    assert {one.sha256 for one in Photo.objects.all()} == {one.sha256 for one in Blob.objects.all()}
    assert Photo.objects.count() == 4
    assert Counter(LedgerEntry.objects.values_list("outcome", flat=True)) == {"applied": LedgerEntry.objects.count()}
    assert f"applied: {LedgerEntry.objects.count()}" in told
    assert "4 foto, 4 baru" in told
    assert "Siti Aminah mencatat di Desa Cangkuang" in told


def test_running_it_again_sends_nothing_new(siti, live_server):
    run(live_server.url)
    before = LedgerEntry.objects.count()

    told = run(live_server.url)

    assert LedgerEntry.objects.count() == before
    assert f"{before} di antaranya sudah pernah diterima" in told
    assert "4 foto, 0 baru: 0 KB" in told
    assert Device.objects.count() == 1


def test_a_second_run_goes_on_where_more_was_recorded(siti, live_server):
    run(live_server.url, count=1)

    run(live_server.url, count=3)

    assert Meeting.objects.count() == 3


def test_the_village_is_chosen_by_its_code(siti, asep, live_server):
    assert "Desa Lembang" in run(live_server.url, user="asep", count=1, village="32.05.09.2005")
    with pytest.raises(CommandError, match=r"Desanya: 32\.05\.09\.2006"):
        run(live_server.url, village="32.05.09.2005")


def test_who_records_nowhere_is_told_so(bu_camat, live_server):
    with pytest.raises(CommandError, match="tidak mencatat"):
        run(live_server.url, user="bu_camat")


def test_a_wrong_password_is_answered_in_the_servers_words(siti, live_server):
    with pytest.raises(CommandError, match="kata sandi salah"):
        run(live_server.url, password="bukan")


def test_a_server_that_is_not_there_is_named(db):
    with pytest.raises(CommandError, match=r"127\.0\.0\.1:9 tidak menjawab"):
        run("http://127.0.0.1:9")


def test_an_address_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="http://"):
        run("file:///etc/passwd")


def test_a_captive_portal_is_not_taken_for_the_server(db, portal):
    with pytest.raises(CommandError, match="bukan server Rembuk Desa"):
        run(portal)


@pytest.mark.parametrize("count", [0, 201])
def test_a_count_beyond_reason_is_refused(db, count):
    with pytest.raises(CommandError, match="1 sampai 200"):
        run("http://127.0.0.1:9", count=count)


def test_a_photograph_travels_in_pieces_and_only_once(siti, village, live_server, monkeypatch):
    run(live_server.url, count=1)
    blob = Blob.objects.order_by("size").last()
    Blob.objects.all().delete()
    with default_storage.open(blob.name) as file:
        content = file.read()
    monkeypatch.setattr("backend.demo.server.PIECE", len(content) // 3 + 1)
    server = Server(live_server.url)
    server.sign_in("siti", PASSWORD, device=Device.objects.get().number)

    assert server.upload(str(village.pk), blob.sha256, content) is True
    assert server.upload(str(village.pk), blob.sha256, content) is False
    assert Blob.objects.get().sha256 == blob.sha256
