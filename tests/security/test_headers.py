"""Headers and cookies of every kind of answer, as a server with HTTPS gives them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as live
from django.test import Client
from PIL import Image

from backend.headers import POLICY, POLICY_OF_THE_APP
from sync.models import Device
from tests.factories.villages import PASSWORD, make_person
from tests.meetings.recorded import record_meeting
from tests.security.observatory import directives, parts, score

pytestmark = pytest.mark.django_db
GOAL = 105
OF_A_SERVER = (
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_AGE",
    "SESSION_COOKIE_PATH",
    "SESSION_COOKIE_DOMAIN",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_HTTPONLY",
    "CSRF_COOKIE_SAMESITE",
    "CSRF_COOKIE_PATH",
    "CSRF_COOKIE_DOMAIN",
    "LANGUAGE_COOKIE_NAME",
    "LANGUAGE_COOKIE_SECURE",
    "LANGUAGE_COOKIE_HTTPONLY",
    "LANGUAGE_COOKIE_SAMESITE",
    "DEBUG",
)
ASK = f"""
import json, django
django.setup()
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {OF_A_SERVER!r}}}))
"""


@pytest.fixture(scope="session")
def of_a_server(tmp_path_factory):
    """What the product's settings say on a server, read in a process of its own."""
    world = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "SECRET_KEY": "x" * 60,
        "DATA_DIR": str(tmp_path_factory.mktemp("server")),
    }
    done = subprocess.run([sys.executable, "-c", ASK], cwd=live.BASE_DIR, env=world, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(autouse=True)
def _https(settings, of_a_server, tmp_path):
    for name, value in of_a_server.items():
        setattr(settings, name, value)
    settings.PHONE_ROOT = tmp_path / "app"
    settings.ROOT_URLCONF = "tests.security.broken_urls"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        },
    }
    (tmp_path / "app" / "assets").mkdir(parents=True)
    (tmp_path / "app" / "index.html").write_text("<!doctype html><title>Rembuk Desa</title>")
    (tmp_path / "app" / "sw.js").write_text("self")


def client_of(person=None, **how):
    client = Client(raise_request_exception=False, **how)
    if person is not None:
        client.force_login(person)
    return client


def ask(path, person=None):
    """The whole answer, whatever it was streamed from."""
    answer = client_of(person).get(path, secure=True)
    if answer.streaming:
        answer.read = b"".join(answer.streaming_content)
    answer.close()
    return answer


PUBLIC = [
    "/",
    "/cari/?q=cangkuang",
    "/desa/32.05.09.2006/",
    "/desa/32.05.09.2006/rembuk/",
    "/usulan/",
    "/verifikasi/",
    "/data/",
    "/data/kamus/",
    "/sidik/",
    "/app/",
    "/app/sw.js",
    "/petugas/masuk/",
    "/petugas/sudah-keluar/",
    "/admin/login/",
    "/api/openapi.json",
    "/api/auth/devices",
    "/healthz",
    "/readyz",
    "/static/board/board.css",
    "/static/backend/desk.js",
    "/tidak-ada",
    "/api/tidak-ada",
    "/rusak/",
    "/petugas/",
]
DESK = ["/petugas/", "/petugas/hp/", "/petugas/kunci-kedua/", "/petugas/apb/", "/petugas/rusak/", "/admin/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_every_kind_of_answer_has_the_best_mark(village, path):
    answer = ask(path)

    assert score(answer) >= GOAL, dict(parts(answer))


@pytest.mark.parametrize("path", DESK)
def test_every_page_of_the_desk_has_the_best_mark(bu_camat, path):
    answer = ask(path, bu_camat.user)

    assert score(answer) >= GOAL, dict(parts(answer))


def test_the_administration_and_a_photograph_have_the_best_mark(siti, bu_camat, tmp_path):
    root = make_person("root", is_staff=True, is_superuser=True)
    meeting = record_meeting(siti)
    Image.new("RGB", (640, 480), "green").save(tmp_path / "x.jpg")
    sha256 = meeting.photo((tmp_path / "x.jpg").read_bytes())
    pages = [
        client_of(root).get("/admin/", secure=True),
        client_of(root).get("/admin/villages/user/", secure=True),
        client_of(bu_camat.user).get(f"/petugas/{siti.village.pk}/foto/{sha256}.jpg", secure=True),
        client_of(bu_camat.user).get(meeting.address, secure=True),
    ]

    assert [page.status_code for page in pages] == [200] * 4
    assert [score(page) for page in pages if score(page) < GOAL] == []


def test_the_mark_of_a_careless_answer_is_low(village, settings):
    """Or else the others' would prove nothing."""
    settings.MIDDLEWARE = []

    assert score(ask("/healthz")) < 60


@pytest.mark.parametrize("path", PUBLIC)
def test_no_policy_lets_anything_unsafe_in(village, path):
    policy = directives(ask(path)["Content-Security-Policy"])

    assert policy["default-src"] == policy["object-src"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == {"'self'"}
    assert policy["base-uri"] == policy["frame-ancestors"] == {"'none'"}
    assert policy["form-action"] == {"'self'"}
    assert not [source for sources in policy.values() for source in sources if "unsafe" in source or "*" in source]


def test_the_app_takes_no_text_for_code(village):
    policy = directives(ask("/app/")["Content-Security-Policy"])

    assert policy["require-trusted-types-for"] == {"'script'"}
    assert policy["trusted-types"] == {"rembuk"}


@pytest.mark.parametrize("path", PUBLIC)
def test_no_other_site_and_no_sensor_is_reached(village, path):
    said = ask(path).headers

    assert said["Cross-Origin-Resource-Policy"] == said["Cross-Origin-Opener-Policy"] == "same-origin"
    assert said["Referrer-Policy"] == "same-origin"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Permissions-Policy"] == (POLICY_OF_THE_APP if path.startswith("/app") else POLICY)
    assert said["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert "Server" not in said
    assert "X-Powered-By" not in said


def test_whoever_comes_over_http_is_led_to_https(village):
    answer = client_of().get("/desa/32.05.09.2006/")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/desa/32.05.09.2006/")


@pytest.mark.parametrize("how", ["get", "post", "head", "options"])
@pytest.mark.parametrize("path", ["/api/auth/devices", "/api/sync/v1/exchange", "/api/openapi.json", "/api/tidak-ada"])
def test_a_program_that_asks_over_http_is_refused_unread_and_never_led_on(siti, settings, path, how):
    settings.SECURE_SSL_REDIRECT = False
    siti.phone.sync()
    settings.SECURE_SSL_REDIRECT = True
    seen = Device.objects.get().seen_at
    answer = getattr(client_of(), how)(path, headers={**siti.phone.headers, "Accept-Language": "id"})

    assert (answer.status_code, answer.get("Location")) == (403, None)
    assert answer["Content-Type"] == "application/problem+json"
    if how != "head":
        assert answer.json()["code"] == "https_needed"
        assert "harus diawali https://" in answer.json()["title"]
    assert Device.objects.get().seen_at == seen


def test_figures_are_not_told_in_the_clear_and_whether_it_lives_is(village, settings):
    settings.METRICS_TOKEN = "kunci-angka"
    told = {"Authorization": "Bearer kunci-angka"}

    assert client_of().get("/metrics", headers=told).status_code == 403
    assert client_of().get("/metrics", headers=told, secure=True).status_code == 200
    assert [client_of().get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]


def test_cookies_belong_to_this_host_alone_and_no_script_reads_them(bu_camat, settings):
    client = client_of()
    asked = client.get("/petugas/masuk/", secure=True)
    came = client.post("/petugas/masuk/", {"username": "bu_camat", "password": PASSWORD}, secure=True)
    spoke = client.post("/petugas/bahasa/", {"language": "en"}, secure=True)

    set_by_us = {name: cookie for answer in (asked, came, spoke) for name, cookie in answer.cookies.items()}
    assert set(set_by_us) == {"__Host-csrftoken", "__Host-sessionid", "__Host-bahasa"}
    for cookie in set_by_us.values():
        told = {name: cookie[name] for name in ("secure", "httponly", "samesite", "path", "domain")}
        assert told == {"secure": True, "httponly": True, "samesite": "Strict", "path": "/", "domain": ""}
    assert set_by_us["__Host-sessionid"]["max-age"] == 12 * 60 * 60


@pytest.mark.parametrize("path", [path for path in PUBLIC if not path.startswith(("/petugas", "/admin"))])
def test_no_public_answer_sets_a_cookie(village, path):
    assert ask(path).cookies == {}


@pytest.mark.parametrize("path", ["/rusak/", "/petugas/rusak/"])
def test_a_mistake_of_ours_tells_nobody_what_it_was(village, path):
    answer = ask(path)
    page = answer.content.decode()

    assert answer.status_code == 500
    assert "Ada kesalahan di server" in page
    for secret in ("rahasia", "Traceback", "RuntimeError", ".py"):
        assert secret not in page


def test_a_form_from_elsewhere_is_refused_in_words(bu_camat):
    client = client_of(bu_camat.user, enforce_csrf_checks=True)

    answer = client.post("/petugas/kabar/", {}, secure=True, headers={"Origin": "https://jahat.example"})

    assert answer.status_code == 403
    assert "dikirim dari situs lain" in answer.content.decode()
    assert "<style" not in answer.content.decode()


@pytest.mark.parametrize("path", [path for path in DESK if "rusak" not in path])
def test_no_page_of_the_desk_is_kept_by_a_cache(bu_camat, path):
    assert {"no-store", "private"} <= set(ask(path, bu_camat.user)["Cache-Control"].split(", "))


def test_nginx_says_of_every_file_what_django_says():
    conf = (Path(live.BASE_DIR) / "docs" / "nginx.conf").read_text()
    for place in ("location /static/ {", "location / {"):
        block = conf.split(place)[1].split("\n    }")[0]
        assert f'add_header Permissions-Policy "{POLICY}";' in block
        assert "add_header Cross-Origin-Resource-Policy same-origin;" in block
        assert 'add_header Strict-Transport-Security "max-age=63072000; includeSubDomains; preload";' in block
        assert "default-src 'none'" in block
        assert "unsafe" not in block
    assert "server_tokens off;" in conf
