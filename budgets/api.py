"""Reference data that phones keep."""

from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Router
from ninja.decorators import decorate_view

from budgets.queries import account_codes_json
from budgets.schemas import AccountCodeOut
from villages.access import villages_with
from villages.terms import Right

router = Router(tags=["reference"])


@router.get("/account-codes", response=list[AccountCodeOut])
@decorate_view(conditional_page)
def account_codes(request: HttpRequest) -> list[dict[str, Any]]:
    """The function tree in order, with the kabupaten's own codes and an ``ETag``; 304 where the phone has it already.

    A code that was renamed stands there once a name, each with its fiscal years.
    """
    device = request.auth  # type: ignore[attr-defined]
    mine = villages_with(device.user_id, Right.RECORD).order_by().values_list("region__parent__parent", flat=True)
    return account_codes_json(code for code in mine.distinct() if code)
