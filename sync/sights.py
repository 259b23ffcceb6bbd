"""Who was shown what of which village: kept so that after a breach those concerned can be told (UU 27/2022 Pasal 46).

Once a person, page, thing and day, so that it stays small; what cannot be kept is not shown.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from backend.kernel import clock
from sync.models import Sight

PHONE, WHOLE = "phone", "phone:whole"
"""A phone learnt what was new of a village; it fetched the village from its first record."""

KEPT = timedelta(days=730)
"""How long it is kept: a breach that is found later than that is told by who could have seen."""


def note(user: UUID, villages: Iterable[UUID], *, place: str, what: str = "") -> None:
    """Keeps that the person was shown something of these villages today. One query; two where one is new today."""
    now = clock.now()
    day = clock.day_of(now)
    wanted = set(villages)
    kept = Sight.objects.filter(village__in=wanted, on=day, user=user, place=place, what=what)
    new = wanted - set(kept.values_list("village", flat=True)) if wanted else wanted
    if new:
        rows = [Sight(village_id=one, on=day, user_id=user, place=place, what=what, at=now) for one in sorted(new)]
        Sight.objects.bulk_create(rows, ignore_conflicts=True)


def note_phone(user: UUID, number: UUID | None, villages: Iterable[UUID], *, whole: Iterable[UUID] = ()) -> None:
    """Keeps that a phone learnt what is new of ``villages``, and of ``whole`` all there is. At most four queries."""
    fetched = set(whole)
    for place, found in ((PHONE, set(villages) - fetched), (WHOLE, fetched)):
        if found:
            note(user, found, place=place, what=str(number or ""))


def forget() -> int:
    """Deletes what is older than ``KEPT``; answers how many."""
    gone, _by_model = Sight.objects.filter(on__lt=clock.day_of(clock.now() - KEPT)).delete()
    return gone


def is_today(moment: datetime) -> bool:
    """Whether this was on the office's present day."""
    return clock.day_of(moment) == clock.today()
