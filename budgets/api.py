"""Reference data that phones keep."""

from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Router
from ninja.decorators import decorate_view

from budgets.queries import account_codes_json
from budgets.schemas import AccountCodeOut

router = Router(tags=["reference"])


@router.get("/account-codes", response=list[AccountCodeOut])
@decorate_view(conditional_page)
def account_codes(request: HttpRequest) -> list[dict[str, Any]]:
    """The national function tree in order, with an ``ETag``; 304 where the phone has it already."""
    return account_codes_json()
