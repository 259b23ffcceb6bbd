"""What the board reads: publications, and nothing else of a village's records.

None of these queries is asked while the village's ``shelf`` is filled.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from villages.board import sections, shelf
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
    if kept := shelf.of(village.pk):
        return kept.listed(LISTED)
    return list(_of(village).filter(current=True).defer("snapshot")[:LISTED])


def newest_of(village: Village, most: int) -> list[Publication]:
    """The publications of a village as they came out, newest first, superseded and withdrawn ones too. One query."""
    if kept := shelf.of(village.pk):
        return kept.newest(most)
    return list(Publication.objects.filter(village=village).order_by("-number")[:most])


def ever_of(village: Village) -> list[Publication]:
    """All that a village ever published, oldest first. One query."""
    if kept := shelf.of(village.pk):
        return list(kept.publications)
    return list(Publication.objects.filter(village=village).order_by("number"))


def opening(village: Village) -> Publication | None:
    """What the village's page opens with: the newest publication with a plan, else the newest. At most two queries."""
    names = [section.name for section in sections.every() if section.opens]
    if kept := shelf.of(village.pk):
        return kept.opening(names)
    shown = _shown(_of(village))
    return (shown.filter(snapshot__has_any_keys=names).first() if names else None) or shown.first()


def opens(publication: Publication) -> bool:
    """Whether a village's page opens with this one. No query."""
    return publication.withdrawn_at is None and any(section.opens for section, _ in contents(publication))


def of_subject(village: Village, key: UUID) -> Publication | None:
    """The current publication of a subject, withdrawn or not. One query."""
    if kept := shelf.of(village.pk):
        return kept.of_subject(key)
    return _of(village).filter(subject_key=key, current=True).first()


def numbered(village: Village, number: int) -> Publication | None:
    """The publication of this number. One query."""
    if kept := shelf.of(village.pk):
        return kept.numbered(number)
    return _of(village).filter(number=number).first()


def newer_than(publication: Publication) -> Publication | None:
    """The current publication of the same subject, where this is an older one. At most one query."""
    if publication.current:
        return None
    if kept := shelf.of(publication.village_id):
        return kept.newer_than(publication)
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


def of_year(village: Village, year: int) -> list[Publication]:
    """The current publications of a village on a fiscal year, newest first. One query."""
    if kept := shelf.of(village.pk):
        return [one for one in kept.shown() if one.fiscal_year == year]
    return list(_shown(_of(village)).filter(fiscal_year=year))


def on_day(village: Village, moment: datetime) -> list[Publication]:
    """What stood on the board at ``moment``, in the order of the board, withdrawn since or not. One query."""
    not_yet = Q(superseded_by__isnull=True) | Q(superseded_by__published_at__gt=moment)
    there = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment)
    return list(_of(village).filter(not_yet, there, published_at__lte=moment)[:LISTED])


def published_on(village: Village) -> list[datetime]:
    """When the village published or withdrew anything, newest first. One query."""
    moments = Publication.objects.filter(village=village).values_list("published_at", "withdrawn_at")
    return sorted({one for pair in moments for one in pair if one is not None}, reverse=True)


def ever_of_year(village: Village, year: int) -> list[Publication]:
    """All publications of a year that nobody withdrew, superseded ones too, oldest first. One query."""
    if kept := shelf.of(village.pk):
        return kept.ever_of_year(year)
    return list(
        Publication.objects.filter(village=village, fiscal_year=year, withdrawn_at__isnull=True).order_by("number")
    )


def duties_met(publications: Iterable[Publication]) -> dict[str, Publication]:
    """Which duties the publications of a year (newest first) meet, each with the newest that does. No query."""
    met: dict[str, Publication] = {}
    for publication in publications:
        for section, snapshot in contents(publication):
            for duty in section.informs(snapshot):
                met.setdefault(Duty(duty).value, publication)
    return met


def showing_photo(village: Village, sha256: str) -> Section | None:
    """The section of a current publication of the village that shows this photograph. One query."""
    for publication in _holding(village, sha256):
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


def _holding(village: Village, text: str) -> Iterable[Publication]:
    """The publications on the board that may hold a text."""
    if kept := shelf.of(village.pk):
        return kept.shown()
    return _shown(_of(village)).annotate(text=Cast("snapshot", TextField())).filter(text__contains=text)


def _of(village: Village) -> QuerySet[Publication]:
    return Publication.objects.filter(village=village).order_by(
        "-fiscal_year", F("held_on").desc(nulls_last=True), "-number"
    )


def _shown(publications: QuerySet[Publication] | None = None) -> QuerySet[Publication]:
    every = Publication.objects.all() if publications is None else publications
    return every.filter(current=True, withdrawn_at__isnull=True)
