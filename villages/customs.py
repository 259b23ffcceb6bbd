"""What a kabupaten calls things, and its rules of the year, as phones keep them. Reads."""

from collections import defaultdict
from typing import Any

from django.forms.models import model_to_dict

from backend.kernel import clock
from backend.kernel.actor import Actor
from villages.access import villages_with
from villages.models import LocalTerms, RuleSet
from villages.terms import Right

TERMS = ("village", "village_head", "hamlet", "kecamatan", "kecamatan_head", "council")
RULES = (
    *("year", "legal_basis", "quorum_numerator", "quorum_denominator", "adjourn_hours", "resume_days"),
    *("invitation_days", "report_working_days", "minimum_women_percent", "required_elements", "signers"),
)
YEARS_AROUND = 1
"""A meeting is held this year; one of last year is finished, one of next year planned."""


def customs_for(actor: Actor) -> list[dict[str, Any]]:
    """The customs of each kabupaten in which the person records, with the villages there. At most four queries."""
    places = villages_with(actor.user, Right.RECORD).values_list("region__parent__parent", "pk")
    villages: dict[str, list[Any]] = defaultdict(list)
    for kabupaten, village in places:
        if kabupaten:
            villages[kabupaten].append(village)
    terms = {one.kabupaten_id: one for one in LocalTerms.objects.filter(kabupaten__in=villages)}
    now = clock.today().year
    near = range(now - YEARS_AROUND, now + YEARS_AROUND + 1)
    rules: dict[str, list[RuleSet]] = defaultdict(list)
    for one in RuleSet.objects.filter(kabupaten__in=villages, year__in=near).order_by("year"):
        rules[one.kabupaten_id].append(one)
    return [
        {
            "kabupaten": code,
            "villages": found,
            "terms": model_to_dict(terms[code], TERMS) if code in terms else None,
            "rules": [model_to_dict(one, RULES) for one in rules[code]],
        }
        for code, found in villages.items()
    ]
