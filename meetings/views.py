"""The review desk: what waits, one meeting on one page, and the decisions on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from meetings import doubles, photos, review
from meetings import queue as queues
from meetings.file import File
from meetings.forms import ApproveForm, ReopenForm, ReturnForm
from meetings.models import Attendance, Meeting
from meetings.terms import MeetingStatus
from sync import waiting
from sync.desk import desk_page
from villages.access import village_for, villages_with
from villages.models import Village
from villages.terms import Right

ON_A_PAGE = 50
SMALL, LARGE = 320, 1280
PHOTO_KEPT = "private, max-age=86400"


@require_safe
@desk_page
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The meetings of the officer's area in one state, and where two entries differ or late ones wait."""
    state = request.GET.get("keadaan", "menunggu")
    if state not in queues.STATES:
        raise NotFound
    name = request.GET.get("desa", "").replace("\x00", "").strip()[:80]
    villages = villages_with(actor.user, Right.READ)
    page = Paginator(queues.in_state(villages, state, name=name), ON_A_PAGE).get_page(request.GET.get("halaman"))
    shown = {
        "state": state,
        "name": name,
        "states": _tabs(villages),
        "page": page,
        "rows": queues.described(list(page)),
        "waiting": _waiting_villages(villages),
    }
    return render(request, "meetings/desk/queue.html", shown)


def _tabs(villages: Any) -> list[dict[str, Any]]:
    counts = queues.counts(villages)
    return [{"name": name, "label": label, "count": counts[name]} for name, (label, _states) in queues.STATES.items()]


def _waiting_villages(villages: Any) -> list[tuple[Village, dict[str, int]]]:
    """The villages where somebody must decide between entries, by name."""
    counted = waiting.counts(villages)
    found = villages.filter(pk__in=counted) if counted else []
    return sorted(((one, counted[one.pk]) for one in found), key=lambda pair: pair[0].name)


@require_safe
@desk_page
def meeting(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Everything that was recorded of one meeting."""
    return _page(request, actor, _file_for(actor, village, meeting, Right.READ))


@require_POST
@desk_page
def return_meeting(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Sends the meeting back to the village."""
    file = _file_for(actor, village, meeting, Right.REVIEW)
    form = ReturnForm(request.POST, parts=file.parts)
    if not form.is_valid():
        return _page(request, actor, file, returning=form, status=422)
    try:
        review.return_(file.meeting, by=actor, note=form.said(), about=form.target())
    except review.NoteMissing as refusal:
        form.add_error("note", str(refusal.title))
        return _page(request, actor, file, returning=form, status=refusal.status)
    except review.NotSubmitted as refusal:
        return _stale(request, file, refusal)
    messages.success(request, _("Dikembalikan ke desa. Catatan Anda muncul di HP pencatat pada kiriman berikutnya."))
    return redirect("desk:queue")


@require_POST
@desk_page
def approve_meeting(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Approves the meeting and publishes what was shown."""
    file = _file_for(actor, village, meeting, Right.REVIEW)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        raise review.ChangedSinceShown
    try:
        review.approve(file.meeting, by=actor, seen=form.cleaned_data["seen"])
    except review.NotSubmitted as refusal:
        if file.meeting.status not in review.PUBLISHED:
            return _stale(request, file, refusal)
        messages.info(request, _("Musyawarah ini sudah terbit."))  # the second of two clicks
    except (review.ChangedSinceShown, review.Blocked) as refusal:
        return _stale(request, file, refusal, shown=form.cleaned_data["number"])
    else:
        messages.success(request, _("Disetujui dan diterbitkan di papan publik."))
    return redirect("desk:meeting", village=village, meeting=meeting)


@require_POST
@desk_page
def reopen_meeting(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Takes a published meeting up again."""
    file = _file_for(actor, village, meeting, Right.REVIEW)
    form = ReopenForm(request.POST)
    try:
        review.reopen(file.meeting, by=actor, note=form.cleaned_data["note"] if form.is_valid() else "")
    except review.NoteMissing as refusal:
        form.add_error("note", str(refusal.title))
        return _page(request, actor, file, reopening=form, status=refusal.status)
    except review.NotPublished as refusal:
        return _stale(request, file, refusal)
    messages.success(request, _("Dibuka lagi. Papan publik tetap seperti semula sampai Anda menyetujui lagi."))
    return redirect("desk:meeting", village=village, meeting=meeting)


_DOUBLES = {
    "gabung": (
        doubles.join,
        gettext_lazy("Digabung. Isian kosong dilengkapi; kedua catatan asli tetap tersimpan."),
    ),
    "beda": (doubles.tell_apart, gettext_lazy("Dicatat: dua orang yang berbeda. Pasangan ini tidak ditanyakan lagi.")),
    "pisah": (doubles.part, gettext_lazy("Dipisah lagi. Kedua nama ada di daftar hadir seperti semula.")),
}


@require_POST
@desk_page
def decide_double(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Makes two entries of the attendance list one, parts them again, or remembers that they are two people."""
    file = _file_for(actor, village, meeting, Right.REVIEW)
    verb, told = _DOUBLES.get(request.POST.get("act", ""), (None, None))
    rows = [_entry(file, request.POST.get(side, "")) for side in ("keep", "drop")]
    if verb is None:
        raise NotFound
    try:
        verb(*rows, by=actor)
    except (doubles.NotTwo, doubles.MeetingClosed) as refusal:
        return _stale(request, file, refusal)
    messages.success(request, str(told))
    return redirect(f"{reverse('desk:meeting', kwargs={'village': village, 'meeting': meeting})}#ganda")


def _entry(file: File, record: str) -> Attendance:
    found = Attendance.objects.filter(village=file.village, meeting=file.meeting.id, id=_uuid(record)).first()
    if found is None:
        raise NotFound
    return found


@require_safe
@desk_page
def photo(request: HttpRequest, actor: Actor, *, village: str, sha256: str) -> HttpResponse:
    """A photograph of a village for its officers, re-drawn; ``?besar`` for the larger one."""
    home = village_for(actor, _uuid(village), Right.READ)
    width = LARGE if "besar" in request.GET else SMALL
    content = photos.public_photo(home.pk, sha256, width=width)
    return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": PHOTO_KEPT})


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _file_for(actor: Actor, village: UUID, meeting: UUID, right: Right) -> File:
    """The meeting, if the officer has this right in its village; else ``NotFound``."""
    home = village_for(actor, village, right)
    found = Meeting.objects.filter(village=home, id=meeting, deleted_at__isnull=True).first()
    if found is None:
        raise NotFound
    found.village = home
    return File(home, found)


def _page(
    request: HttpRequest,
    actor: Actor,
    file: File,
    *,
    returning: ReturnForm | None = None,
    reopening: ReopenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    village = file.village
    shown = {
        "file": file,
        "meeting": file.meeting,
        "village": village,
        "photos_at": f"{reverse('desk:queue')}{village.pk}/foto/",
        "may_decide": villages_with(actor.user, Right.REVIEW).filter(pk=village.pk).exists(),
        "waits": file.meeting.status == MeetingStatus.SUBMITTED,
        "published": file.meeting.status in review.PUBLISHED,
        "returning": returning or ReturnForm(parts=file.parts),
        "reopening": reopening or ReopenForm(),
    }
    return render(request, "meetings/desk/meeting.html", shown, status=status)


def _stale(request: HttpRequest, file: File, refusal: Problem, *, shown: int | None = None) -> HttpResponse:
    """Why the decision was not taken, and what changed since the page was shown."""
    differences = [] if shown is None else file.since(shown)
    told = {"refusal": refusal, "village": file.village, "meeting": file.meeting, "differences": differences}
    if isinstance(refusal, review.Blocked):
        told["blocking"] = file.dossier.blocking
    return render(request, "meetings/desk/stale.html", told, status=refusal.status)
