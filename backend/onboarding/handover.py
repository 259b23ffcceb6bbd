"""Verb and reads of a hand-over: who leaves, who comes, from when, and what the old phone still holds."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from backend.kernel.problems import Problem
from sync.models import Device
from villages import people, rules
from villages.access import GRACE
from villages.charge import Charge
from villages.models import Assignment, User


class NobodyComes(Problem):
    code = "successor_missing"
    status = 422
    title = _("Tulis siapa penggantinya: nama pengguna orang yang sudah terdaftar, atau nama lengkap orang baru.")


class NoSuchPerson(Problem):
    code = "successor_unknown"
    status = 422
    title = _("Tidak ada orang dengan nama pengguna itu di wilayah Anda. Untuk orang baru, tulis nama lengkapnya saja.")


class SamePerson(Problem):
    code = "successor_is_same"
    status = 422
    title = _("Penggantinya orang yang sama. Pilih orang lain.")


class Successor(NamedTuple):
    """Who comes: somebody known by user name, or somebody new by name."""

    username: str = ""
    name: str = ""
    phone: str = ""


class Owing(NamedTuple):
    """A phone of who leaves, and until when its late work is still kept for a reviewer."""

    device: Device
    kept_until: date


def owing_of(assignment: Assignment, *, leaves_on: date | None = None) -> list[Owing]:
    """The phones of who leaves that told of unsent work, with the last day for it. One query."""
    last = leaves_on or assignment.until_on
    phones = Device.objects.filter(user=assignment.user, revoked_at__isnull=True).order_by("-seen_at")
    until = (last or date.max - GRACE) + GRACE
    return [Owing(one, until) for one in phones if one.owes]


@transaction.atomic
def hand_over(assignment: Assignment, *, to: Successor, charge: Charge, on: date) -> Assignment:
    """Passes an assignment on: the successor holds it from ``on``, its holder until the day before.

    Somebody new is registered with a user name made of the name. What the old phone sends later is held for a reviewer.
    Raises ``NobodyComes``, ``NoSuchPerson``, ``SamePerson``, and what ``people.hand_over`` refuses with.
    """
    user = _successor(to, charge)
    if user.pk == assignment.user_id:
        raise SamePerson
    return people.hand_over(assignment, to=user, by=charge.by, on=on)


def _successor(to: Successor, charge: Charge) -> User:
    if to.username:
        known = charge.people().alias(low=Lower("username")).filter(low=to.username.lower(), is_active=True).first()
        if known is None:
            raise NoSuchPerson
        return known
    if not to.name:
        raise NobodyComes
    base = rules.username_from(to.name)
    alike = User.objects.alias(low=Lower("username")).filter(low__startswith=base)
    taken = {name.lower() for name in alike.values_list("username", flat=True)}
    free = next(
        name for number in range(len(taken) + 1) if (name := f"{base}{number + 1 if number else ''}") not in taken
    )
    return people.register(free, to.name, by=charge.by, phone=to.phone)
