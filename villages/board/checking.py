"""Verb: look a subject over, store what is found, and remember what is found no longer."""

from django.db import transaction
from django.utils import translation

from backend.kernel import clock
from villages.board import findings, sections
from villages.board.findings import LANGUAGE, Key, digest_of
from villages.board.sections import Finding, Subject
from villages.models import CheckRun, StoredFinding


def check(subject: Subject, *, version: int) -> list[Finding]:
    """Runs every check of a subject; answers what was found, live findings first in each section.

    ``version`` of the subject's record, so that a later one is looked over again. The same state again stores the same
    rows. Checks only tell: nothing of the subject is changed.
    """
    with translation.override(LANGUAGE):
        found = _found(subject)
    with transaction.atomic():
        _store(subject, found)
        CheckRun.objects.update_or_create(
            village=subject.village,
            subject_kind=subject.kind,
            subject_key=subject.key,
            defaults={"version": version, "checked_at": clock.now()},
        )
    return list(found.values())


def _found(subject: Subject) -> dict[Key, Finding]:
    """Everything that is found now, by code and key."""
    every: list[Finding] = []
    for section in sections.of_subject(subject.kind):
        every += findings.all_of(section, subject, {})
        every += [findings.said_again(one, section.sayings[one.code]) for one in section.checks(subject)]
    return {(one.code, one.key): one for one in every}


def _store(subject: Subject, found: dict[Key, Finding]) -> None:
    """Two runs at once store the same rows: the later one wins row by row."""
    now, before = clock.now(), findings.stored_of(subject)
    fresh = [_row(subject, one) for key, one in found.items() if key not in before]
    for row in fresh:
        row.found_at = now
    StoredFinding.objects.bulk_create(fresh, ignore_conflicts=True)
    for key, row in before.items():
        one = found.get(key)
        if one is None and row.gone_at is None:
            StoredFinding.objects.filter(pk=row.pk).update(gone_at=now)
        elif one is not None and (
            row.gone_at is not None or (row.digest, row.severity) != (digest_of(one), one.severity)
        ):
            again = {} if row.gone_at is None else {"found_at": now}
            StoredFinding.objects.filter(pk=row.pk).update(
                gone_at=None, digest=digest_of(one), evidence=dict(one.evidence), severity=one.severity, **again
            )


def _row(subject: Subject, one: Finding) -> StoredFinding:
    return StoredFinding(
        village=subject.village,
        subject_kind=subject.kind,
        subject_key=subject.key,
        code=one.code,
        key=one.key,
        severity=one.severity,
        evidence=dict(one.evidence),
        digest=digest_of(one),
    )
