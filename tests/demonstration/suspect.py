"""One meeting with nearly everything against it, for a browser: ``manage.py shell`` calls ``seed``."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from backend.kernel import clock
from meetings import findings
from meetings.models import Meeting
from sync.models import Blob, Feed
from tests.demonstration import touch
from tests.demonstration.world import jpeg, picture, raise_world
from tests.factories.villages import assign, make_person
from villages.models import Region
from villages.terms import Role

VILLAGES = 10


def seed() -> None:
    """Ten villages of one kecamatan, its officer, and a meeting that copies from everywhere."""
    world = raise_world(VILLAGES)
    for village in world.villages:
        Feed.objects.create(village=village, epoch="uji")
    assign(make_person("camat", "Hj. Neni Rohaeni"), Role.KECAMATAN_OFFICER, Region.objects.get(code="32.05.01"))
    meeting, source = world.at(0, 1), world.at(1, 0)
    touch.copy_people(world.at(0, 0), meeting, in_order=True)
    touch.draw_alike(meeting, 4, trembling=5)
    touch.price(meeting, 2.4)
    touch.copy_minutes(source, meeting)
    image = picture("balai")
    for shown, quality in ((source, 85), (meeting, 50)):
        touch.photograph(shown, image, quality=quality)
        _send(shown, jpeg(image, quality))
    touch.also_there(meeting, world.at(2, 1))
    for one in (source, meeting):
        findings.look_over(one.village_id, one.id)


def _send(meeting: Meeting, content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    name = default_storage.save(f"photos/{meeting.village_id}/{sha256}", ContentFile(content))
    said = {"size": len(content), "media_type": "image/jpeg", "name": name, "received_at": clock.now()}
    Blob.objects.create(village=meeting.village, sha256=sha256, **said)
