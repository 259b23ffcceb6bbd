"""Who could read, and who did read, what is not public of one village, from a day to a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.admin.models import LogEntry
from django.db.models import Count, Max, Min, Q, QuerySet

from backend.kernel import clock
from budgets.models import Voice
from meetings.models import Look
from sync import kinds
from sync.access import WHO_RECORD
from sync.models import Device, LedgerEntry, Sight
from sync.sights import PHONE, WHOLE
from villages.models import Assignment, User, Village


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both of them in, as the server's own zone has days."""

    since: date
    until: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment, and the first one after it."""
        zone = clock.office_zone()
        return datetime.combine(self.since, time(), zone), datetime.combine(
            self.until + timedelta(days=1), time(), zone
        )


@dataclass(slots=True)
class Account:
    """Somebody who could read; ``held``: the tasks that gave the right within the span, none for an operator.

    ``trace``: what was shown to the person, as kept. ``changes``: what the person wrote into the village's ledger.
    """

    user: User
    held: list[Assignment] = field(default_factory=list)
    trace: list[Sight] = field(default_factory=list)
    looks: list[datetime] = field(default_factory=list)
    changes: int = 0
    operations: int = 0

    @property
    def has_read(self) -> bool:
        """Whether it is kept that the person read."""
        return bool(self.trace or self.looks or self.changes)


@dataclass(slots=True)
class Phone:
    """A phone that could hold the village; ``days``: when it fetched what was new, ``whole``: all there was."""

    device: Device
    days: list[date] = field(default_factory=list)
    whole: list[datetime] = field(default_factory=list)
    changes: int = 0
    last_sent: datetime | None = None

    @property
    def has_read(self) -> bool:
        """Whether it is kept that the phone read."""
        return bool(self.days or self.whole or self.changes)


@dataclass(frozen=True, slots=True)
class Seen:
    """The whole report. ``data``: how many records hold restricted values, by kind; ``kept_since``: the first trace."""

    village: Village
    span: Span
    made_at: datetime
    accounts: list[Account]
    phones: list[Phone]
    data: dict[str, int]
    kept_since: date | None


def who_saw(village: Village, span: Span) -> Seen:
    """Everything that the database tells. Some thirty queries, whatever the size of the village."""
    accounts = _accounts(village, span)
    return Seen(
        village=village,
        span=span,
        made_at=clock.now(),
        accounts=sorted(accounts.values(), key=lambda one: (not one.has_read, one.user.name)),
        phones=_phones(village, span),
        data=_data(village.pk),
        kept_since=Sight.objects.aggregate(first=Min("on"))["first"],
    )


def _accounts(village: Village, span: Span) -> dict[UUID, Account]:
    found: dict[UUID, Account] = {}

    def of(user: User) -> Account:
        return found.setdefault(user.pk, Account(user))

    in_span = _in_force(span)
    for held in Assignment.objects.filter(in_span & _over(village)).select_related("user", "region", "village__region"):
        of(held.user).held.append(held)
    operators = User.objects.filter(Q(is_staff=True) | Q(is_superuser=True), is_active=True)
    begin, end = span.moments
    operations = dict(
        LogEntry.objects.filter(action_time__gte=begin, action_time__lt=end)
        .values("user")
        .annotate(many=Count("pk"))
        .values_list("user", "many")
    )
    for user in User.objects.filter(Q(pk__in=operators) | Q(pk__in=operations)):
        of(user).operations = operations.get(user.pk, 0)
    for sight in _sights(village, span).exclude(place__in=(PHONE, WHOLE)).select_related("user"):
        of(sight.user).trace.append(sight)
    for look in Look.objects.filter(village=village, at__gte=begin, at__lt=end).select_related("by").order_by("at"):
        of(look.by).looks.append(look.at)
    wrote = _ledger(village, span).values("user").annotate(many=Count("number")).values_list("user", "many")
    counted = dict(wrote)
    for user in User.objects.filter(pk__in=counted):
        of(user).changes = counted[user.pk]
    return found


def _phones(village: Village, span: Span) -> list[Phone]:
    """Phones of who recorded here within the span; of who did before, where the phone was never told to let go."""
    posts = Assignment.objects.filter(village=village, role__in=WHO_RECORD, from_on__lte=span.until)
    last: dict[Any, date | None] = {}
    for user, until in posts.values_list("user", "until_on"):
        known = last.get(user, until)
        last[user] = None if until is None or known is None else max(until, known)
    fetched = _sights(village, span).filter(place__in=(PHONE, WHOLE)).order_by("on", "at")
    sent: dict[UUID | None, Any] = {
        one["device"]: one
        for one in _ledger(village, span)
        .filter(device__isnull=False)
        .values("device")
        .annotate(many=Count("number"), last=Max("received_at"))
    }
    kept: dict[tuple[Any, str], list[Sight]] = {}
    for sight in fetched:
        kept.setdefault((sight.user_id, sight.what), []).append(sight)
    people = {*last, *(user for user, _number in kept)}
    phones = []
    for device in Device.objects.filter(user__in=people).select_related("user").order_by("user__name", "created"):
        traces = kept.get((device.user_id, str(device.number)), [])
        wrote = sent.get(device.number, {})
        phone = Phone(
            device,
            days=sorted({one.on for one in traces}),
            whole=[one.at for one in traces if one.place == WHOLE],
            changes=wrote.get("many", 0),
            last_sent=wrote.get("last"),
        )
        if phone.has_read or _could_hold(device, last.get(device.user_id), span):
            phones.append(phone)
    return sorted(phones, key=lambda one: not one.has_read)


def _could_hold(device: Device, until: date | None, span: Span) -> bool:
    """Whether the village could lie on a phone whose owner recorded there ``until`` then (``None``: to this day)."""
    signed_in: datetime = device.created
    if signed_in >= span.moments[1]:
        return False
    if until is None or until >= span.since:
        return True
    return device.seen_at is None or clock.day_of(device.seen_at) <= until


def _sights(village: Village, span: Span) -> QuerySet[Sight]:
    return Sight.objects.filter(village=village, on__gte=span.since, on__lte=span.until).order_by("at")


def _ledger(village: Village, span: Span) -> QuerySet[LedgerEntry]:
    begin, end = span.moments
    return LedgerEntry.objects.filter(village=village, received_at__gte=begin, received_at__lt=end).order_by()


def _in_force(span: Span) -> Q:
    return Q(from_on__lte=span.until) & (Q(until_on__isnull=True) | Q(until_on__gte=span.since))


def _over(village: Village) -> Q:
    """Of assignments: the area is the village, lies around it, or is everything."""
    code = village.code
    around = [code[:end] for end in range(1, len(code)) if code[end] == "."]
    everything = Q(village__isnull=True, region__isnull=True)
    return Q(village=village) | Q(region__in=around) | everything


def _data(village: UUID) -> dict[str, int]:
    """How many records of the village hold something restricted, by kind; villagers' own messages as ``voice``."""
    counted = {kind.name: _holding(kind.model, village, kind.restricted) for kind in kinds.every() if kind.restricted}
    counted["voice"] = Voice.objects.filter(village=village).exclude(name="", phone="").count()
    return {name: many for name, many in counted.items() if many}


def _holding(model: Any, village: UUID, restricted: Iterable[str]) -> int:
    said = Q()
    for name in restricted:
        column = model._meta.get_field(name)
        empty = Q(**{f"{name}__isnull": True})
        if column.empty_strings_allowed and column.get_internal_type() != "JSONField":
            empty |= Q(**{name: ""})
        said |= ~empty
    many: int = model._default_manager.filter(said, village=village).count()
    return many
