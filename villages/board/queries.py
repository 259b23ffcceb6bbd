"""What the board reads: publications, and nothing else of a village's records."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from villages.board import sections
from villages.board.duties import Duty
from villages.board.sections import Section
from villages.models import Publication, Village

NEWEST = 8
LISTED = 200

_PLACE = "village__region__parent__parent"


def newest() -> list[Publication]:
    """The newest publications of all villages, without their content. One query."""
    return list(
        _shown()
        .defer("snapshot")
        .select_related(f"{_PLACE}__parent", f"{_PLACE}__local_terms")
        .order_by("-published_at")[:NEWEST]
    )


def listed(village: Village) -> list[Publication]:
    """The current publications of a village, newest year and meeting first, without their content. One query."""
    return list(_of(village).filter(current=True).defer("snapshot")[:LISTED])


def opening(village: Village) -> Publication | None:
    """What the village's page opens with: the newest publication with a plan, else the newest. At most two queries."""
    shown = _shown(_of(village))
    names = [section.name for section in sections.every() if section.opens]
    return (shown.filter(snapshot__has_any_keys=names).first() if names else None) or shown.first()


def of_subject(village: Village, key: UUID) -> Publication | None:
    """The current publication of a subject, withdrawn or not. One query."""
    return _of(village).filter(subject_key=key, current=True).first()


def numbered(village: Village, number: int) -> Publication | None:
    """The publication of this number. One query."""
    return _of(village).filter(number=number).first()


def newer_than(publication: Publication) -> Publication | None:
    """The current publication of the same subject, where this is an older one. At most one query."""
    if publication.current:
        return None
    return (
        Publication.objects.defer("snapshot")
        .filter(
            village=publication.village_id,
            subject_kind=publication.subject_kind,
            subject_key=publication.subject_key,
            current=True,
        )
        .first()
    )


def duties_met(village: Village, year: int) -> dict[str, Publication]:
    """Which duties the current publications of a year meet, each with the newest that does. One query."""
    met: dict[str, Publication] = {}
    for publication in _shown(_of(village)).filter(fiscal_year=year):
        for section, snapshot in contents(publication):
            for duty in section.informs(snapshot):
                met.setdefault(Duty(duty).value, publication)
    return met


def showing_photo(village: Village, sha256: str) -> Section | None:
    """The section of a current publication of the village that shows this photograph. One query."""
    holding = _shown(_of(village)).annotate(text=Cast("snapshot", TextField())).filter(text__contains=sha256)
    for publication in holding:
        for section, snapshot in contents(publication):
            if section.pictures and sha256 in section.pictures.shown(snapshot):
                return section
    return None


def contents(publication: Publication) -> list[tuple[Section, dict[str, Any]]]:
    """The sections that a publication holds, in the order of the page. No query."""
    return [
        (section, publication.snapshot[section.name])
        for section in sections.every()
        if section.name in publication.snapshot
    ]


def _of(village: Village) -> QuerySet[Publication]:
    return Publication.objects.filter(village=village).order_by(
        "-fiscal_year", F("held_on").desc(nulls_last=True), "-number"
    )


def _shown(publications: QuerySet[Publication] | None = None) -> QuerySet[Publication]:
    every = Publication.objects.all() if publications is None else publications
    return every.filter(current=True, withdrawn_at__isnull=True)
