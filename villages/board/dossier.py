"""All that is known of a subject for review and publication, gathered and not yet published."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import translation

from backend.kernel import canonical
from villages.board import findings, places, sections
from villages.board.sections import Finding, Section, Snapshot, Subject

LANGUAGE = "id"
"""A dossier is written in one language, or its digest would depend on who looks."""


class Part(NamedTuple):
    """One section of a dossier; ``snapshot`` is ``None`` where the section has nothing to show."""

    section: Section
    snapshot: Snapshot | None
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What an officer is shown and what becomes public.

    ``snapshot`` holds the village and every section by name: the public part. ``digest`` covers the snapshot, the
    findings and the evidence that the officer sees beyond it, so any change of what was shown changes it.
    """

    subject: Subject
    sections: list[Part]
    snapshot: dict[str, Any]
    digest: str

    @property
    def findings(self) -> list[Finding]:
        return [finding for part in self.sections for finding in part.findings]

    @property
    def open_findings(self) -> list[Finding]:
        """Those that nobody dismissed."""
        return [finding for finding in self.findings if finding.dismissed is None]

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocking]


def dossier(subject: Subject) -> Dossier:
    """The dossier of ``subject`` as it stands now. Two queries, the rest by its sections."""
    village = places.villages().get(pk=subject.village.pk)
    with translation.override(LANGUAGE):
        parts, evidence = [], {}
        stored = findings.stored_of(subject)
        for section in sections.of_subject(subject.kind):
            parts.append(Part(section, section.snapshot(subject), findings.all_of(section, subject, stored)))
            evidence[section.name] = section.evidence(subject)
        snapshot = {part.section.name: part.snapshot for part in parts if part.snapshot is not None}
        snapshot[sections.RESERVED] = places.place_of(village).snapshot()
        found = [findings.as_shown(one) for part in parts for one in part.findings]
    return Dossier(
        subject=subject,
        sections=parts,
        snapshot=snapshot,
        digest=canonical.digest({"snapshot": snapshot, "findings": found, "evidence": evidence}),
    )
