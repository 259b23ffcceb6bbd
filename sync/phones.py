"""The phones of an area as officers read them: whose, when last seen, and what is still on them alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from sync.access import recorders_answered_for_by, recorders_of, recorders_seen_by
from sync.exchange import SEEN_EVERY
from sync.models import Device


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone, and the villages of the officer's area that its person records in."""

    device: Device
    villages: list[str]
    may_cut_off: bool


def phones_seen_by(actor: Actor, *, name: str = "") -> QuerySet[Device]:
    """The phones of who records in the officer's area; those that owe something first, the longest unseen on top.

    ``name``: only where it is part of the name of the person or of a village. Two queries when evaluated.
    """
    recorders = recorders_seen_by(actor)
    found: QuerySet[Device] = Device.objects.filter(user__in=recorders.values("user"))
    if name:
        at_home = recorders.filter(village__region__name__icontains=name)
        found = found.filter(Q(user__name__icontains=name) | Q(user__in=at_home.values("user")))
    owes = Q(revoked_at__isnull=True) & (Q(unsent_changes__gt=0) | Q(unsent_files__gt=0))
    listed: QuerySet[Device] = found.select_related("user").annotate(owing=owes)
    return listed.order_by("-owing", F("seen_at").asc(nulls_last=True), "pk")


def phone_seen_by(actor: Actor, device: UUID) -> Phone:
    """One phone of the officer's area; raises ``NotFound``."""
    found = phones_seen_by(actor).filter(pk=device).first()
    if found is None:
        raise NotFound
    return described(actor, [found])[0]


def described(actor: Actor, devices: Iterable[Device]) -> list[Phone]:
    """The phones with their villages. Five queries, whatever their number."""
    listed = list(devices)
    users = [device.user_id for device in listed]
    villages: dict[Any, list[str]] = defaultdict(list)
    seats = recorders_seen_by(actor).filter(user__in=users).order_by("village__region__name")
    for user, village in seats.values_list("user", "village__region__name").distinct():
        villages[user].append(village)
    answered = set(recorders_answered_for_by(actor).filter(user__in=users).values_list("user", flat=True))
    return [Phone(device, villages[device.user_id], device.user_id in answered) for device in listed]


def may_have_heard(village: UUID, *, since: datetime) -> bool:
    """Whether a phone that carries the village may have fetched what was written there at ``since``. Two queries.

    When a phone was seen is noted once in ``SEEN_EVERY``, so a visit shortly before may stand for one shortly after.
    """
    carriers = recorders_of(village).values("user")
    heard: bool = Device.objects.filter(user__in=carriers, seen_at__gte=since - SEEN_EVERY).exists()
    return heard
