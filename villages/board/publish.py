"""Verbs: publish a dossier, withdraw a publication. Nothing published is ever changed or deleted."""

from dataclasses import dataclass
from datetime import date

from celery import current_app
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from backend.kernel import canonical, clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from villages.board import passages
from villages.board.dossier import Dossier
from villages.board.site import due
from villages.models import Publication, Village


class FindingsInTheWay(Problem):
    code = "findings_in_the_way"
    status = 409
    title = _("Catatan ini belum dapat diterbitkan. Selesaikan dahulu temuan yang menghalangi.")


class AlreadyWithdrawn(Problem):
    code = "already_withdrawn"
    status = 409
    title = _("Terbitan ini sudah ditarik.")


class ReasonMissing(Problem):
    code = "reason_missing"
    status = 422
    title = _("Tulis alasan penarikan. Alasan ini dibaca oleh warga.")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where the village's ledger stood when something was published: its newest number and hash."""

    number: int
    hash: str


@transaction.atomic
def publish(  # noqa: PLR0913 -- what a publication is called, of when, and why stand beside what it holds
    dossier: Dossier, *, stamp: Stamp, by: Actor, title: str, fiscal_year: int, held_on: date | None, reason: str = ""
) -> Publication:
    """Freezes the public part of ``dossier`` under the village's next number; supersedes the subject's current one.

    ``reason`` tells everybody why it does; it is kept only where there is one to supersede.
    The caller holds the village's feed lock; the village row is locked too, so numbers have no gaps.
    """
    if dossier.blocking:
        raise FindingsInTheWay(findings=[finding.code for finding in dossier.blocking])
    subject = dossier.subject
    village = Village.objects.select_for_update().get(pk=subject.village.pk)
    published = Publication.objects.filter(village=village)
    before = published.filter(subject_kind=subject.kind, subject_key=subject.key, current=True).first()
    if before is not None:
        published.filter(pk=before.pk).update(current=False)
    digest = canonical.digest(dossier.snapshot)
    publication = Publication.objects.create(
        village=village,
        number=(published.aggregate(last=Max("number"))["last"] or 0) + 1,
        subject_kind=subject.kind,
        subject_key=subject.key,
        title=title,
        fiscal_year=fiscal_year,
        held_on=held_on,
        snapshot=dossier.snapshot,
        digest=digest,
        short_code=ids.spoken_code(bytes.fromhex(digest)),
        reason=reason if before else "",
        ledger_number=stamp.number,
        ledger_hash=stamp.hash,
        published_at=clock.now(),
        published_by_id=by.user,
        supersedes=before,
    )
    passages.keep(publication)
    due.mark(village.pk)
    make = current_app.tasks["villages.tasks.make_documents"].delay
    transaction.on_commit(lambda: make(str(publication.pk)), robust=True)  # where it is lost, the sweep finds it
    return publication


@transaction.atomic
def withdraw(publication: Publication, *, by: Actor, reason: str) -> Publication:
    """Takes a publication off the board; its number, digest and ``reason`` stay as a tombstone."""
    if not reason.strip():
        raise ReasonMissing
    withdrawn = Publication.objects.filter(pk=publication.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=clock.now(), withdrawn_by=by.user, withdrawn_reason=reason.strip()
    )
    if not withdrawn:
        raise AlreadyWithdrawn(number=publication.number)
    passages.forget(publication)
    due.mark(publication.village_id)
    publication.refresh_from_db()
    return publication
