"""Checks of photographs: each with a true case and a near miss."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from backend.kernel import clock
from meetings import findings, prints, tasks
from meetings.models import Photo, PhotoPrint
from meetings.rules import pictures
from sync.models import Blob
from tests.factories.meetings import photo_fields, put
from tests.factories.villages import make_village
from tests.meetings.checks import found, meet
from tests.meetings.taken import BLUE, VIOLET, of_a_screen, signed_sheet, woven
from villages.models import StoredFinding

NINE = datetime(2026, 6, 15, 2, 30, tzinfo=UTC)
CODES = ("photo_same", "photo_alike", "photo_maybe")


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """A file store of the test's own."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}
    settings.SECURE_SSL_REDIRECT = False


def scene(seed, size=(640, 480)):
    """A picture of its own: patches of light and colour, as a hall with people is from afar."""
    chance = Random(seed)
    image = Image.new("RGB", size, tuple(chance.randrange(40, 220) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _patch in range(60):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        reach = chance.randrange(20, 140)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(3))


def jpeg(image, quality=85):
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def shot(meeting, content, **fields):
    """A photograph of a meeting whose bytes have arrived."""
    sha256 = hashlib.sha256(content).hexdigest()
    given = {**photo_fields("a"), "sha256": sha256, "taken_at": NINE, **fields}
    row = put(Photo, meeting.village, meeting=meeting.id, **given)
    if not Blob.objects.filter(village=meeting.village, sha256=sha256).exists():
        name = default_storage.save(f"blobs/{meeting.village.pk}/{sha256}", ContentFile(content))
        common = {"size": len(content), "media_type": "image/jpeg", "name": name, "received_at": clock.now()}
        Blob.objects.create(village=meeting.village, sha256=sha256, **common)
    return row


@pytest.fixture
def there(village):
    """A meeting in the village next door, with one photograph."""
    meeting = meet(make_village("32.05.09.2005", "Lembang"), "2026-03-03", title="Musdes Lembang")
    shot(meeting, jpeg(scene(1)))
    prints.keep_photo(meeting.village_id, Photo.objects.get().sha256)
    return meeting


def told(meeting):
    """Which photographs are said to be whose, by code."""
    findings.look_over(meeting.village_id, meeting.id)
    rows = StoredFinding.objects.filter(subject_key=meeting.id, code__in=CODES, gone_at=None)
    return [(row.code, row.evidence["facts"]["village"]) for row in rows.order_by("code")]


def test_the_very_file_of_another_village_is_seen(village, there):
    meeting = meet(village)
    shot(meeting, jpeg(scene(1)))

    assert told(meeting) == [("photo_same", "Lembang")]


@pytest.mark.parametrize(
    "change",
    [
        lambda image: jpeg(image, quality=40),
        lambda image: jpeg(image.resize((320, 240)), quality=60),
        lambda image: jpeg(ImageEnhance.Brightness(image).enhance(1.15)),
        lambda image: jpeg(ImageOps.mirror(image)),
        lambda image: jpeg(image.convert("L")),
    ],
    ids=["saved again", "smaller", "brighter", "mirrored", "grey"],
)
def test_a_photograph_that_was_worked_on_is_the_same_almost_surely(village, there, change):
    meeting = meet(village)
    shot(meeting, change(scene(1)))

    assert told(meeting) == [("photo_alike", "Lembang")]


@pytest.mark.parametrize("seed", range(2, 12))
def test_another_photograph_is_another(village, there, seed):
    meeting = meet(village)
    shot(meeting, jpeg(scene(seed)))

    assert told(meeting) == []


def test_the_same_photograph_of_the_villages_own_earlier_meeting_is_seen(village):
    earlier = meet(village, "2025-06-12")
    shot(earlier, jpeg(scene(5)))
    meeting = meet(village)
    shot(meeting, jpeg(scene(5)))

    assert told(meeting) == [("photo_same", "Cangkuang")]


def test_a_photograph_that_one_meeting_sends_twice_is_no_finding(village):
    meeting = meet(village)
    shot(meeting, jpeg(scene(5)))
    shot(meeting, jpeg(scene(5)))
    shot(meeting, jpeg(scene(5), quality=40))

    assert told(meeting) == []


def test_two_blank_walls_are_not_the_same_photograph(village, there):
    other = meet(there.village, "2026-04-04")
    shot(other, jpeg(Image.new("RGB", (640, 480), (200, 200, 205))))
    findings.look_over(other.village_id, other.id)
    meeting = meet(village)
    shot(meeting, jpeg(Image.new("RGB", (640, 480), (190, 190, 195))))

    assert told(meeting) == []
    assert PhotoPrint.objects.filter(first=None).count() == 2


def test_what_differs_in_twelve_bits_is_not_near_and_in_eleven_is(village, there):
    row = PhotoPrint.objects.get()
    bits = pictures.unsigned(row.hash)
    chance = Random(3)
    for distance, wanted in ((8, 1), (11, 1), (12, 0)):
        for _turn in range(20):
            other = bits ^ sum(1 << place for place in chance.sample(range(64), distance))
            bands = dict(zip(prints.COLUMNS, pictures.bands(other), strict=True))
            probe = PhotoPrint(village=village, sha256="b" * 64, hash=pictures.signed(other), mirror=0, **bands)
            found_ones = [one for one in prints.near(probe) if not one.mirrored]
            assert len(found_ones) == wanted, distance


@pytest.mark.parametrize(("distance", "code"), [(8, "photo_alike"), (9, "photo_maybe"), (11, "photo_maybe"), (12, "")])
def test_the_fewer_bits_differ_the_surer_it_is(village, there, distance, code):
    meeting = meet(village)
    shot(meeting, jpeg(scene(7)))
    mine = prints.keep_photo(village.pk, Photo.objects.get(village=village).sha256)
    other = pictures.unsigned(mine.hash) ^ sum(1 << place for place in Random(1).sample(range(64), distance))
    bands = dict(zip(prints.COLUMNS, pictures.bands(other), strict=True))
    PhotoPrint.objects.filter(village=there.village).update(hash=pictures.signed(other), **bands)

    assert told(meeting) == ([(code, "Lembang")] if code else [])


def test_photographs_of_the_day_before_are_seen(village):
    meeting = meet(village)
    shot(meeting, jpeg(scene(3)), taken_at=NINE - timedelta(days=1))
    shot(meeting, jpeg(scene(4)), taken_at=NINE)

    assert found(meeting, "photo_other_day") == [{"photos": 1, "days": ["14-06-2026"]}]


def test_the_village_keeps_its_own_calendar(village):
    """23.30 WIB on the day before in UTC is the day itself in the village."""
    meeting = meet(village)
    shot(meeting, jpeg(scene(3)), taken_at=datetime(2026, 6, 14, 17, 30, tzinfo=UTC))
    shot(meeting, jpeg(scene(4)), taken_at=NINE + timedelta(days=2), purpose="banner")

    assert found(meeting, "photo_other_day") == []


HOME = (-7.2, 107.9)


def around(village, count, place=HOME):
    earlier = meet(village, "2025-06-12")
    for number in range(count):
        where = {"latitude": place[0] + number * 0.0004, "longitude": place[1]}
        put(Photo, village, meeting=earlier.id, **{**photo_fields("b"), "sha256": f"{number:064}"}, **where)


def test_a_photograph_from_nine_kilometres_away_is_seen(village):
    around(village, 9)
    meeting = meet(village)
    shot(meeting, jpeg(scene(3)), latitude=HOME[0] + 0.08, longitude=HOME[1])

    assert found(meeting, "photo_far") == [{"photos": 1, "km": 9}]


def test_four_kilometres_are_the_same_village(village):
    around(village, 9)
    meeting = meet(village)
    shot(meeting, jpeg(scene(3)), latitude=HOME[0] + 0.035, longitude=HOME[1])

    assert found(meeting, "photo_far") == []


def test_where_a_village_is_hardly_known_nothing_is_far(village):
    around(village, 4)
    meeting = meet(village)
    shot(meeting, jpeg(scene(3)), latitude=HOME[0] + 1, longitude=HOME[1])

    assert found(meeting, "photo_far") == []


def sheet():
    image = Image.new("RGB", (640, 480), (236, 234, 228))
    draw = ImageDraw.Draw(image)
    for row in range(20):
        draw.line((30, 40 + 20 * row, 600, 40 + 20 * row), fill=(60, 60, 70), width=2)
    return image


def test_photographs_of_paper_only_are_told_as_a_guess(village):
    meeting = meet(village)
    shot(meeting, jpeg(sheet()))

    assert found(meeting, "photo_paper_only") == [{}]
    assert StoredFinding.objects.get(code="photo_paper_only").severity == "info"


def test_paper_beside_people_is_no_finding(village):
    meeting = meet(village)
    shot(meeting, jpeg(sheet()))
    shot(meeting, jpeg(scene(8)))

    assert found(meeting, "photo_paper_only") == []


def test_a_photograph_that_comes_late_is_looked_at_when_it_comes(village, there):
    meeting = meet(village)
    row = shot(meeting, jpeg(scene(1)))
    blob = Blob.objects.filter(village=village)
    kept = blob.get()
    blob.delete()
    before = told(meeting)
    kept.save(force_insert=True)

    tasks.make_sizes(str(village.pk), row.sha256)

    rows = StoredFinding.objects.filter(subject_key=meeting.id, code="photo_same", gone_at=None)
    assert (before, rows.count()) == ([], 1)


def test_the_page_shows_both_photographs_to_who_may_see_both(client, village, there, bu_camat, siti):
    meeting = meet(village)
    mine = shot(meeting, jpeg(scene(1)))
    told(meeting)
    client.force_login(bu_camat.user)

    page = client.get(f"/petugas/{village.pk}/musyawarah/{meeting.id}/").content.decode()

    for place in (village.pk, there.village_id):
        assert f"/petugas/{place}/foto/{mine.sha256}.jpg" in page


def test_a_village_outside_the_area_is_named_and_not_opened(client, village, bu_camat):
    far = meet(make_village("32.05.10.2001", "Talagasari"), "2026-03-03", title="Rahasia Talagasari")
    shot(far, jpeg(scene(1)))
    prints.keep_photo(far.village_id, Photo.objects.get().sha256)
    meeting = meet(village)
    shot(meeting, jpeg(scene(1)))
    told(meeting)
    client.force_login(bu_camat.user)

    page = client.get(f"/petugas/{village.pk}/musyawarah/{meeting.id}/").content.decode()

    assert "Talagasari" in page
    assert str(far.village_id) not in page
    assert "Rahasia" not in page


WIDE = (1280, 960)


def grained(image, seed=1):
    """The picture with a camera's noise."""
    noise = np.random.default_rng(seed).normal(0, 5, (image.height, image.width, 3))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype("uint8"))


@pytest.mark.parametrize(("pitch", "degrees"), [(0.8, 2), (1.4, 4), (2.4, 1.5), (4.0, 3)])
def test_a_photograph_of_a_screen_is_seen(village, pitch, degrees):
    meeting = meet(village)
    shot(meeting, jpeg(of_a_screen(scene(3, WIDE), pitch=pitch, degrees=degrees), quality=78))
    shot(meeting, jpeg(grained(scene(4, WIDE))))

    assert found(meeting, "photo_of_screen") == [{"photos": 1}]
    assert StoredFinding.objects.get(code="photo_of_screen").severity == "attention"


@pytest.mark.parametrize(
    "image",
    [
        grained(scene(6, WIDE)),
        woven(grained(scene(6, WIDE)), (0, 0, 640, 480)),
        woven(grained(scene(6, WIDE)), (0, 480, 1280, 960), period=20),
        woven(grained(scene(6, WIDE)), (0, 0, 1280, 960), period=40),
    ],
    ids=["a hall", "a checked curtain", "a floor of small tiles", "a wall of bricks"],
)
def test_a_pattern_in_the_hall_is_no_screen(village, image):
    meeting = meet(village)
    shot(meeting, jpeg(image, quality=78))

    assert found(meeting, "photo_of_screen") == []
    assert PhotoPrint.objects.get().screen_percent < 75


def test_a_screen_among_the_sheets_is_not_spoken_of(village):
    meeting = meet(village)
    shot(meeting, jpeg(of_a_screen(scene(3, WIDE), pitch=1.4, degrees=4)), purpose="banner")

    assert found(meeting, "photo_of_screen") == []


@pytest.mark.parametrize("stamp", [VIOLET, BLUE], ids=["violet", "blue"])
@pytest.mark.parametrize("light", [(1, 1, 1), (0.6, 0.6, 0.6), (1, 0.9, 0.7), (0.85, 0.95, 1)], ids=str)
def test_a_stamped_sheet_is_stamped_in_any_light(village, stamp, light):
    meeting = meet(village)
    shot(meeting, jpeg(signed_sheet(1, stamp=stamp, light=light), quality=78), purpose="attendance_sheet")

    assert found(meeting, "stamp_not_seen") == []


@pytest.mark.parametrize("pen", [(30, 40, 150), (30, 30, 30)], ids=["blue", "black"])
def test_signatures_are_no_stamp(village, pen):
    meeting = meet(village)
    shot(meeting, jpeg(signed_sheet(2, pen=pen), quality=78), purpose="attendance_sheet")

    assert found(meeting, "stamp_not_seen") == [{"sheets": ["daftar hadir bertanda tangan"]}]
    assert StoredFinding.objects.get(code="stamp_not_seen").severity == "info"


def test_one_stamp_on_the_last_sheet_is_enough(village):
    meeting = meet(village)
    shot(meeting, jpeg(signed_sheet(2)), purpose="attendance_sheet")
    shot(meeting, jpeg(signed_sheet(3, stamp=VIOLET)), purpose="attendance_sheet")

    assert found(meeting, "stamp_not_seen") == []


def test_of_a_sheet_in_black_and_white_nothing_is_said(village):
    meeting = meet(village)
    shot(meeting, jpeg(signed_sheet(2).convert("L")), purpose="official_record")

    assert found(meeting, "stamp_not_seen") == []


def test_a_photograph_is_looked_at_closely_once(village, monkeypatch):
    meeting = meet(village)
    shot(meeting, jpeg(signed_sheet(2)), purpose="attendance_sheet")
    findings.look_over(meeting.village_id, meeting.id)
    monkeypatch.setattr(prints, "measure", lambda *_args: pytest.fail("measured again"))

    findings.look_over(meeting.village_id, meeting.id)

    assert PhotoPrint.objects.get().screen_percent is None
