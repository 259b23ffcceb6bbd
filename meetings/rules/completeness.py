"""What a complete file of a deliberation holds: twelve pieces, each with its legal source."""

from collections.abc import Collection
from dataclasses import dataclass

from meetings.terms import FilePart

SOURCES = {
    FilePart.COMMITTEE: "Permendesa PDTT 16/2019 Ps 19",
    FilePart.OFFICIAL_VIEW: "Permendesa PDTT 16/2019 Ps 20",
    FilePart.INVITATION: "Permendesa PDTT 16/2019 Ps 18-29",
    FilePart.MATERIAL: "Permendesa PDTT 16/2019 Ps 18-29",
    FilePart.ATTENDANCE: "Permendesa PDTT 16/2019",
    FilePart.RULES: "Permendesa PDTT 16/2019 Ps 31 (2)",
    FilePart.MINUTES: "Permendagri 110/2016",
    FilePart.RECORD: "UU 6/2014 Ps 54",
    FilePart.PHOTOGRAPHS: "Permendesa PDTT 16/2019",
    FilePart.DECISIONS: "Permendagri 114/2014",
    FilePart.REPORT: "Permendagri 110/2016",
    FilePart.PUBLICITY: "Permendes PDT 16/2025 Ps 10",
}
"""Where the duty comes from; kabupaten rules fill in the days."""


@dataclass(frozen=True, slots=True)
class FilePiece:
    """One piece of the file, its legal source, and whether it is there."""

    part: FilePart
    source: str
    present: bool

    @property
    def key(self) -> str:
        return self.part.value

    @property
    def label(self) -> str:
        return str(self.part.label)


def complete_file(there: Collection[FilePart]) -> list[FilePiece]:
    """The twelve pieces in the order of the check-list, with those marked that are there."""
    return [FilePiece(part, SOURCES[part], part in there) for part in FilePart]


def missing_of_file(there: Collection[FilePart]) -> list[FilePiece]:
    """The pieces that are not there. Missing never blocks saving; it shows."""
    return [piece for piece in complete_file(there) if not piece.present]
