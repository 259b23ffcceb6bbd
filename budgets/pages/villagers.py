"""What villagers read and write without an account: coming meetings, forms, receipts, answered questions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from backend.kernel.problems import Problem
from budgets import gate, gathering, receipts, voices
from budgets.forms import ProposalForm, QuestionForm
from budgets.models import Voice
from budgets.terms import VoiceKind, VoiceState
from meetings import reminders
from meetings.board.coming import planned
from villages.board import places, queries
from villages.board.answers import missing, of_village, page, public
from villages.models import Village

NOT_RIGHT = 422
SEE_OTHER = 303
View = Callable[..., HttpResponse]


def open_form(view: View) -> View:
    """A form that anybody may send. Its own signed token stands for Django's, which would need a cookie."""
    guarded: View = csrf_exempt(sensitive_post_parameters()(view))
    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(guarded))


@public()
@of_village
def coming(request: HttpRequest, home: Village) -> HttpResponse:
    """The meetings that are planned, with agenda and proposals so far."""
    told = {"place": places.place_of(home), "village": home, "coming": gathering.coming(home)}
    return page("budgets/taking_part/coming.html", told)


@public()
@of_village
def talk(request: HttpRequest, home: Village) -> HttpResponse:
    """Questions and objections with the village's answers, and how many wait."""
    answered = receipts.answered(home)
    for one in answered:
        one.village = home
    waiting = Voice.objects.filter(village=home, state=VoiceState.WAITING).exclude(kind=VoiceKind.PROPOSAL)
    told = {
        "place": places.place_of(home),
        "village": home,
        "answered": [(one, receipts.days_of(one)) for one in answered],
        "waiting": waiting.count(),
    }
    return page("budgets/taking_part/talk.html", told)


@open_form
@of_village
def propose(request: HttpRequest, home: Village, meeting: UUID) -> HttpResponse:
    """The form for a proposal."""
    found = planned(home).filter(id=meeting).first()
    if found is None:
        return missing(_("Musyawarah ini tidak menerima usulan lagi."))
    form = ProposalForm(request.POST or None, village=home)
    return _form(
        request,
        home,
        form,
        about=f"{home.pk}/{found.id}",
        told={"template": "budgets/taking_part/propose.html", "meeting": found},
        keep=lambda name: voices.send(home, VoiceKind.PROPOSAL, form=name, meeting=found.id, **form.kept()),
    )


@open_form
@of_village
def ask(request: HttpRequest, home: Village, number: int) -> HttpResponse:
    """The form for a question or an objection about a publication; ``?kegiatan=3`` chooses an activity."""
    found = queries.numbered(home, number)
    if found is None or found.withdrawn_at:
        return missing(_("Terbitan dengan nomor ini tidak ada."))
    form = QuestionForm(request.POST or None, publication=found, initial={"item": request.GET.get("kegiatan", "")})
    return _form(
        request,
        home,
        form,
        about=f"{home.pk}/{found.pk}",
        told={"template": "budgets/taking_part/ask.html", "publication": found},
        keep=lambda name: voices.send(home, form.cleaned_data["kind"], form=name, publication=found, **form.kept()),
    )


@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The field for a receipt's code; leads to its page."""
    asked = request.GET.get("kode", "")[:40]
    code = receipts.bare(asked)
    if code:
        return HttpResponseRedirect(reverse("taking_part:status", args=[code]))
    return page("budgets/taking_part/find.html", {"asked": asked, "wrong": bool(asked)})


@never_cache
@require_safe
def status(request: HttpRequest, code: str) -> HttpResponse:
    """What became of it; who guesses codes is soon told nothing more."""
    if not gate.may_look(request):
        return page("budgets/taking_part/find.html", {"asked": "", "tired": True}, status=gate.TooManyVoices.status)
    receipt = receipts.receipt_of(receipts.bare(code))
    if receipt is None:
        gate.looked_in_vain(request)
        return page("budgets/taking_part/find.html", {"asked": code, "unknown": True}, status=404)
    text = receipts.text_of(receipt)
    told = {
        "receipt": receipt,
        "voice": receipt.voice,
        "place": places.place_of(receipt.voice.village),
        "text": text,
        "whatsapp": reminders.link(text),
        "fresh": "baru" in request.GET,
    }
    return page("budgets/taking_part/status.html", told)


def _form(
    request: HttpRequest,
    home: Village,
    form: Form,
    *,
    about: str,
    told: dict[str, Any],
    keep: Callable[[UUID], Voice],
) -> HttpResponse:
    """Shows a form, or keeps what it says and leads to the receipt. What is refused is shown again as it was typed."""
    refusal: Problem | None = None
    answer = 200
    if request.method == "POST":
        try:
            passed = gate.check(request, about=about)
            if form.is_valid():
                if not Voice.objects.filter(form=passed.form).exists():
                    gate.count(request, home)
                voice = keep(passed.form)
                address = reverse("taking_part:status", args=[voice.code])
                return HttpResponseRedirect(f"{address}?baru", status=SEE_OTHER)
            answer = NOT_RIGHT
        except Problem as refused:
            refusal, answer = refused, refused.status
    renewed = isinstance(refusal, gate.FormTooQuick) or (refusal is None and answer == NOT_RIGHT)
    token = request.POST.get(gate.TOKEN, "") if renewed else gate.token_for(about)
    template = told.pop("template")
    shown = {"place": places.place_of(home), "village": home, "form": form, "token": token, "refusal": refusal, **told}
    return page(template, shown, status=answer)
