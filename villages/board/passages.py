"""Verbs: make a publication findable, forget it again, find passages by words. Over publications only."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from villages.board import queries
from villages.models import Publication, SearchEntry

AT_ONCE = 200
MOST_FOUND = 40
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: ``words`` (all of them), a field of work, a region (with all below it)."""

    words: str = ""
    field: str = ""
    region: str = ""


@transaction.atomic
def keep(publication: Publication) -> None:
    """Makes a current publication findable, and what it supersedes no longer."""
    forget(publication)
    if publication.supersedes_id:
        SearchEntry.objects.filter(publication=publication.supersedes_id).delete()
    SearchEntry.objects.bulk_create(_entries(publication))


def forget(publication: Publication) -> None:
    """Takes a publication out of the search."""
    SearchEntry.objects.filter(publication=publication.pk).delete()


def sweep() -> int:
    """Keeps current publications that have no entry yet, at most ``AT_ONCE``; answers how many."""
    missing = Publication.objects.filter(current=True, withdrawn_at__isnull=True, entries__isnull=True)
    found = list(missing.order_by("published_at")[:AT_ONCE])
    for one in found:
        keep(one)
    return len(found)


def found(wanted: Wanted) -> list[SearchEntry]:
    """The passages that hold every word, the newest meeting first; one more than ``MOST_FOUND`` where there are more.

    PostgreSQL compares stems (``memperbaiki`` finds ``perbaikan``), SQLite beginnings of words. One query.
    """
    matching = _matching(wanted.words.split()[:MOST_WORDS])
    if wanted.field:
        matching = matching.filter(field=wanted.field)
    if wanted.region:
        matching = matching.filter(village__region__code__startswith=f"{wanted.region}.")
    place = "village__region__parent__parent"
    shown = matching.select_related("publication", f"{place}__parent", f"{place}__local_terms")
    newest = F("publication__held_on").desc(nulls_last=True)
    return list(shown.defer("publication__snapshot").order_by(newest, "publication_id", "id")[: MOST_FOUND + 1])


def _matching(words: Iterable[str]) -> QuerySet[SearchEntry]:
    asked = [letters for word in words if (letters := "".join(filter(str.isalnum, word)))]
    if not asked:
        return SearchEntry.objects.all()
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM villages_searchentry_fts WHERE villages_searchentry_fts MATCH %s"
        said = " AND ".join(f'"{word}"*' for word in asked)
    else:
        said = " ".join(asked)
        sql = (
            "SELECT id FROM villages_searchentry WHERE"
            " to_tsvector('indonesian', heading || ' ' || body) @@ plainto_tsquery('indonesian', %s)"
        )
    return SearchEntry.objects.filter(id__in=RawSQL(sql, [said]))  # nosec B611 # noqa: S611 -- the words are a parameter


def _entries(publication: Publication) -> list[SearchEntry]:
    """At least one, the title, so that the sweep knows it was here."""
    made = [SearchEntry(publication=publication, village=publication.village, heading=publication.title)]
    for section, snapshot in queries.contents(publication):
        made += [
            SearchEntry(
                publication=publication,
                village=publication.village,
                section=section.name,
                heading=one.heading[:300],
                body=one.body,
                field=one.field,
                anchor=one.anchor or section.anchor,
            )
            for one in section.passages(snapshot)
            if one.heading or one.body
        ]
    return made
