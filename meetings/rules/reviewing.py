"""Who reviews a meeting, in which order, by the rules of a kabupaten."""

from collections.abc import Collection

from meetings.terms import ReviewLevel

NOBODY, KECAMATAN, PARALLEL, SEQUENCE = "nobody", "kecamatan", "parallel", "sequence"
_LEVELS: dict[str, tuple[ReviewLevel, ...]] = {
    NOBODY: (),
    KECAMATAN: (ReviewLevel.KECAMATAN,),
    PARALLEL: (ReviewLevel.KECAMATAN, ReviewLevel.KABUPATEN),
    SEQUENCE: (ReviewLevel.KECAMATAN, ReviewLevel.KABUPATEN),
}


def levels_of(reviewers: str) -> tuple[ReviewLevel, ...]:
    """The offices that must accept, in order.

    Source: practice of kabupaten (domain 1.14: recommendations go to kecamatan and DPMD, either's refusal stops it);
    set per kabupaten, year and kind of meeting.
    """
    return _LEVELS[reviewers]


def asked_now(reviewers: str, accepted: Collection[str]) -> tuple[ReviewLevel, ...]:
    """The offices whose verdict is awaited now; one after the other, the second only after the first."""
    open_levels = tuple(level for level in levels_of(reviewers) if level not in accepted)
    return open_levels[:1] if reviewers == SEQUENCE else open_levels


def is_accepted(reviewers: str, accepted: Collection[str]) -> bool:
    """Whether every office that must has accepted."""
    return not asked_now(reviewers, accepted)
