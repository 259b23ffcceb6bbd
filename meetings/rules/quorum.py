"""How many came, and whether that is enough."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.rules.composition import Heads
from meetings.terms import DECIDING, Capacity, Gender

QUORUM = (2, 3)
"""Of the invited, where a village's own rules say nothing (see ``needed_for_quorum``)."""


def needed_for_quorum(invited: int, numerator: int | None = None, denominator: int | None = None) -> int:
    """How many must have signed before a sitting may open; a part of a person counts as one.

    Source: two thirds of the invited by Permendesa PDTT 2/2015 (revoked, still the rule in most villages); since
    Permendesa PDTT 16/2019 Ps 31 (2) the village's own Perdes on rules of procedure says the fraction.
    """
    if not numerator or not denominator:
        numerator, denominator = QUORUM
    return -(-invited * numerator // denominator)


def has_quorum(*, present: int, invited: int, numerator: int | None = None, denominator: int | None = None) -> bool:
    """Whether enough are there. Where nobody is known to be invited there is no quorum.

    Source: as ``needed_for_quorum``.
    """
    return invited > 0 and present >= needed_for_quorum(invited, numerator, denominator)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many were invited and came. ``deciding``: those of the present whom the quorum counts."""

    invited: int = 0
    present: int = 0
    women: int = 0
    men: int = 0
    deciding: int = 0


def turnout(there: Iterable[Heads], *, listed: int, invited_count: int | None) -> Turnout:
    """Counts those who came; observers, resource persons and companions have no part in the decision.

    ``listed``: invited by name. ``invited_count``: invitations sent where they are not listed by name.

    Source: capacities by Permendesa PDTT 2/2015 (invited, registered, observers), carried on in villages' own rules.
    """
    people = list(there)
    return Turnout(
        invited=max(listed, invited_count or 0),
        present=sum(one.count for one in people),
        women=sum(one.count for one in people if one.gender == Gender.FEMALE),
        men=sum(one.count for one in people if one.gender == Gender.MALE),
        deciding=sum(one.count for one in people if (one.capacity or Capacity.INVITED) in DECIDING),
    )


def women_percent(*, women: int, present: int) -> int:
    """The share of women among those present, in whole percent rounded down."""
    return women * 100 // present if present > 0 else 0


def too_few_women(*, women: int, present: int, minimum_percent: int | None) -> bool:
    """Whether women are fewer than the rules of the meeting ask for.

    Source: Permendesa PDTT 16/2019 names the participation of women; the share comes from the kabupaten's rules.
    """
    return present > 0 and women * 100 < (minimum_percent or 0) * present


def votes_exceed_present(votes: Iterable[int | None], present: int) -> bool:
    """Whether more votes were counted than people were there: one participant, one vote.

    Source: Permendesa PDTT 2/2015 on voting, carried on in villages' rules of procedure.
    """
    return sum(count or 0 for count in votes) > present
