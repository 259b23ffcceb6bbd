"""The nginx configuration of the docs says of a file what Django says of the page."""

import re
from pathlib import Path

import pytest
from django.conf import settings

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
