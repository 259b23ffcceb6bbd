"""Verbs: set a finding of a subject aside with a reason, and take it up again. Callers keep who said so in a book."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from villages.board.findings import digest_of
from villages.board.sections import Finding, Subject
from villages.models import StoredFinding


class FindingGone(Problem):
    code = "finding_gone"
    status = 409
    title = _("Temuan ini sudah tidak ada atau sudah berubah. Lihat temuan yang sekarang.")


def set_aside(subject: Subject, found: Iterable[Finding], *, by: Actor, code: str, key: str, reason: str) -> Finding:
    """Sets one of what is ``found`` now aside; it stands open again once it reads otherwise. Raises ``FindingGone``."""
    finding = next((one for one in found if (one.code, one.key) == (code, key)), None)
    if finding is None:
        raise FindingGone
    digest = digest_of(finding)
    said = {
        "dismissed_at": clock.now(),
        "dismissed_by_id": by.user,
        "dismissed_reason": reason,
        "dismissed_digest": digest,
    }
    seen = {"severity": finding.severity, "evidence": dict(finding.evidence), "digest": digest, "gone_at": None}
    StoredFinding.objects.update_or_create(
        village=subject.village,
        subject_kind=subject.kind,
        subject_key=subject.key,
        code=code,
        key=key,
        defaults={**seen, **said},
        create_defaults={**seen, **said, "found_at": clock.now()},
    )
    return finding


def take_up(subject: Subject, *, code: str, key: str) -> None:
    """Opens what was set aside. Raises ``FindingGone``."""
    aside = StoredFinding.objects.filter(
        village=subject.village,
        subject_kind=subject.kind,
        subject_key=subject.key,
        code=code,
        key=key,
        dismissed_at__isnull=False,
    )
    if not aside.update(dismissed_at=None, dismissed_by=None, dismissed_reason="", dismissed_digest=""):
        raise FindingGone
