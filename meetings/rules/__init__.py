"""Law and arithmetic of deliberations. Plain values in and out; each rule names its source.

The phone computes the same from the same cases: ``tests/vectors/quorum.json``.
"""

from meetings.rules.calendar import DUES, Due, Step, coverage, furthest
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
from meetings.rules.reviewing import asked_now, is_accepted, levels_of

__all__ = [
    "DUES",
    "QUORUM",
    "SMALL_CELL",
    "Composition",
    "Due",
    "FilePiece",
    "Heads",
    "Step",
    "Turnout",
    "asked_now",
    "complete_file",
    "composition",
    "coverage",
    "ends_before_start",
    "furthest",
    "has_quorum",
    "invitation_too_late",
    "is_accepted",
    "is_sha256",
    "is_working_day",
    "levels_of",
    "missing_elements",
    "missing_of_file",
    "needed_for_quorum",
    "report_due_on",
    "too_few_women",
    "turnout",
    "votes_exceed_present",
    "women_percent",
]
