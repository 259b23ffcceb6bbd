"""What phones keep of their kabupaten."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Router, Schema
from ninja.decorators import decorate_view

from backend.kernel.actor import Actor
from villages.customs import customs_for

router = Router(tags=["reference"])


class TermsOut(Schema):
    """What a kabupaten calls a village, its head, and so on."""

    village: str
    village_head: str
    hamlet: str
    kecamatan: str
    kecamatan_head: str
    council: str


class RulesOut(Schema):
    """The rules of a kabupaten for a year; a new meeting takes them over."""

    year: int
    legal_basis: str
    quorum_numerator: int
    quorum_denominator: int
    adjourn_hours: int
    resume_days: int
    invitation_days: int
    report_working_days: int
    minimum_women_percent: int
    required_elements: list[str]
    signers: dict[str, Any]


class CustomsOut(Schema):
    """A kabupaten, and those of its villages that the person records in. ``terms``: ``null`` where they are usual."""

    kabupaten: str
    villages: list[UUID]
    terms: TermsOut | None
    rules: list[RulesOut]


@router.get("/customs", response=list[CustomsOut], summary="Local names of things, and the rules of the year")
@decorate_view(conditional_page)
def customs(request: HttpRequest) -> list[dict[str, Any]]:
    """Kabupaten by kabupaten, with an ``ETag``; 304 where the phone has it already."""
    device = request.auth  # type: ignore[attr-defined]
    return customs_for(Actor(user=device.user_id, name=device.user.name, device=device.number))
