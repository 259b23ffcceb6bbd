"""Where those who record in a village read what villagers sent, take it in, answer or decline it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import gathering, receipts, voices
from budgets.forms import AnswerForm, DeclineForm, TakeForm
from budgets.models import Voice
from budgets.terms import VoiceState
from sync.desk import assignments_on, carrier_page, shows
from villages.access import village_for, villages_with
from villages.terms import Right

MOST = 200
SHOWN_DECIDED = 50
LATE = 10
"""Days in which a public body answers who asks (UU 14/2008 Pasal 22 ayat (7) counts working days)."""
Said = Callable[[], object]


@require_safe
@carrier_page
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits in the person's villages, the oldest first, and what was decided last."""
    mine = villages_with(actor.user, Right.READ, held=assignments_on(request))
    found = Voice.objects.filter(village__in=mine).select_related("village__region", "decided_by")
    waiting = found.filter(state=VoiceState.WAITING).order_by("received_at", "pk")
    decided = found.exclude(state=VoiceState.WAITING).order_by("-decided_at", "pk")
    listed, settled = list(waiting[:MOST]), list(decided[:SHOWN_DECIDED])
    shows(request, (one.village_id for one in (*listed, *settled)))
    told = {
        "waiting": [(one, receipts.days_of(one)) for one in listed],
        "decided": settled,
        "late": LATE,
    }
    return render(request, "budgets/voices/queue.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@carrier_page
def one(request: HttpRequest, actor: Actor, *, voice: UUID) -> HttpResponse:
    """One proposal or question; who records in the village decides, an officer only reads, and never the contact."""
    found = Voice.objects.select_related("village__region", "publication", "decided_by").filter(pk=voice).first()
    if found is None:
        raise NotFound
    village_for(actor, found.village_id, Right.READ)
    shows(request, [found.village_id], what=found.pk)
    if request.method == "POST":
        village_for(actor, found.village_id, Right.RECORD)
    meetings = list(gathering.open_meetings(found.village)) if found.is_proposal else []
    forms: dict[str, Form] = {"decline": DeclineForm(_posted(request, "decline"))}
    if found.is_proposal:
        started = {
            "meeting": str(found.meeting),
            "activity": found.activity,
            "problem": found.text,
            "place": found.place,
            "hamlet": found.hamlet,
        }
        forms["take"] = TakeForm(_posted(request, "take"), initial=started, meetings=meetings)
    else:
        forms["answer"] = AnswerForm(_posted(request, "answer"), initial={"shown": found.text})
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            if _decided(request, actor, found, forms):
                return redirect("voices:queue")
        except Problem as refused:
            refusal = refused
    may_decide = villages_with(actor.user, Right.RECORD).filter(pk=found.village_id).exists()
    told = {
        "voice": found,
        "days": receipts.days_of(found),
        "forms": forms,
        "meetings": meetings,
        "refusal": refusal,
        "may_decide": may_decide,
    }
    wrong = request.method == "POST"
    return render(
        request, "budgets/voices/one.html", told, status=(refusal.status if refusal else 422) if wrong else 200
    )


def _posted(request: HttpRequest, decision: str) -> dict[str, str] | None:
    return request.POST.dict() if request.POST.get("decision") == decision else None


def _decided(request: HttpRequest, actor: Actor, voice: Voice, forms: dict[str, Form]) -> bool:
    """Whether what was posted was said; raises what the verbs raise."""
    decision = request.POST.get("decision", "")
    if decision == "spam":
        voices.call_spam(voice, by=actor)
        messages.success(request, _("Disisihkan. Terhapus sesudah 30 hari."))
        return True
    form = forms.get(decision)
    if form is None or not form.is_valid():
        return False
    said = form.cleaned_data
    if decision == "take":
        wish = voices.Wish(said["activity"], said["problem"], said["place"], said["hamlet"])
        voices.take_in(voice, by=actor, meeting=UUID(said["meeting"]), wish=wish)
        messages.success(request, _("Usulan dibawa ke musyawarah. HP pencatat menerimanya pada kiriman berikutnya."))
    elif decision == "answer":
        voices.answer(voice, by=actor, shown=said["shown"], text=said["answer"])
        messages.success(request, _("Jawaban terbit di halaman tanya jawab desa."))
    else:
        voices.decline(voice, by=actor, reason=said["reason"])
        messages.success(request, _("Alasan Anda dapat dibaca warga di halaman nomornya."))
    return True
