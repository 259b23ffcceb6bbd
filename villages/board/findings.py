"""Findings of a subject: those that a look finds at once, and those that checks found and stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from backend.kernel import canonical
from backend.kernel.words import rupiah_later, told
from villages.board.sections import Dismissal, Finding, Found, Saying, Section, Subject
from villages.models import StoredFinding
from villages.terms import Severity

LANGUAGE = "id"
"""Digests are taken in one language, or a dismissal would depend on who looks."""

Key = tuple[str, str]
"""Code and key of a finding."""


def stored_of(subject: Subject) -> dict[Key, StoredFinding]:
    """What is stored of a subject, gone ones too. One query."""
    rows = StoredFinding.objects.filter(
        village=subject.village.pk, subject_kind=subject.kind, subject_key=subject.key
    ).select_related("dismissed_by")
    return {(row.code, row.key): row for row in rows.order_by("code", "key")}


def all_of(section: Section, subject: Subject, stored: Mapping[Key, StoredFinding]) -> list[Finding]:
    """What a look at ``section`` finds now, then what its checks have stored and is not gone."""
    live = [_with_saying(one, section.sayings.get(one.code)) for one in section.findings(subject)]
    again = [
        said_again(Found(row.code, row.evidence, row.key, Severity(row.severity)), saying)
        for (code, _key), row in stored.items()
        if row.gone_at is None and (saying := section.sayings.get(code)) is not None and saying.message
    ]
    return with_dismissals([*live, *again], stored)


def with_dismissals(found: Iterable[Finding], stored: Mapping[Key, StoredFinding]) -> list[Finding]:
    """The same findings, each with what an officer said of it as it reads now."""
    return [_with_dismissal(one, stored.get((one.code, one.key))) for one in found]


def said_again(found: Found, saying: Saying) -> Finding:
    """A check's result as a finding, its facts in the sentence."""
    return Finding(
        code=found.code,
        message=told(saying.message, **facts_of(found.evidence)),
        reason=saying.reason,
        key=found.key,
        severity=found.severity or saying.severity,
        honest=saying.honest,
        evidence=found.evidence,
    )


def facts_of(evidence: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a sentence: ``{"sen": 100}`` is money, ``{"day": "2026-11-23"}`` a day, the rest as it stands."""
    return {name: _fact(value) for name, value in evidence.get("facts", {}).items()}


def digest_of(finding: Finding) -> str:
    """The digest of what was found: another digest is another finding, whatever was said of the former.

    Where evidence says what it ``is``, the rest may move: an officer need not say again of a price what was said of it
    because other villages' prices came in.
    """
    if "is" in finding.evidence:
        return canonical.digest(finding.evidence["is"])
    with translation.override(LANGUAGE):
        return canonical.digest({"said": str(finding.message), "evidence": dict(finding.evidence)})


def as_shown(finding: Finding) -> list[Any]:
    """What the digest of a dossier covers of a finding."""
    return [finding.code, str(finding.message), finding.blocking, finding.key, finding.dismissed is not None]


def sayings(sections: Sequence[Section]) -> dict[str, Saying]:
    """What each code of these sections means."""
    return {code: saying for section in sections for code, saying in section.sayings.items()}


def _fact(value: Any) -> Any | Promise:
    if isinstance(value, dict) and "sen" in value:
        return rupiah_later(value["sen"])
    if isinstance(value, dict) and "day" in value:
        return date.fromisoformat(value["day"])
    return value


def _with_saying(finding: Finding, saying: Saying | None) -> Finding:
    """A live finding with the weight of its code; what blocks weighs most."""
    if saying is None:
        return replace(finding, severity=Severity.GRAVE) if finding.blocking else finding
    severity = Severity.GRAVE if finding.blocking else saying.severity
    return replace(finding, severity=severity, honest=saying.honest)


def _with_dismissal(finding: Finding, row: StoredFinding | None) -> Finding:
    if row is None or row.dismissed_at is None or row.dismissed_digest != digest_of(finding):
        return finding
    name = row.dismissed_by.name if row.dismissed_by else ""
    return replace(finding, dismissed=Dismissal(name, row.dismissed_at, row.dismissed_reason))
