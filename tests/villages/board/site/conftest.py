"""A public site in a folder of the test's own, and a meeting with a photograph, documents and a question on it."""

import hashlib
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from backend.kernel import clock
from budgets import voices
from budgets.terms import VoiceKind
from meetings.models import Photo
from sync.models import Blob
from tests.factories.meetings import make_whole_meeting, photo_fields, put, subject_of
from villages.board import papers
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.board.site import rendering


@pytest.fixture
def site(settings, tmp_path) -> Path:
    """Files are kept; the folder that they lie in."""
    settings.STATIC_BOARDS = True
    place = tmp_path / "boards"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        },
        "boards": {"BACKEND": "villages.board.site.folder.Folder", "OPTIONS": {"location": str(place)}},
    }
    return place


@pytest.fixture
def put_up(bu_camat):
    """Publishes a meeting as it stands; no message is sent, since no transaction of a test commits."""

    def one(meeting):
        return publish(
            dossier(subject_of(meeting)),
            stamp=Stamp(number=7, hash="ab" * 32),
            by=bu_camat.actor,
            title=meeting.title,
            fiscal_year=meeting.fiscal_year,
            held_on=date(2026, 6, 15),
        )

    return one


@pytest.fixture
def shown(village) -> str:
    """The digest of a photograph whose bytes are there."""
    out = BytesIO()
    Image.effect_noise((640, 480), 80).convert("RGB").save(out, "JPEG")
    content = out.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    name = default_storage.save(f"blobs/{village.pk}/{sha256}", ContentFile(content))
    Blob.objects.create(
        village=village,
        sha256=sha256,
        size=len(content),
        media_type="image/jpeg",
        name=name,
        received_at=clock.now(),
    )
    return sha256


@pytest.fixture
def meeting(site, village, shown):
    made = make_whole_meeting(village)
    put(Photo, village, meeting=made.id, **{**photo_fields("d"), "sha256": shown}, publishable=True)
    return made


@pytest.fixture
def published(meeting, village, siti, put_up):
    """The meeting on the board with everything that belongs to it, a question asked and one answered."""
    publication = put_up(meeting)
    for text in ("Kapan jalan dibangun?", "Siapa pelaksananya?"):
        sent = voices.send(village, VoiceKind.QUESTION, form=uuid4(), publication=publication, text=text)
    voices.answer(sent, by=siti.actor, shown=sent.text, text="Kasi Kesejahteraan.")
    papers.make_all(publication)
    return publication


@pytest.fixture
def render():
    def one(village, **how):
        return dict(+rendering.bring_up_to_date(village.pk, **how))

    return one


@pytest.fixture
def files(site):
    """Every file by its address with its bytes, packed forms too."""

    def now() -> dict[str, bytes]:
        found = (one for one in site.rglob("*") if one.is_file())
        return {"/" + str(one.relative_to(site)).removesuffix("index.html"): one.read_bytes() for one in found}

    return now
