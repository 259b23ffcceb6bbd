"""The review desk: what waits, one meeting on one page, and the decisions on it."""

from functools import partial
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
from meetings import books, doubles, exhibits, findings, judging, oversight, photos, review, reviewers, taking
from meetings import queue as queues
from meetings.file import File
from meetings.forms import ApproveForm, DismissForm, FindingForm, RemarkForm, ReopenForm, ReturnForm
from meetings.models import Attendance
from meetings.pages.finding import meeting_with, uuid_of
from meetings.terms import LineSaid, MeetingStatus
from sync.desk import assignments_on, desk_page, shows
from villages.access import village_for, villages_with
from villages.board.asides import FindingGone
from villages.models import Publication
from villages.terms import RIGHTS, Right, Role

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
    held = assignments_on(request)
    villages = villages_with(actor.user, Right.READ, held=held)
    over = queues.overview(villages)
    mine = "saya" in request.GET
    wanted = request.GET.get("halaman")
    if state == "menunggu":
        # Urgency is reckoned in working days, which no database knows: everything that waits is looked at.
        waiting_now = queues.by_urgency(villages, name=name, taken_by=actor.user if mine else None)
        page: Any = Paginator(waiting_now, ON_A_PAGE).get_page(wanted)
        rows = list(page)
    else:
        page = Paginator(queues.in_state(villages, state, name=name), ON_A_PAGE).get_page(wanted)
        rows = queues.described(list(page))
    shown = {
        "state": state,
        "name": name,
        "mine": mine,
        "me": actor.user,
        "states": [(word, label, over.states[word]) for word, (label, _statuses) in queues.STATES.items()],
        "page": page,
        "rows": rows,
        "waiting": over.undecided,
        "may_accept": state == "menunggu" and any(Right.REVIEW in RIGHTS[one.role] for one in held),
    }
    return render(request, "meetings/desk/queue.html", shown)


@require_safe
@desk_page
def meeting(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Everything that was recorded of one meeting; an inspector's look is kept."""
    file = _file_for(actor, village, meeting, Right.READ)
    if any(one.role == Role.AUDITOR for one in assignments_on(request)):
        oversight.note_look(file.meeting, actor.user)
    return _page(request, actor, file)


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
    except (review.NotSubmitted, review.NotAsked, taking.TakenByColleague) as refusal:
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
        published = review.approve(file.meeting, by=actor, seen=form.cleaned_data["seen"])
    except review.NotSubmitted as refusal:
        if file.meeting.status not in review.PUBLISHED:
            return _stale(request, file, refusal)
        messages.info(request, _("Musyawarah ini sudah terbit."))  # the second of two clicks
    except (review.NotAsked, taking.TakenByColleague) as refusal:
        return _stale(request, file, refusal)
    except (review.ChangedSinceShown, review.Blocked) as refusal:
        return _stale(request, file, refusal, shown=form.cleaned_data["number"])
    else:
        messages.success(request, _accepted(published))
    return redirect("desk:meeting", village=village, meeting=meeting)


def _accepted(published: Publication | None) -> str:
    if published is None:
        return _("Diterima. Musyawarah terbit sesudah kantor yang lain menerimanya juga.")
    return _("Disetujui dan diterbitkan di papan publik.")


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


@require_POST
@desk_page
def dismiss_finding(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Sets one finding aside with a reason."""
    file = _file_for(actor, village, meeting, Right.REVIEW)
    form = DismissForm(request.POST)
    if not form.is_valid():
        raise review.NoteMissing
    try:
        findings.dismiss(file.meeting, by=actor, **form.cleaned_data)
    except FindingGone as refusal:
        return _stale(request, file, refusal)
    messages.success(request, _("Temuan dikesampingkan. Alasan Anda tersimpan di buku catatan desa."))
    return redirect(f"{reverse('desk:meeting', kwargs={'village': village, 'meeting': meeting})}#temuan")


@require_POST
@desk_page
def take_up_finding(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Opens a finding again that was set aside."""
    file = _file_for(actor, village, meeting, Right.REVIEW)
    form = FindingForm(request.POST)
    if not form.is_valid():
        raise NotFound
    try:
        findings.take_up_again(file.meeting, by=actor, **form.cleaned_data)
    except FindingGone as refusal:
        return _stale(request, file, refusal)
    messages.success(request, _("Temuan dibuka lagi."))
    return redirect(f"{reverse('desk:meeting', kwargs={'village': village, 'meeting': meeting})}#temuan")


def _entry(file: File, record: str) -> Attendance:
    found = Attendance.objects.filter(village=file.village, meeting=file.meeting.id, id=uuid_of(record)).first()
    if found is None:
        raise NotFound
    return found


@require_safe
@desk_page
def photo(request: HttpRequest, actor: Actor, *, village: str, sha256: str) -> HttpResponse:
    """A photograph of a village for its officers, re-drawn; ``?besar`` for the larger one.

    ``?asli`` is the file as the camera wrote it, to be saved and never shown by the browser.
    """
    home = village_for(actor, uuid_of(village), Right.READ)
    if "asli" in request.GET:
        kind, content = photos.original(home.pk, sha256)
        shows(request, [home.pk], what=sha256)
        name = f'attachment; filename="asli-{sha256[:12]}.{kind.removeprefix("image/")}"'
        return HttpResponse(
            content, content_type=kind, headers={"Cache-Control": "no-store", "Content-Disposition": name}
        )
    width = LARGE if "besar" in request.GET else SMALL
    content = photos.public_photo(home.pk, sha256, width=width)
    return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": PHOTO_KEPT})


def _file_for(actor: Actor, village: UUID, meeting: UUID, right: Right) -> File:
    """The meeting, if the officer has this right in its village; else ``NotFound``."""
    found = meeting_with(actor, village, meeting, right)
    return File(found.village, found)


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
    standing = reviewers.review_of(file.meeting, digest=file.dossier.digest)
    mine = reviewers.levels_for(actor.user, village)
    office = next((level for level in standing.asked if level in mine), None)
    readable = partial(villages_with, actor.user, Right.READ)
    found = [exhibits.exhibit(one, file.meeting, readable) for one in file.dossier.findings]
    shown = {
        "file": file,
        "groups": exhibits.groups_of([one for one in found if one.finding.dismissed is None]),
        "dismissed": [one for one in found if one.finding.dismissed is not None],
        "dismissing": DismissForm(auto_id=False),
        "meeting": file.meeting,
        "village": village,
        "photos_at": f"{reverse('desk:queue')}{village.pk}/foto/",
        "standing": standing,
        "office": office,
        "taken": file.taken_at(office),
        "mine": actor.user,
        "colleagues": reviewers.colleagues(village, office) if office else [],
        "may_decide": bool(mine),
        "checklist": judging.checklist_of(file.meeting, office) if office else [],
        "lines": [(line, line.by(office)) for line in file.lines],
        "line_words": LineSaid,
        "books": books.BOOKS,
        "remark": RemarkForm(parts=file.parts),
        "withdrawable": bool(mine) and review.may_withdraw(file.meeting),
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
