"""The browsers in which a person is signed in, as their owner sees and ends them."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session as Sitting
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from backend.kernel import clock
from backend.kernel.problems import NotFound
from sync.models import Browser

LONGEST = Browser._meta.get_field("agent").max_length
MAKERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
"""What a browser says of itself, and what people call it. In this order: each also names some of those after it."""


def note(session: str, *, user: UUID, since: datetime, agent: str) -> None:
    """The browser with this session's key is in use now. One query, or three where it was not known yet."""
    now, said = clock.now(), agent[:LONGEST]
    if Browser.objects.filter(session=session).update(seen_at=now, agent=said):
        return
    with suppress(IntegrityError), transaction.atomic():  # another request noted it, or ended it, between the two
        Browser.objects.create(session_id=session, user_id=user, since=since, seen_at=now, agent=said)


def of(user: UUID) -> list[Browser]:
    """The person's browsers, the last used first. One query."""
    alive = Browser.objects.filter(user=user, session__expire_date__gt=clock.now())
    return list(alive.order_by("-seen_at", "-pk"))


def end(user: UUID, browser: UUID, *, here: str) -> None:
    """Signs the person out in another browser than ``here``: its next request is a stranger's. Raises ``NotFound``."""
    if not _end(Browser.objects.filter(user=user, pk=browser), here):
        raise NotFound


def end_others(user: UUID, *, here: str) -> None:
    """Signs the person out everywhere but in the browser with the session ``here``."""
    _end(Browser.objects.filter(user=user), here)


def _end(found: QuerySet[Browser], here: str) -> int:
    ended = list(found.exclude(session=here).values_list("session", flat=True))
    Sitting.objects.filter(pk__in=ended).delete()
    return len(ended)


def forget_ended() -> int:
    """Forgets sessions past their time, and their browsers with them; answers how many rows."""
    return Sitting.objects.filter(expire_date__lt=clock.now()).delete()[0]


def called(agent: str) -> str:
    """Browser and system in words, ``Chrome di Windows``."""
    maker = next((name for sign, name in MAKERS if sign in agent), _("Peramban lain"))
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return _("%(browser)s di %(system)s") % {"browser": maker, "system": system} if system else maker
