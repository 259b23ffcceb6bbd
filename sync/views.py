"""Officials' pages: two differing entries are settled, late changes admitted or dismissed; for every kind alike."""

from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from sync import edit, ledger, settle, waiting
from sync.access import Right, village_for, villages_with
from sync.desk import desk_page, refused, shows
from sync.intake import CLOSED, PHONE_LOST
from sync.models import Conflict, Held
from sync.terms import Outcome

STORED, OFFERED = "stored", "offered"
W = TypeVar("W", Conflict, Held)


class ChoiceMissing(Problem):
    code = "choice_missing"
    status = 422
    title = gettext_lazy("Pilih satu dari dua catatan untuk setiap isian, lalu simpan.")


class MovedOn(Problem):
    code = "moved_on"
    status = 409
    title = gettext_lazy("Catatan ini berubah lagi sesudah halaman Anda buka. Lihat isinya sekarang, lalu pilih lagi.")


@require_safe
@desk_page
def conflicts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The differing entries of the officer's area."""
    rows = list(waiting.open_conflicts(villages_with(actor.user, Right.READ))[: waiting.MOST_LISTED])
    shows(request, (one.village_id for one in rows))
    return render(request, "sync/conflicts.html", {"items": waiting.described(rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def held(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The late changes of the officer's area; those of a lost phone may be admitted together."""
    reviewed = villages_with(actor.user, Right.REVIEW)
    if request.method == "POST":
        _admit_all_of(request, actor, reviewed)
        return redirect("waiting:held")
    rows = list(waiting.undecided(villages_with(actor.user, Right.READ))[: waiting.MOST_LISTED])
    shows(request, (one.village_id for one in rows))
    shown = {"items": waiting.described(rows), "lost": waiting.from_lost_phones(reviewed)}
    return render(request, "sync/held.html", shown)


def _admit_all_of(request: HttpRequest, actor: Actor, reviewed: QuerySet[Any]) -> None:
    try:
        device = UUID(request.POST.get("device", ""))
    except ValueError:
        raise NotFound from None
    rows = waiting.undecided(reviewed).filter(reason=PHONE_LOST, device=device).order_by("received_at", "pk")
    admitted, left = settle.admit_all(list(rows), by=actor)
    messages.success(request, _("%(count)s catatan dari HP hilang diterima.") % {"count": admitted})
    if left:
        messages.warning(request, _("%(count)s catatan belum lengkap dan masih menunggu.") % {"count": left})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def conflict(request: HttpRequest, actor: Actor, *, conflict: UUID) -> HttpResponse:
    """Two values side by side; a choice for each field."""
    row = _row_for(actor, Conflict, conflict)
    if request.method != "POST":
        return _show(request, actor, row, "sync/conflict.html")
    village_for(actor, row.village_id, Right.REVIEW)
    try:
        _settle(row, actor, request.POST)
    except (ChoiceMissing, MovedOn, edit.NotRight) as refusal:
        return _show(request, actor, row, "sync/conflict.html", refusal)
    messages.success(request, _("Pilihan Anda disimpan dan dikirim ke HP pencatat."))
    return redirect("waiting:conflicts")


@transaction.atomic
def _settle(row: Conflict, actor: Actor, said: Any) -> None:
    """Settles as the form says, if the record still stands as it was shown."""
    ledger.lock(row.village_id)
    (shown,) = waiting.described([row])
    if row.settled_at is None and said.get("version") != str(shown.version):
        raise MovedOn
    if row.deletes:
        picked = said.get("record")
        if picked not in {STORED, OFFERED}:
            raise ChoiceMissing
        delete = (picked == STORED) == shown.deleted
        settle.settle(row, by=actor, choices={} if delete else waiting.offered_by(row), delete=delete)
        return
    picks = {name: said.get(f"field-{name}") for name in row.fields}
    if not set(picks.values()) <= {STORED, OFFERED}:
        raise ChoiceMissing
    settle.settle(row, by=actor, choices=waiting.chosen(row, {name for name, pick in picks.items() if pick == OFFERED}))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def held_one(request: HttpRequest, actor: Actor, *, held: UUID) -> HttpResponse:
    """A late change beside what stands; admitted, or dismissed with a reason."""
    row = _row_for(actor, Held, held)
    if request.method != "POST":
        return _show(request, actor, row, "sync/held_one.html")
    village_for(actor, row.village_id, Right.REVIEW)
    reason = request.POST.get("reason", "")[:1000]
    try:
        if request.POST.get("decision") == "admit":
            _tell_admitted(request, row, settle.admit(row, by=actor, reason=reason))
        else:
            settle.dismiss(row, by=actor, reason=reason)
            messages.success(request, _("Catatan susulan tidak dipakai. Alasan Anda disimpan."))
    except (settle.ReasonMissing, edit.NotRight) as refusal:
        return _show(request, actor, row, "sync/held_one.html", refusal)
    return redirect("waiting:held")


def _tell_admitted(request: HttpRequest, row: Held, outcome: Outcome) -> None:
    messages.success(request, _("Catatan susulan diterima dan dikirim ke HP pencatat."))
    if outcome is Outcome.CONFLICT:
        messages.warning(
            request, _("Sebagian isiannya berbeda dengan catatan lain. Putuskan di “Dua catatan berbeda”.")
        )
    if row.reason == CLOSED:
        messages.warning(
            request, _("Papan publik belum berubah. Buka lagi musyawarahnya untuk menerbitkan pembetulan.")
        )


def _row_for(actor: Actor, model: type[W], key: UUID) -> W:
    """The waiting row, if the officer may read its village; else ``NotFound``. At most three queries."""
    row = model._default_manager.select_related("village__region", "user").filter(pk=key).first()
    if row is None:
        raise NotFound
    village_for(actor, row.village_id, Right.READ)
    return row


def _show(
    request: HttpRequest, actor: Actor, row: Conflict | Held, template: str, refusal: Problem | None = None
) -> HttpResponse:
    decided = row.settled_at is not None if isinstance(row, Conflict) else bool(row.decision)
    if decided:
        return refused(request, settle.AlreadyDecided())
    (item,) = waiting.described([row])
    shows(request, [row.village_id], what=row.record)
    may_decide = villages_with(actor.user, Right.REVIEW).filter(pk=row.village_id).exists()
    shown = {"item": item, "row": row, "refusal": refusal, "may_decide": may_decide, "said": request.POST}
    return render(request, template, shown, status=200 if refusal is None else refusal.status)
