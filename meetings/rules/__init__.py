"""Law and arithmetic of deliberations. Plain values in and out; each rule names its source.

The phone computes the same from the same cases: ``tests/vectors/quorum.json``.
"""

from meetings.rules.completeness import FilePiece, complete_file, missing_of_file
from meetings.rules.composition import (
    SMALL_CELL,
    Composition,
    Heads,
    composition,
    missing_elements,
)
from meetings.rules.dates import (
    ends_before_start,
    invitation_too_late,
    is_sha256,
    is_working_day,
    report_due_on,
)
from meetings.rules.quorum import (
    QUORUM,
    Turnout,
    has_quorum,
    needed_for_quorum,
    too_few_women,
    turnout,
    votes_exceed_present,
    women_percent,
)

__all__ = [
    "QUORUM",
    "SMALL_CELL",
    "Composition",
    "FilePiece",
    "Heads",
    "Turnout",
    "complete_file",
    "composition",
    "ends_before_start",
    "has_quorum",
    "invitation_too_late",
    "is_sha256",
    "is_working_day",
    "missing_elements",
    "missing_of_file",
    "needed_for_quorum",
    "report_due_on",
    "too_few_women",
    "turnout",
    "votes_exceed_present",
    "women_percent",
]
