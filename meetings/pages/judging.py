"""A verdict per line, the checklist, the talk with the village, and the history of every field."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from meetings import judging
from meetings.forms import RemarkForm
from meetings.judging import Judgement
from meetings.pages.finding import meeting_with, office_of, uuid_of, waiting_meeting
from meetings.review import SUBJECT, NoteMissing
from meetings.terms import CheckItem, LineSaid
from sync import history
from sync.desk import desk_page
from villages.terms import Right

ANSWERS: Mapping[str, bool | None] = {"ya": True, "tidak": False, "": None}
LONGEST_LINE_NOTE, LONGEST_ANSWER = 1000, 500
ENTRIES_SHOWN = 500


@require_POST
@desk_page
def lines(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Keeps the officer's verdicts on lines of the budget."""
    row = waiting_meeting(actor, village, meeting)
    said = {}
    for name, word in request.POST.items():
        if name.startswith("putusan-") and word in LineSaid.values:
            record = uuid_of(name.removeprefix("putusan-"))
            note = request.POST.get(f"alasan-{record}", "")[:LONGEST_LINE_NOTE]
            said[record] = Judgement(LineSaid(word), note)
    try:
        changed = judging.judge_lines(row, by=actor, level=office_of(actor, row), said=said)
    except NoteMissing:
        messages.error(request, _("Tulis alasan pada setiap kegiatan yang ditanyakan atau perlu diperbaiki."))
    else:
        told = ngettext("%(count)d putusan kegiatan disimpan.", "%(count)d putusan kegiatan disimpan.", changed)
        messages.success(request, told % {"count": changed})
    return _back(village, meeting, "kegiatan-desk")


@require_POST
@desk_page
def checklist(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Keeps the officer's checklist."""
    row = waiting_meeting(actor, village, meeting)
    answers = {
        item: (
            ANSWERS.get(request.POST.get(f"jawab-{item.value}", "")),
            request.POST.get(f"catatan-{item.value}", "")[:LONGEST_ANSWER],
        )
        for item in CheckItem
    }
    judging.answer_checklist(row, by=actor, level=office_of(actor, row), answers=answers)
    messages.success(request, _("Daftar periksa disimpan."))
    return _back(village, meeting, "daftar-periksa")


@require_POST
@desk_page
def say(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Writes to the village about the meeting, a record or a field, or settles what was written."""
    row = waiting_meeting(actor, village, meeting)
    if "remark" in request.POST:
        judging.settle(row, uuid_of(request.POST["remark"]), by=actor, resolved="selesai" in request.POST)
        return _back(village, meeting, "percakapan")
    form = RemarkForm(request.POST, parts=history.parts_of(SUBJECT, row.village_id, row.id))
    try:
        if not form.is_valid():
            raise NotFound
        judging.say(row, by=actor, text=form.cleaned_data["text"], about=form.target())
    except NoteMissing as refusal:
        messages.error(request, str(refusal.title))
    else:
        messages.success(request, _("Tertulis. Catatan Anda sampai di HP desa pada kiriman berikutnya."))
    return _back(village, meeting, "percakapan")


@require_safe
@desk_page
def entries(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Everything that was ever set in the meeting: who, when it arrived, on which phone, by which clock."""
    row = meeting_with(actor, village, meeting, Right.READ)
    parts = history.parts_of(SUBJECT, row.village_id, row.id)
    wanted = request.GET.get("catatan", "")
    chosen = [part for part in parts if str(part.record) == wanted] or parts
    found = history.differences_after(row.village_id, chosen, 0, zone=row.village.timezone)
    told = {
        "meeting": row,
        "village": row.village,
        "parts": parts,
        "wanted": wanted if len(chosen) < len(parts) else "",
        "entries": found[:ENTRIES_SHOWN],
        "more": max(0, len(found) - ENTRIES_SHOWN),
    }
    return render(request, "meetings/desk/history.html", told)


def _back(village: UUID, meeting: UUID, place: str) -> HttpResponseRedirect:
    return redirect(f"{reverse('desk:meeting', kwargs={'village': village, 'meeting': meeting})}#{place}")
