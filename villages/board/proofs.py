"""Served beside a publication: the first daily digest that covers it, and how to get there from its own bytes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from backend.kernel import merkle
from villages.board import digests, seals, shelf
from villages.board.seals import Row
from villages.board.sections import RESERVED
from villages.models import DailyDigest, Publication
from villages.rules import KABUPATEN

WITHIN = 3
"""The first digest after a publication covers it; a day more where clocks of two servers disagreed."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A digest, and where in it a publication's village stands."""

    digest: DailyDigest
    rows: list[Row]
    place: int

    @property
    def row(self) -> Row:
        return self.rows[self.place]

    @property
    def entry(self) -> int:
        """How far the village's ledger had come when the day was sealed."""
        return self.row[1]


def kabupaten_of(publication: Publication) -> str:
    """The kabupaten that the village lay in when it published. No query."""
    code: str = publication.snapshot[RESERVED]["code"]
    return code[:KABUPATEN]


def settled_on(publication: Publication, first: date) -> date:
    """From which day's digest on its proof stays as it is, in a kabupaten first sealed on ``first``. No query."""
    return max(_day_of(publication), first) + timedelta(days=WITHIN)


def newest_of(kabupaten: str) -> DailyDigest | None:
    """The last daily digest of a kabupaten. One query, once for all pages of a village that are written in one go."""
    return shelf.once(("newest digest", kabupaten), lambda: DailyDigest.newest_of(kabupaten))


def covering(publication: Publication) -> Covered | None:
    """The first digest that covers a publication; ``None`` until its day is over.

    One query, rarely ``WITHIN``; once for all pages of a village that are written in one go.
    """
    return shelf.once(("covering", publication.pk), lambda: _covering(publication))


def _covering(publication: Publication) -> Covered | None:
    of_area = DailyDigest.objects.filter(kabupaten=kabupaten_of(publication))
    later = of_area.filter(day__gte=_day_of(publication)).select_related("same_as").order_by("day")
    for number in range(WITHIN):
        digest = next(iter(later[number : number + 1]), None)  # one by one: each brings the leaves of a whole kabupaten
        if digest is None:
            return None
        rows = digests.rows_of(digest)
        place = next((at for at, row in enumerate(rows) if row[0] == str(publication.village_id)), None)
        if place is not None and _covers(rows[place], publication):
            return Covered(digest, rows, place)
    return None


def head_of(digest: DailyDigest) -> dict[str, Any]:
    """A day's digest as it is served."""
    day: date = digest.day
    return {
        "day": day.isoformat(),
        "size": digest.size,
        "root": digest.root,
        "previous": digest.previous,
        "value": digest.value,
        "letters": digest.letters,
    }


def beside(publication: Publication) -> dict[str, Any]:
    """What the open data of a publication says beside its content, so that it can be checked. At most three queries."""
    before = publication.supersedes
    facts = seals.facts_of(publication, supersedes=before.number if before else None)
    return {
        "supersedes": facts["supersedes"],
        "reason": facts["reason"],
        "seal": seals.publication_leaf(facts).hex(),
        "proof": _proof(publication),
    }


def _day_of(publication: Publication) -> date:
    return publication.published_at.astimezone(digests.zone_of(kabupaten_of(publication))).date()


def _covers(row: Row, publication: Publication) -> bool:
    _village, entry, _head, size, _root = row
    return entry >= publication.ledger_number and size >= publication.number


def _proof(publication: Publication) -> dict[str, Any] | None:
    found = covering(publication)
    if found is None:
        return None
    told = seals.village_facts(found.row)
    own = digests.leaves_of(publication.village_id, most=found.row[3])
    return {
        "digest": {"kabupaten": found.digest.kabupaten_id, **head_of(found.digest)},
        "village": {
            "ledger": told["ledger"],
            "publications": told["publications"],
            "place": found.place,
            "path": _path([seals.village_leaf(row) for row in found.rows], found.place),
        },
        "publication": {"place": publication.number - 1, "path": _path(own, publication.number - 1)},
    }


def _path(leaves: list[bytes], place: int) -> list[str]:
    """Empty where the leaf is gone, which the root tells at once."""
    return [step.hex() for step in merkle.path(leaves, place)] if place < len(leaves) else []
