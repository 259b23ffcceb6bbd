"""Verbs: what a kabupaten calls things, and its rules of a year; each change is kept in the admin pages' history."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from villages.charge import reach_of
from villages.models import LocalTerms, Region, RuleSet
from villages.terms import Level, Right

LAST_CHANGES = 20


def kabupatens_of(by: Actor) -> QuerySet[Region]:
    """The kabupaten and kota that the actor sets up: as administrator, or as who allots its money. Four queries."""
    every = Region.objects.filter(level__in=(Level.KABUPATEN, Level.KOTA), retired_in="").order_by("code")
    regions = reach_of(by).regions | reach_of(by, Right.ALLOT).regions
    if None in regions:
        return every
    inside = every.none()
    for code in regions:
        inside |= every.filter(code=code) | every.filter(code__startswith=f"{code}.")
    return inside.distinct()


def kabupaten_for(by: Actor, code: str) -> Region:
    """One of them; raises ``NotFound``."""
    found = kabupatens_of(by).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def say_terms(kabupaten: Region, said: Mapping[str, str], *, by: Actor) -> bool:
    """Keeps what the kabupaten calls things; answers whether anything changed. Raises ``NotFound`` for who may not."""
    kabupaten_for(by, kabupaten.pk)
    row = LocalTerms.objects.select_for_update().filter(kabupaten=kabupaten).first()
    return _keep(row or LocalTerms(kabupaten=kabupaten), said, by=by)


@transaction.atomic
def say_rules(kabupaten: Region, year: int, said: Mapping[str, Any], *, by: Actor) -> bool:
    """Keeps the rules of a year; answers whether anything changed. Meetings that were held keep the rules of then.

    Raises ``NotFound`` for who may not.
    """
    kabupaten_for(by, kabupaten.pk)
    row = RuleSet.objects.select_for_update().filter(kabupaten=kabupaten, year=year).first()
    return _keep(row or RuleSet(kabupaten=kabupaten, year=year), said, by=by)


def changes_of(row: RuleSet) -> list[LogEntry]:
    """Who said what about these rules, the latest first. One query; none while they are not kept."""
    if row.pk is None:
        return []
    kind = ContentType.objects.get_for_model(RuleSet)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user")
    return list(entries.order_by("-action_time", "-pk")[:LAST_CHANGES])


def _keep(row: LocalTerms | RuleSet, said: Mapping[str, Any], *, by: Actor) -> bool:
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    new = row.pk is None
    if not changed and not new:
        return False
    for name in changed:
        setattr(row, name, said[name])
    row.full_clean()
    row.save()
    with translation.override(None):  # entries are translated when they are read
        told = [str(row._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]
    message: list[dict[str, Any]] = [{"added": {}}] if new else [{"changed": {"fields": told}}]
    LogEntry.objects.log_actions(by.user, [row], ADDITION if new else CHANGE, message, single_object=True)
    return True
