"""A deliberation as Siti recorded it, through the engine, for the tests of the desk."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from backend.kernel import clock
from meetings.models import Meeting
from sync import edit
from sync.fields import utc_text
from sync.models import Blob

STROKES = [[100, 100, 400, 300, 700, 120], [500, 250]]


@dataclass
class Recorded:
    """A meeting and who recorded it."""

    village: Any
    by: Any
    id: UUID

    @property
    def row(self) -> Meeting:
        """The meeting as it stands."""
        return Meeting.objects.select_related("village__region").get(village=self.village, id=self.id)

    @property
    def address(self) -> str:
        return f"/petugas/{self.village.pk}/musyawarah/{self.id}/"

    def add(self, kind: str, **fields) -> UUID:
        """Records something of the meeting."""
        return edit.add(kind, self.village.pk, by=self.by.actor, meeting=str(self.id), **fields)

    def change(self, **fields) -> int:
        """Changes the meeting itself."""
        return edit.edit(self.row, by=self.by.actor, **fields)

    def present(self, *names: str, **fields) -> None:
        """People who came."""
        for name in names:
            self.add("attendance", **{"name": name, "gender": "P", "element": "tani", "status": "present", **fields})

    def photo(self, content: bytes, **fields) -> str:
        """A photograph and its bytes; answers the SHA-256."""
        sha256 = self.original(content)
        self.add("photo", sha256=sha256, size=len(content), media_type="image/jpeg", **fields)
        return sha256

    def original(self, content: bytes) -> str:
        """Bytes that came, whether a record names them or not; answers the SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        name = default_storage.save(f"blobs/{self.village.pk}/{sha256}", ContentFile(content))
        Blob.objects.create(
            village=self.village,
            sha256=sha256,
            size=len(content),
            media_type="image/jpeg",
            name=name,
            received_at=clock.now(),
        )
        return sha256


def record_meeting(person, *, village=None, status: str = "submitted", **over) -> Recorded:
    """A musdes of yesterday with three people and one decision, waiting for review unless ``status`` says otherwise."""
    village = village or person.village
    yesterday = clock.now() - timedelta(days=1)
    fields = {
        "type": "musdes_rkp",
        "title": f"Musdes RKP {village.name} 2027",
        "fiscal_year": 2027,
        "number": "140/07/BPD/XI/2026",
        "place": "Balai desa",
        "invited_count": 3,
        "summary": "Jalan dusun dibangun tahun depan.",
        "decision_method": "consensus",
        "submitted_at": utc_text(clock.now()),
        **over,
    }
    key = edit.add("meeting", village.pk, by=person.actor, status=status, **fields)
    meeting = Recorded(village, person, key)
    meeting.add("session", started_at=utc_text(yesterday), outcome="held")
    meeting.present("Oneng Rohmah", "Eti Suryati", "Iis Dahlia")
    meeting.add(
        "agenda_item", order=1, topic="Jalan Dusun Pasir", discussion="Dibahas.", outcome="agreed", decision="Dibangun."
    )
    return meeting
