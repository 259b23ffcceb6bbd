"""Photographs that may be shown, and where the village made the meeting known."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from meetings import photos
from meetings.models import Photo, Publicity
from meetings.sections.record import filled, label
from meetings.sections.rows import of
from meetings.terms import PhotoPurpose
from villages.board.sections import Pictures, Snapshot, Subject

SHOWABLE = (
    PhotoPurpose.DOCUMENTATION,
    PhotoPurpose.BANNER,
    PhotoPurpose.BEFORE,
    PhotoPurpose.DURING,
    PhotoPurpose.AFTER,
)
"""A sheet with names and signatures is never shown, whatever the phone marked it."""


def photographs(subject: Subject) -> Snapshot | None:
    """The photographs that the village released; never where they were taken."""
    shown = [_photo(one) for one in of(subject, Photo).filter(publishable=True, purpose__in=SHOWABLE)]
    return {"photos": shown} if shown else None


def publicity(subject: Subject) -> Snapshot | None:
    """Where and when the village made it known."""
    entries = [
        filled(
            medium=one.medium,
            medium_label=label(one, "medium"),
            place=one.place,
            published_on=one.published_on and one.published_on.isoformat(),
        )
        for one in of(subject, Publicity).order_by("published_on", "id")
    ]
    return {"entries": entries} if entries else None


def _photo(photo: Photo) -> Snapshot:
    return filled(
        sha256=photo.sha256,
        caption=photo.caption,
        purpose=photo.purpose,
        purpose_label=label(photo, "purpose"),
        width=photo.width,
        height=photo.height,
    )


def _shown(snapshot: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(one["sha256"] for one in snapshot["photos"])


def _jpeg(village: UUID, sha256: str, width: int) -> bytes:
    return photos.public_photo(village, sha256, width=width)


PICTURES = Pictures(shown=_shown, jpeg=_jpeg)
