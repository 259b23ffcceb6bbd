"""Nothing restricted reaches a byte of open data: a canary in every restricted field of every kind."""

import re

import pytest

from meetings.models import AttendanceTally, Photo, Remark
from tests.factories.meetings import make_whole_meeting, photo_fields, put
from tests.villages.board.test_privacy import ID, RESTRICTED, canary
from tests.villages.opendata.reading import got, names_of, said

HOME = "32.05.09.2006/"
EXPLAINED = re.compile(r'"description(_en)?": "[^"]*"')
"""What the dictionary says of a column is no value; "poor households" stands there."""


@pytest.fixture
def whole(village):
    meeting = make_whole_meeting(village)
    put(Remark, village, meeting=meeting.id, text="Periksa lagi.", author_name="Bu Camat")
    put(AttendanceTally, village, meeting=meeting.id, element="miskin", gender="P", present=4)
    put(Photo, village, meeting=meeting.id, **photo_fields("b"), publishable=False)
    return meeting


@pytest.fixture
def public(client, published):
    """Every byte of open data of a published meeting, unpacked."""

    def read(meeting):
        published(meeting)
        paths = ["", "kamus/", HOME, *(f"{HOME}{name}" for name in names_of(client, HOME))]
        return "\n".join(said(got(client, path).bytes, path) for path in paths)

    return read


def test_no_restricted_value_reaches_open_data(whole, public):
    planted = []
    for kind, name in RESTRICTED:
        value, seen = canary(kind, name)
        assert kind.model._default_manager.filter(village=whole.village).update(**{name: value})
        strokes = ["917,443", "917, 443"]  # a number alone stands in some size or amount
        planted += [(f"{kind.name}.{name}", text) for text in (strokes if seen[0].isdigit() else seen)]

    page = EXPLAINED.sub("", ID.sub("", public(whole)))

    assert [(field, text) for field, text in planted if text.lower() in page.lower()] == []
    assert "Pengerasan jalan usaha tani" in page, "the files are not empty"


def test_nobody_who_came_signed_or_presided_is_named(whole, public):
    page = public(whole)

    for name in ("Peserta tani", "Endang", "Lilis Suryani", "Asep Ridwan", "Bu Camat", "Hj. Neni Rohaeni"):
        assert name not in page


def test_a_canary_in_a_public_field_is_seen(whole, public):
    type(whole).objects.filter(id=whole.id).update(summary="Qxsummary")

    assert "Qxsummary" in public(whole)
