"""The only reader of the time, so that tests can hold it still."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()  # noqa: TID251 -- the one place


def today(zone: ZoneInfo | None = None) -> date:
    """The calendar day of this moment in ``zone``, or where no place is meant as the server's own zone has it."""
    return day_of(now(), zone)


def day_of(moment: datetime, zone: ZoneInfo | None = None) -> date:
    """The calendar day of a moment, as ``today`` has it."""
    return moment.astimezone(zone or office_zone()).date()


def office_zone() -> ZoneInfo:
    """The zone in which the server's own day begins and ends."""
    return ZoneInfo(timezone.get_default_timezone_name())
