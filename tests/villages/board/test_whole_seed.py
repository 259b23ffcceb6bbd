"""Every page and file that anybody can reach in the demonstration, followed link by link, tells of no person (S14)."""

import re
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from budgets.models import Voice
from meetings.models import Attendance, Meeting, Photo, Signature
from tests.backend.test_demo import story_regions  # noqa: F401 -- a fixture
from villages.models import User

STARTS = ("/", "/data/", "/data/kamus/", "/sidik/", "/verifikasi/", "/usulan/", "/cari/?q=jalan", "/api/openapi.json")
LINK = re.compile(r"""(?:href|src|action)=["'](/[^"'#]*)|"(?:url|href|download)":\s*"[a-z]+://[^/"]+(/[^"#]*)""")
NOT_OURS = re.compile(r"^/(?:petugas|admin|app|static|api)(?:/|$)|^/cari/\?|[?&](?:urut|halaman|page)=")
"""What needs a name, what a build makes, and the same lists in another order."""
LEAST = 300
NIK = re.compile(r"(?<![\d.,])\d{16}(?![\d.,])")
TELEPHONE = re.compile(r"(?<![\w.,-])(?:\+62|62|0)[ -]?8\d{2}[ -]?\d{3,4}[ -]?\d{2,5}(?![\w])")
RANDOM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32}(?:[0-9a-f]{32})?\b")
"""Ids and digests: any number stands in one sooner or later."""


def text_of(answer):
    """All that an answer tells a reader, out of whatever file it is."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = str(answer.headers)
    if body.startswith(b"%PDF"):
        return said + "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as parts:
            return said + "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    return said + body.decode(errors="replace")


@pytest.fixture
def pages(client, story_regions, settings, tmp_path):  # noqa: F811 -- the fixture
    """Each address of the demonstration that a reader can come to, with what it tells."""
    settings.DEBUG = True
    settings.SECURE_SSL_REDIRECT = False
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}
    call_command("demo", verbosity=0)
    found, waiting = {}, list(STARTS)
    for place in waiting:
        answer = client.get(place)
        if answer.status_code in (301, 302):
            links = [answer["Location"]]
        else:
            assert answer.status_code == 200, (place, answer.status_code)
            found[place] = text_of(answer)
            links = ["".join(one).replace("&amp;", "&") for one in LINK.findall(found[place])]
        for link in links:
            if link not in waiting and not NOT_OURS.search(link):
                waiting.append(link)
    return found


def places_with(pages, telling):
    """Where and what a pattern or a word finds."""
    return sorted({(place, found) for place, text in pages.items() for found in telling(RANDOM.sub("", text))})


def in_office():
    """Who leads, writes down, speaks and signs, which the record of a deliberation tells by name and office."""
    led = Meeting.objects.values_list("chair", "minute_taker", "speakers")
    signed = Signature.objects.values_list("name", flat=True)
    return "\n".join([*map(str, led), *signed, *User.objects.values_list("name", flat=True)])


@pytest.mark.slow  # twelve villages are played and every paper of theirs is set: two minutes
@pytest.mark.django_db
def test_no_page_and_no_file_of_the_demonstration_tells_of_a_person(pages):
    names = set(Attendance.objects.values_list("name", flat=True)) | set(
        Voice.objects.exclude(name="").values_list("name", flat=True)
    )
    offices = in_office()
    names = {one for one in names if one not in offices}
    spots = {
        f"{value:.4f}"
        for pair in Photo.objects.exclude(latitude=None).values_list("latitude", "longitude")
        for value in pair
    }
    assert len(pages) >= LEAST
    assert len(names) > 100
    assert spots

    assert places_with(pages, NIK.findall) == []
    assert places_with(pages, TELEPHONE.findall) == []
    assert places_with(pages, lambda text: [one for one in spots if one in text]) == []
    assert places_with(pages, lambda text: [one for one in names if one in text]) == []
