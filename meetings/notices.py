"""What somebody hears of at the desk and, once a day, by e-mail: sent, returned, accepted, deadline near."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.kernel import clock
from meetings import queue
from meetings.models import Meeting, NoticeChoice, Verdict
from meetings.terms import VerdictSaid
from villages.access import villages_with
from villages.models import User, Village
from villages.terms import Right

SOON = timedelta(days=2)
"""A deadline so near is told."""
LOOK_BACK = timedelta(days=14)
MAIL_HOUR = 6
LANGUAGE = "id"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that happened or is due; ``what`` names the choice that turns it off."""

    what: str
    at: datetime
    village: str
    title: str
    text: str
    href: str


def choice_of(user: UUID) -> NoticeChoice:
    """What the person wants to hear of; everything at the desk where nothing was chosen. One query."""
    return NoticeChoice.objects.filter(user=user).first() or NoticeChoice(user_id=user)


def notices_for(user: UUID, *, since: datetime, choice: NoticeChoice | None = None) -> list[Notice]:
    """What the person wants to hear of that happened after ``since`` or is due soon, newest first. Ten queries or less.

    What somebody did is no news to them.
    """
    wanted = choice or choice_of(user)
    villages = villages_with(user, Right.READ)
    found: list[Notice] = []
    if wanted.sent:
        found += _sent(villages, since)
    found += _judged(villages, user, since, wanted)
    if wanted.deadline:
        found += _due(user)
    return sorted(found, key=lambda one: one.at, reverse=True)


@transaction.atomic
def mail_digest(choice: NoticeChoice) -> bool:
    """Sends a person the news since the last digest, at most one a day and none where there is no news.

    Whether one was sent. A mail server that is away leaves the digest for the next try.
    """
    fresh = NoticeChoice.objects.select_for_update().select_related("user").get(pk=choice.pk)
    now = clock.now()
    if not fresh.by_mail or not fresh.user.email or not fresh.user.is_active or not is_due(fresh, now):
        return False
    since = max(fresh.mailed_at or now - timedelta(days=1), now - LOOK_BACK)
    with translation.override(LANGUAGE):
        news = notices_for(fresh.user_id, since=since, choice=fresh)
        if news:
            subject = ngettext("Rembuk Desa: %(count)d kabar", "Rembuk Desa: %(count)d kabar", len(news))
            send_mail(subject % {"count": len(news)}, _body(fresh.user, news), None, [fresh.user.email])
    fresh.mailed_at = now
    fresh.save(update_fields=["mailed_at"])
    return bool(news)


def is_due(choice: NoticeChoice, now: datetime) -> bool:
    """Whether today's digest is still to go out: from six in the morning by the server's zone, once a day."""
    here = now.astimezone(clock.office_zone())
    morning = here.replace(hour=MAIL_HOUR, minute=0, second=0, microsecond=0)
    return here >= morning and (choice.mailed_at is None or choice.mailed_at < morning)


def due_choices() -> Iterable[NoticeChoice]:
    """Who may be owed a digest. One query."""
    morning = clock.now().astimezone(clock.office_zone()).replace(hour=MAIL_HOUR, minute=0, second=0, microsecond=0)
    return NoticeChoice.objects.filter(Q(mailed_at=None) | Q(mailed_at__lt=morning), by_mail=True).exclude(
        user__email=""
    )


def _sent(villages: QuerySet[Village], since: datetime) -> list[Notice]:
    rows = Meeting.objects.filter(village__in=villages, submitted_at__gt=since, deleted_at__isnull=True)
    return [_of("sent", one, one.submitted_at, _("dikirim desa")) for one in _named(rows) if one.submitted_at]


def _judged(villages: QuerySet[Village], user: UUID, since: datetime, wanted: NoticeChoice) -> list[Notice]:
    said = [
        word
        for word, chosen in ((VerdictSaid.RETURNED, wanted.returned), (VerdictSaid.ACCEPTED, wanted.accepted))
        if chosen
    ]
    verdicts = list(
        Verdict.objects.filter(village__in=villages, said__in=said, at__gt=since)
        .exclude(by=user)
        .select_related("by")
        .order_by("-at")
    )
    rows = Meeting.objects.filter(
        village__in={one.village_id for one in verdicts}, id__in=[one.meeting for one in verdicts]
    )
    meetings = {(one.village_id, one.id): one for one in _named(rows)}
    return [
        _of(one.said, meetings[one.village_id, one.meeting], one.at, _told(one))
        for one in verdicts
        if (one.village_id, one.meeting) in meetings
    ]


def _told(verdict: Verdict) -> str:
    words = f"{verdict.get_said_display()} {verdict.get_level_display()}, {verdict.by.name}"
    return f"{words}: {verdict.note}" if verdict.note else words


def _due(user: UUID) -> list[Notice]:
    now = clock.now()
    return [
        _of("deadline", row.meeting, now, _deadline(row.due_on))
        for row in queue.by_urgency(villages_with(user, Right.REVIEW))
        if row.due_on is not None and row.due_on - SOON <= row.today
    ]


def _deadline(day: date) -> str:
    return _("batas periksa %(day)s") % {"day": date_format(day, "j F Y")}


def _named(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return rows.select_related("village__region")


def _of(what: str, meeting: Meeting, at: datetime, text: str) -> Notice:
    href = reverse("desk:meeting", kwargs={"village": meeting.village_id, "meeting": meeting.id})
    return Notice(what, at, meeting.village.name, meeting.title, text, href)


def _body(user: User, news: Iterable[Notice]) -> str:
    choices = f"{settings.PUBLIC_URL}{reverse('desk:notices')}"
    lines = [f"- {one.village}: {one.title}, {one.text}\n  {settings.PUBLIC_URL}{one.href}" for one in news]
    return "\n".join(
        [
            _("Yth. %(name)s,") % {"name": user.name},
            "",
            *lines,
            "",
            _("Atur atau matikan kabar ini: %(address)s") % {"address": choices},
        ]
    )
