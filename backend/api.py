"""The API: secure by default, every refusal a problem."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router

import sync.api
import sync.parcels_api
import sync.rxdb
import sync.sealed_api
import sync.tus
from backend import answers
from backend.auth import DeviceToken, actor_of, sign_in
from backend.first_sign_in import exchange
from backend.openapi.document import DocumentedAPI
from backend.schemas import DeviceIn, DeviceOut, FirstSignInIn, PersonOut, ProblemOut, SignedInOut, SignInIn
from budgets.api import router as reference
from sync import devices, sealing
from sync.models import Device
from villages.api import router as customs
from villages.models import User

auth_router = Router(tags=["sign-in"])


def _person(user: User) -> PersonOut:
    return PersonOut(id=user.pk, username=user.username, name=user.name)


def _device(device: Device) -> DeviceOut:
    return DeviceOut(
        id=device.number,
        name=device.name,
        platform=device.platform,
        app_version=device.app_version,
        signed_in=device.digest is not None and device.revoked_at is None,
        seen_at=device.seen_at,
        expires_at=device.expiry,
        revoked_at=device.revoked_at,
        unsent_changes=device.unsent_changes,
        unsent_files=device.unsent_files,
        user=_person(device.user),
    )


@auth_router.post(
    "/login", auth=None, response={200: SignedInOut, 401: ProblemOut, 429: ProblemOut}, summary="Sign in on a phone"
)
def login(request: HttpRequest, body: SignInIn) -> SignedInOut:
    """A token for this person on this phone; signing in again replaces it and keeps unsent work."""
    known = devices.is_known(body.username, body.device.id)
    user = sign_in(request, username=body.username, password=body.password, place=str(body.device.id), known=known)
    return _enrolled(user, body.device)


@auth_router.post(
    "/first",
    auth=None,
    response={200: SignedInOut, 401: ProblemOut, 422: ProblemOut, 429: ProblemOut},
    summary="Sign in with the code of a slip",
)
def first_login(request: HttpRequest, body: FirstSignInIn) -> SignedInOut:
    """Exchanges a one-time code for a password of the person's own, and signs in on this phone."""
    user = exchange(request, username=body.username, code=body.code, password=body.password, place=str(body.device.id))
    return _enrolled(user, body.device)


def _enrolled(user: User, device: DeviceIn) -> SignedInOut:
    enrolled = devices.enrol(
        user.pk,
        number=device.id,
        name=device.name,
        platform=device.platform,
        app_version=device.app_version,
    )
    return SignedInOut(
        token=enrolled.token,
        bundle_key=enrolled.bundle_key,
        seal_key=sealing.public_key(),
        expires_at=enrolled.device.expiry,
        user=_person(user),
        device=_device(enrolled.device),
    )


@auth_router.post("/logout", response={204: None}, summary="Sign out on this phone")
def logout(request: HttpRequest) -> HttpResponse:
    """Ends this phone's token."""
    actor = actor_of(request)
    devices.sign_out(actor.user, number=actor.device)
    return HttpResponse(status=204)


@auth_router.post("/logoutall", response={204: None}, summary="Sign out everywhere")
def logout_everywhere(request: HttpRequest) -> HttpResponse:
    """Ends the tokens of all the person's phones."""
    devices.sign_out(actor_of(request).user)
    return HttpResponse(status=204)


@auth_router.get("/devices", response=list[DeviceOut], summary="One's own phones; an administrator's area's")
def list_devices(request: HttpRequest) -> list[DeviceOut]:
    """The phones that the person may see, each with what it still holds."""
    return [_device(device) for device in devices.devices_for(actor_of(request))]


@auth_router.delete(
    "/devices/{number}", response={204: None, 404: ProblemOut, 409: ProblemOut}, summary="Cut a phone off"
)
def revoke_device(request: HttpRequest, number: UUID, *, lost: bool = False) -> HttpResponse:
    """From now on that phone is answered ``device_revoked``; 409 ``device_owes`` while it holds unsent work.

    ``?lost=true``: the phone is lost, whatever it holds.
    """
    devices.forget(actor_of(request), number, lost=lost)
    return HttpResponse(status=204)


def build() -> NinjaAPI:
    """The API with its routers."""
    made = DocumentedAPI(
        title="Rembuk Desa",
        version="1",
        description="Village deliberations recorded offline. Problems are RFC 9457 problem details.",
        auth=DeviceToken(),
        urls_namespace="api",
        docs_url=None,
    )
    answers.install(made)
    made.add_router("/auth", auth_router)
    made.add_router("/sync/v1", sync.api.router, auth=DeviceToken(renews=False))
    made.add_router("/sync/v1/files", sync.tus.router)
    made.add_router("/sync/v1/bundles", sync.parcels_api.router)
    made.add_router("/sync/v1/sealed", sync.sealed_api.router, auth=DeviceToken(of_lost=True))
    made.add_router("/sync/rxdb", sync.rxdb.router)
    made.add_router("/reference/v1", reference)
    made.add_router("/reference/v1", customs)
    return made


api = build()
