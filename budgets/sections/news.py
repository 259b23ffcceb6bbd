"""What later publications of the year say of the activities of a plan."""

from collections.abc import Sequence
from typing import Any

from budgets import lives
from villages.board.sections import Snapshot
from villages.models import Publication


def of_plan(snapshot: Snapshot, publications: Sequence[Publication]) -> Snapshot:
    """The plan with each activity's newest word under ``now``: state, progress, money, pictures, who says so."""
    _, threads = lives.lives_of(publications)
    pictures = _pictures(publications)
    return {**snapshot, "items": [_with_news(one, threads.of(one), pictures) for one in snapshot["items"]]}


def _with_news(row: Snapshot, life: lives.Life | None, pictures: dict[str, Any]) -> Snapshot:
    last = life.last if life else None
    if last is None:
        return row
    return {
        **row,
        "now": {
            "state": last.state,
            "state_label": last.state_label,
            "percent": last.percent,
            "spent": last.spent,
            "reason": last.reason,
            "number": last.source.number,
            "photos": pictures.get(row.get("id", ""), ()),
        },
    }


def _pictures(publications: Sequence[Publication]) -> dict[str, Any]:
    """The newest pictures of work by the activity's id."""
    found: dict[str, Any] = {}
    for one in lives.in_order(publications):
        rows = one.snapshot.get("progress", {}).get("items", ())
        found |= {row["id"]: row["photos"] for row in rows if row.get("photos")}
    return found
