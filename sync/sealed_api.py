"""The one door that a lost phone's token still opens: for what the phone sealed."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from backend.kernel import clock
from sync import bundles, pace, parcels_api, sealing
from sync.fields import utc_text

router = Router(tags=["sync"])


class SealKeyOut(Schema):
    """The key to seal with."""

    server_time: str
    seal_key: str


@router.get("", response=SealKeyOut, summary="The key that a lost phone seals with")
def key(request: HttpRequest) -> dict[str, str]:
    """For a phone whose sign-in is older than sealing: what it seals with this, only the server can open."""
    pace.let_lost_in(request.auth.pk)  # type: ignore[attr-defined]
    return {"server_time": utc_text(clock.now()), "seal_key": sealing.public_key()}


@router.post(
    "",
    response={200: parcels_api.BroughtOut, 202: parcels_api.PieceOut, **parcels_api.REFUSALS},
    openapi_extra={"requestBody": {"required": True, **parcels_api.BODY}, "parameters": parcels_api.PIECES},
    summary="Hand in what a lost phone sealed",
)
def hand_in(request: HttpRequest) -> Status[Any]:
    """Whole or in pieces, as at ``bundles``. All of it is held for an officer; nothing takes effect by itself."""
    pace.let_lost_in(request.auth.pk)  # type: ignore[attr-defined]
    return parcels_api.receive(request, bundles.hand_in, largest=sealing.LARGEST)
