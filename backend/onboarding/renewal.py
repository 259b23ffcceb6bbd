"""Verbs: one-time codes for who never signed in, a password that an officer resets, a second factor that was lost.

No one person does both of the latter for somebody: password and second factor together are the whole account.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_otp import devices_for_user

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Forbidden, Problem
from sync import devices
from sync.models import Device
from villages import codes
from villages.charge import Charge, charge_of
from villages.models import Assignment, PersonEvent, User
from villages.notes import note
from villages.terms import Happened

MOST_SLIPS = 200
"""Slips of one print: 25 sheets; a kecamatan's people or two."""

APART = codes.LIFE
"""For so long whoever reset a person's password may not take away the second factor too, nor the other way round: as
long as the code of a slip may lie in a drawer."""

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


class NoSecondFactor(Problem):
    code = "no_second_factor"
    status = 409
    title = _("Orang ini tidak memasang kunci kedua.")


class SecondOfficerNeeded(Problem):
    code = "second_officer_needed"
    status = 409
    title = _(
        "Kata sandi dan kunci kedua seseorang tidak boleh disetel ulang oleh petugas yang sama dalam 30 hari. Minta"
        " petugas lain melakukannya."
    )


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
    stays. Raises ``Forbidden`` for whoever stands above the actor, or elsewhere, and ``SecondOfficerNeeded`` for who
    took away the person's second factor.
    """
    _guard(user, by, unless=Happened.FACTOR_TAKEN)
    if not keep:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        devices.sign_out(user.pk)
    note(user.pk, Happened.PASSWORD_RESET, by=by, kept=keep)
    return codes.give([user], by=by)[user.pk]


@transaction.atomic
def take_second_factor(user: User, *, by: Actor, reason: str) -> None:
    """Takes away a second factor that was lost, codes on paper included; the password stays.

    The face has made sure that it is the actor who asks. Raises ``Forbidden`` as ``reset`` does, ``NoSecondFactor``,
    and ``SecondOfficerNeeded`` for who reset the person's password.
    """
    _guard(user, by, unless=Happened.PASSWORD_RESET)
    found = list(devices_for_user(user, confirmed=None))
    if not any(one.confirmed for one in found):
        raise NoSecondFactor
    for one in found:
        one.delete()
    note(user.pk, Happened.FACTOR_TAKEN, by=by, reason=reason)


def may_renew(user: User, *, by: Actor) -> bool:
    """Whether the actor may reset this person's sign-in: who answers for them, or a superuser; never one's own.

    At most six queries.
    """
    if charge_of(by).answers_for(user, Assignment.objects.filter(user=user).select_related("village")):
        return True
    root = User.objects.filter(pk=by.user, is_active=True, is_superuser=True)
    return user.is_active and user.pk != by.user and root.exists()


def _guard(user: User, by: Actor, *, unless: Happened) -> None:
    """Raises where the actor may not, or did the other thing; two officers at once come one after the other."""
    User.objects.select_for_update().get(pk=user.pk)
    if not may_renew(user, by=by):
        raise Forbidden
    lately = PersonEvent.objects.filter(person=user, by=by.user, what=unless, at__gt=clock.now() - APART)
    if lately.exists():
        raise SecondOfficerNeeded


def _answered_for(charge: Charge, people: list[User]) -> list[User]:
    held: dict[UUID, list[Assignment]] = {one.pk: [] for one in people}
    for assignment in Assignment.objects.filter(user__in=held).select_related("village"):
        held[assignment.user_id].append(assignment)
    return [one for one in people if charge.answers_for(one, held[one.pk])]
