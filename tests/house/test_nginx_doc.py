"""The nginx configuration of the docs says of a file what Django says of the page."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError

from backend import answers
from villages.board.answers import HOUR, MINUTE
from villages.board.documents import DAY

pytestmark = pytest.mark.django_db
CONF = (Path(settings.BASE_DIR) / "docs" / "nginx.conf").read_text()
AGES = CONF.split("map $uri $board_age {")[1].split("}\nmap")[0]
BOARD = CONF.split("location / {")[1].split("\n    }")[0]
OWN = {"Content-Type", "Content-Length", "ETag", "Cache-Control", "Content-Security-Policy"}


def policy(text):
    return {part.strip() for part in text.split(";") if part.strip()}


def test_headers_are_djangos(client):
    answer = client.get("/")

    written = dict(re.findall(r'add_header ([\w-]+) "?([^";$]+)"?;', BOARD))
    assert {name: written.get(name) for name in answer.headers if name not in OWN} == {
        name: value for name, value in answer.headers.items() if name not in OWN
    }
    said = re.search(r'add_header Content-Security-Policy "([^"]+)"', BOARD)
    assert policy(said[1]) == policy(answer["Content-Security-Policy"])


def test_ages_are_djangos():
    ages = dict(re.findall(r"^    (\S+) +(\d+);$", AGES, re.MULTILINE))

    assert {name: int(age) for name, age in ages.items()} == {
        "default": MINUTE,
        "~/foto/": HOUR,
        "~/(bacaan/|dokumen/[^/]+)$": DAY,
    }


def test_what_nginx_tells_a_phone_is_what_django_would_tell_it():
    told = {body["code"]: body for body in map(json.loads, re.findall(r"return \d+ '(\{.*\})';", CONF))}
    ours = [answers._of_database(None, OperationalError()), answers._of_size(None, None)]

    assert told.keys() == {"unavailable", "too_large", "https_needed"}
    for body in (json.loads(one.content) for one in ours):
        assert told[body["code"]] == body
    for body in told.values():
        assert (body["type"], body["error"]) == (f"urn:rembuk:problem:{body['code']}", body["code"])


def test_nginx_takes_a_little_more_than_django_so_that_django_refuses_in_words():
    most = int(re.search(r"client_max_body_size (\d+)m;", CONF)[1]) * 1024 * 1024

    assert settings.UPLOAD_LIMIT < most <= settings.UPLOAD_LIMIT + 1024 * 1024
