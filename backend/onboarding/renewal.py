"""Verbs: one-time codes for who never signed in, and a password that an officer resets for somebody of the area."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.kernel.actor import Actor
from backend.kernel.problems import Forbidden, Problem
from sync import devices
from sync.models import Device
from villages import codes
from villages.charge import Charge, charge_of
from villages.models import Assignment, User
from villages.notes import note
from villages.terms import Happened

MOST_SLIPS = 200
"""Slips of one print: 25 sheets; a kecamatan's people or two."""

NEVER_CAME = Q(last_login__isnull=True) & ~Exists(Device.objects.filter(user=OuterRef("pk")))
"""Who neither sat down at a desk nor signed in on a phone yet."""


class NobodyChosen(Problem):
    code = "nobody_chosen"
    status = 422
    title = _("Tandai dulu orang yang slipnya dicetak. Slip massal hanya untuk yang belum pernah masuk.")


class TooManySlips(Problem):
    code = "too_many_slips"
    status = 422
    title = _("Paling banyak 200 slip sekali cetak. Saring dulu, misalnya per kecamatan.")


def without_sign_in(charge: Charge) -> QuerySet[User]:
    """Who of the actor's areas never signed in. One query."""
    return charge.people().filter(NEVER_CAME, is_active=True)


@transaction.atomic
def welcome(people: Iterable[User], *, by: Actor) -> list[tuple[User, str]]:
    """A new one-time code for each of these who never signed in and for whom the actor answers, by name.

    Former codes of theirs end; others are left out. Raises ``NobodyChosen`` or ``TooManySlips``.
    """
    charge = charge_of(by)
    wanted = without_sign_in(charge).filter(pk__in=[one.pk for one in people]).order_by("name", "username")
    found = _answered_for(charge, list(wanted))
    if not found:
        raise NobodyChosen
    if len(found) > MOST_SLIPS:
        raise TooManySlips
    made = codes.give(found, by=by)
    return [(one, made[one.pk]) for one in found]


@transaction.atomic
def reset(user: User, *, by: Actor, keep: bool = False) -> str:
    """A one-time code in place of a password that was forgotten or got about; answers the code, for a slip.

    The password ends at once, and with it the person's sessions at desks and the tokens of all phones, whose records
    stay. ``keep``: it was only forgotten; password, sessions and phones stay until the code is used. A second factor
    stays. Raises ``Forbidden`` for whoever stands above the actor, or elsewhere.
    """
    if not charge_of(by).answers_for(user, Assignment.objects.filter(user=user).select_related("village")):
        raise Forbidden
    if not keep:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        devices.sign_out(user.pk)
    note(user.pk, Happened.PASSWORD_RESET, by=by, kept=keep)
    return codes.give([user], by=by)[user.pk]


def _answered_for(charge: Charge, people: list[User]) -> list[User]:
    held: dict[UUID, list[Assignment]] = {one.pk: [] for one in people}
    for assignment in Assignment.objects.filter(user__in=held).select_related("village"):
        held[assignment.user_id].append(assignment)
    return [one for one in people if charge.answers_for(one, held[one.pk])]
