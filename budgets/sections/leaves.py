"""Pages on money and on questions that may be kept as files, and what they depend on."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from budgets.models import Voice
from budgets.terms import VoiceKind, VoiceState
from villages.board.places import Place
from villages.board.sections import Leaf
from villages.board.site.leaves import state
from villages.models import Publication, Village


def leaves(place: Place, published: Sequence[Publication]) -> list[Leaf]:
    """Two pages for each year, and the questions that were answered. One query."""
    years: dict[int, list[Any]] = defaultdict(list)
    for one in published:
        years[one.fiscal_year].append(state(one))
    of_years = [
        Leaf(reverse(f"money:{name}", args=[place.code, year]), of)
        for year, of in sorted(years.items())
        for name in ("proposals", "budget")
    ]
    return [*of_years, Leaf(reverse("taking_part:talk", args=[place.code]), _said(place.village))]


def _said(village: Village) -> list[Any]:
    """How many answered, the newest answer, how many wait: an answer is never changed."""
    asked = Voice.objects.filter(village=village).exclude(kind=VoiceKind.PROPOSAL)
    answered = Q(state=VoiceState.ANSWERED)
    told = asked.aggregate(
        answered=Count("pk", filter=answered),
        last=Max("decided_at", filter=answered),
        waiting=Count("pk", filter=Q(state=VoiceState.WAITING)),
    )
    return [told["answered"], told["last"] and told["last"].isoformat(), told["waiting"]]
