"""Two photographs next to each other: of one meeting, or of two that an officer holds against each other."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from meetings.models import Meeting, Photo
from meetings.pages.finding import meeting_with, uuid_of
from sync import history
from sync.desk import desk_page
from sync.history import Origin
from sync.models import Blob
from villages.terms import Right

LEFT, RIGHT, OTHER = "kiri", "kanan", "lain"
KEYS = {LEFT: ("[", "]"), RIGHT: ("ArrowLeft", "ArrowRight")}
"""By which keys one leafs through either side."""
NAMES = {LEFT: _("Foto kiri"), RIGHT: _("Foto kanan")}


@dataclass(frozen=True, slots=True)
class Pane:
    """One side: a photograph of a meeting, where it came from, and the addresses of its neighbours in that meeting."""

    side: str
    meeting: Meeting
    photo: Photo
    origin: Origin | None
    number: int
    of: int
    before: str
    after: str

    @property
    def label(self) -> str:
        return str(NAMES[self.side])

    @property
    def keys(self) -> tuple[str, str]:
        return KEYS[self.side]


@require_safe
@desk_page
def beside(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """Shows ``kiri`` and ``kanan`` (fingerprints of files); the right one may be of another meeting, ``lain``."""
    mine = meeting_with(actor, village, meeting, Right.READ)
    asked = request.GET.get(OTHER, "")
    theirs = mine
    if asked:
        home, _point, other = asked.partition(".")
        theirs = meeting_with(actor, uuid_of(home), uuid_of(other), Right.READ)
    shots = {LEFT: _photos(mine), RIGHT: _photos(theirs)}
    chosen = {LEFT: _place(shots[LEFT], request.GET.get(LEFT, ""), 0)}
    chosen[RIGHT] = _place(shots[RIGHT], request.GET.get(RIGHT, ""), 0 if asked else chosen[LEFT] + 1)

    def address(side: str, to: int) -> str:
        if not 0 <= to < len(shots[side]):
            return ""
        wanted = {name: shots[name][place].sha256 for name, place in {**chosen, side: to}.items()}
        return "?" + urlencode({**wanted, **({OTHER: asked} if asked else {})})

    panes = [
        Pane(
            side,
            whose,
            shots[side][place],
            _origin(whose, shots[side][place]),
            place + 1,
            len(shots[side]),
            address(side, place - 1),
            address(side, place + 1),
        )
        for side, whose, place in ((LEFT, mine, chosen[LEFT]), (RIGHT, theirs, chosen[RIGHT]))
    ]
    return render(request, "meetings/desk/beside.html", {"meeting": mine, "village": mine.village, "panes": panes})


def _photos(meeting: Meeting) -> list[Photo]:
    """The photographs of the meeting whose bytes have arrived, in the order of the meeting's page; or ``NotFound``."""
    rows = Photo.objects.filter(village=meeting.village_id, meeting=meeting.id, deleted_at__isnull=True)
    sent = Blob.objects.filter(village=meeting.village_id, sha256__in=rows.values("sha256"))
    arrived = set(sent.values_list("sha256", flat=True))
    found = [one for one in rows.order_by("taken_at", "id") if one.sha256 in arrived]
    if not found:
        raise NotFound
    return found


def _place(photos: list[Photo], sha256: str, otherwise: int) -> int:
    """Where the photograph stands; one that is not there is ``NotFound``."""
    if not sha256:
        return min(otherwise, len(photos) - 1)
    found = next((place for place, one in enumerate(photos) if one.sha256 == sha256), None)
    if found is None:
        raise NotFound
    return found


def _origin(meeting: Meeting, photo: Photo) -> Origin | None:
    return history.first_origins(meeting.village_id, [photo.id]).get(photo.id)
