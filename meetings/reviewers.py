"""Who reviews a meeting: the offices that its kabupaten's rules ask, and in which of them a person sits."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel import clock
from backend.kernel.actor import Actor
from meetings import rules
from meetings.models import Meeting, Verdict
from meetings.terms import ReviewLevel, VerdictSaid
from villages.access import assignments_of, officers_of
from villages.models import RuleSet, User, Village
from villages.rules import KABUPATEN
from villages.terms import Reviewers, Role

LEVEL_OF_ROLE = {
    Role.KECAMATAN_OFFICER: ReviewLevel.KECAMATAN,
    Role.KABUPATEN_OFFICER: ReviewLevel.KABUPATEN,
}


@dataclass(frozen=True, slots=True)
class Review:
    """Where the review of a meeting stands.

    ``verdicts``: what was said since it was last handed in, oldest first. ``accepted``: the offices whose acceptance
    is of the meeting as it is now.
    """

    reviewers: Reviewers
    verdicts: tuple[Verdict, ...]
    accepted: frozenset[str]

    @property
    def asked(self) -> tuple[ReviewLevel, ...]:
        """The offices whose verdict is awaited now."""
        return rules.asked_now(self.reviewers, self.accepted)

    @property
    def lapsed(self) -> list[Verdict]:
        """Acceptances of a state that has changed since; those offices look again."""
        given = [one for one in self.verdicts if one.said == VerdictSaid.ACCEPTED]
        newest = {one.level: one for one in given}
        return [one for level, one in newest.items() if level not in self.accepted]


def reviewers_for(meeting: Meeting) -> Reviewers:
    """By whom this kind of meeting is reviewed in its kabupaten in the year it is handed in. One query.

    The newest rules up to that year count; where there are none, the kecamatan reviews.
    """
    year = (meeting.submitted_at or clock.now()).astimezone(meeting.village.timezone).year
    found = RuleSet.objects.filter(kabupaten=meeting.village.code[:KABUPATEN], year__lte=year).order_by("-year").first()
    if found is None:
        return Reviewers.KECAMATAN
    said = found.reviewers_by_kind.get(meeting.type, found.reviewers)
    return Reviewers(said if said in Reviewers.values else found.reviewers)


def review_of(meeting: Meeting, *, digest: str) -> Review:
    """Where the review stands for the meeting as its dossier ``digest`` shows it. Two queries."""
    since = Verdict.objects.filter(village=meeting.village_id, meeting=meeting.id).select_related("by")
    if meeting.submitted_at is not None:
        since = since.filter(at__gte=meeting.submitted_at)
    said = tuple(since.order_by("at", "id"))
    accepted = frozenset(one.level for one in said if one.said == VerdictSaid.ACCEPTED and one.seen == digest)
    return Review(reviewers_for(meeting), said, accepted)


def levels_for(user: UUID, village: Village) -> frozenset[ReviewLevel]:
    """The offices in which the person may speak for the village. At most two queries.

    Where nobody is in office at the kecamatan, the kabupaten's officers stand in for it, or nothing would be decided.
    """
    held = {
        LEVEL_OF_ROLE[Role(role)]
        for role, region in assignments_of(user).filter(role__in=LEVEL_OF_ROLE).values_list("role", "region_id")
        if village.code.startswith(f"{region}.")
    }
    if held == {ReviewLevel.KABUPATEN} and not officers_of(village, Role.KECAMATAN_OFFICER).exists():
        held.add(ReviewLevel.KECAMATAN)
    return frozenset(held)


def colleagues(village: Village, level: ReviewLevel) -> list[User]:
    """Who else may be handed a meeting of this village at this office, by name. One query."""
    role = next(role for role, one in LEVEL_OF_ROLE.items() if one == level)
    return list(officers_of(village, role).order_by("name"))


def speaks_at(actor: Actor, village: Village, asked: tuple[ReviewLevel, ...]) -> ReviewLevel | None:
    """The first of the ``asked`` offices in which the person may speak. At most two queries."""
    mine = levels_for(actor.user, village)
    return next((level for level in asked if level in mine), None)
