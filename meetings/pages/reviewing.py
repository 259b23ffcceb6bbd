"""Taking a meeting, handing it over, taking a return back, and accepting several clean ones at once."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from meetings import review, reviewers, taking, twins
from meetings.models import Meeting
from meetings.pages.finding import office_of, uuid_of, waiting_meeting
from meetings.terms import ReviewLevel
from sync.desk import desk_page
from villages.board.dossier import Dossier, dossier
from villages.models import User

MOST_AT_ONCE = 20


@require_POST
@desk_page
def take(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Takes the meeting; ``over`` from a colleague."""
    row = waiting_meeting(actor, village, meeting)
    level = office_of(actor, row)
    try:
        taking.take(row, by=actor, level=level, over="over" in request.POST)
    except taking.TakenByColleague as refusal:
        messages.warning(request, f"{refusal.title} ({refusal.facts['by']})")
    else:
        messages.success(request, _("Anda memeriksa musyawarah ini. Rekan sekantor melihatnya."))
    return _back(village, meeting)


@require_POST
@desk_page
def hand_over(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Gives the meeting to a colleague, or back to everybody."""
    row = waiting_meeting(actor, village, meeting)
    level = office_of(actor, row)
    wanted = request.POST.get("to", "")
    try:
        if not wanted:
            taking.let_go(row, by=actor, level=level)
            messages.success(request, _("Dilepas. Siapa pun di kantor Anda dapat memeriksanya."))
        else:
            to = _somebody(wanted)
            taking.hand_over(row, by=actor, level=level, to=to)
            messages.success(request, _("Diserahkan kepada %(name)s.") % {"name": to.name})
    except (taking.TakenByColleague, taking.NotAColleague) as refusal:
        messages.warning(request, str(refusal.title))
    return _back(village, meeting)


@require_POST
@desk_page
def withdraw(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Takes back a return that no phone has heard of."""
    row = waiting_meeting(actor, village, meeting)
    try:
        review.withdraw_return(row, by=actor)
    except (review.AlreadyTaken, review.NotReturned, review.NotAsked) as refusal:
        messages.warning(request, str(refusal.title))
    else:
        messages.success(request, _("Pengembalian dibatalkan. Musyawarah menunggu diperiksa lagi."))
    return _back(village, meeting)


_TWINS = {
    "gabung": (twins.join, gettext_lazy("Digabung. Semua isi kedua catatan ada di sini; dapat dipisah lagi.")),
    "beda": (twins.tell_apart, gettext_lazy("Dicatat: dua musyawarah yang berbeda. Tidak ditanyakan lagi.")),
    "pisah": (twins.part, gettext_lazy("Dipisah lagi. Kedua catatan ada seperti semula.")),
}


@require_POST
@desk_page
def twin(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Makes two records of a meeting one, parts them again, or remembers that they are two meetings."""
    row = waiting_meeting(actor, village, meeting)
    verb, told = _TWINS.get(request.POST.get("act", ""), (None, None))
    other = Meeting.objects.filter(village=village, id=uuid_of(request.POST.get("other", ""))).first()
    if verb is None or other is None:
        raise NotFound
    try:
        verb(row, other, by=actor)
    except (twins.NotTwo, twins.Closed) as refusal:
        messages.warning(request, str(refusal.title))
    else:
        messages.success(request, str(told))
    return _back(village, meeting)


@dataclass(frozen=True, slots=True)
class Shown:
    """One of several meetings that are looked at together; ``clean``: nothing was found against it."""

    meeting: Meeting
    dossier: Dossier
    office: ReviewLevel | None

    @property
    def clean(self) -> bool:
        return not self.dossier.open_findings and self.office is not None

    @property
    def key(self) -> str:
        return f"{self.meeting.village_id}.{self.meeting.id}.{self.dossier.digest}"


@require_POST
@desk_page
def several(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Shows the ticked meetings side by side; accepts those that were shown and are clean still."""
    if "seen" in request.POST:
        return _accept(request, actor)
    picked = request.POST.getlist("pick")[:MOST_AT_ONCE]
    shown = [_shown(actor, *_key(pick)[:2]) for pick in picked]
    if not shown:
        messages.warning(request, _("Tandai dahulu musyawarah yang hendak Anda terima bersama."))
        return redirect("desk:queue")
    return render(request, "meetings/desk/several.html", {"shown": shown, "clean": [one for one in shown if one.clean]})


def _accept(request: HttpRequest, actor: Actor) -> HttpResponse:
    accepted, left = 0, []
    for pick in request.POST.getlist("seen")[:MOST_AT_ONCE]:
        village, meeting, digest = _key(pick)
        row = waiting_meeting(actor, village, meeting)
        try:
            if dossier(review.subject_of(row.village, row.id)).open_findings:
                raise review.ChangedSinceShown
            review.approve(row, by=actor, seen=digest)
            accepted += 1
        except Problem as refusal:
            left.append(f"{row.village.name}: {refusal.title}")
    if accepted:
        told = ngettext("%(count)d musyawarah diterima.", "%(count)d musyawarah diterima.", accepted)
        messages.success(request, told % {"count": accepted})
    for words in left:
        messages.warning(request, words)
    return redirect("desk:queue")


def _shown(actor: Actor, village: UUID, meeting: UUID) -> Shown:
    row = waiting_meeting(actor, village, meeting)
    found = dossier(review.subject_of(row.village, row.id))
    standing = reviewers.review_of(row, digest=found.digest)
    return Shown(row, found, reviewers.speaks_at(actor, row.village, standing.asked))


def _key(text: str) -> tuple[UUID, UUID, str]:
    village, _point, rest = text.partition(".")
    meeting, _point, digest = rest.partition(".")
    return uuid_of(village), uuid_of(meeting), digest


def _somebody(text: str) -> User:
    found = User.objects.filter(pk=uuid_of(text), is_active=True).first()
    if found is None:
        raise taking.NotAColleague
    return found


def _back(village: UUID, meeting: UUID) -> HttpResponseRedirect:
    return redirect("desk:meeting", village=village, meeting=meeting)
