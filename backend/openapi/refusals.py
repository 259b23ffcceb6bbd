"""Which refusals each operation may answer, read off the problems themselves."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.answers import RETRY_AFTER, InTheClear
from backend.auth import CredentialsInvalid, OwnPasswordNeeded
from backend.kernel.counting import TooManyTries
from backend.kernel.problems import NotFound, Problem
from sync.body import Encoding
from sync.bundle_file import LARGEST, Broken, TooNew
from sync.bundles import Elsewhere, NotOurs, Revoked
from sync.devices import DeviceOwes, DeviceRevoked, TokenExpired, TokenInvalid
from sync.exchange import TooLarge, Upgrade
from sync.intake import Malformed
from sync.parcels import Busy
from sync.parcels_api import PieceWrong
from sync.parts import Locked
from sync.pull import CursorUnknown
from sync.rxdb_push import NotYourVillage
from sync.sealing import OtherSeal
from sync.tus import BodyWrong, ChecksumWrong, HeaderWrong, VersionWrong
from sync.uploads import Gone, HashWrong, NotAllowed, OffsetWrong, TooBig
from sync.vault import DiskFull
from villages.codes import CodeInvalid, PasswordTooWeak

VILLAGE = "0192f0c0-0000-7000-8000-000000000001"


class Unavailable(Problem):
    """The database does not answer: nothing of the request took effect."""

    code = "unavailable"
    status = 503
    title = _("Server sedang sibuk. Coba lagi sebentar lagi; tidak ada yang hilang.")


class Internal(Problem):
    """A mistake of ours."""

    code = "internal"
    status = 500
    title = _("Ada kesalahan di server. Kami sudah mencatatnya; coba lagi nanti.")


Refusals = tuple[Problem, ...]

ALWAYS: Refusals = (InTheClear(), Internal(), Unavailable(retry_after=RETRY_AFTER))
WITH_TOKEN: Refusals = (TokenInvalid(), TokenExpired(), DeviceRevoked(lost=True), *ALWAYS)
_TUS: Refusals = (*WITH_TOKEN, VersionWrong())
_BYTES: Refusals = (
    OffsetWrong(offset=32768),
    TooBig(most=26214400),
    BodyWrong(),
    HashWrong(),
    ChecksumWrong(),
    Locked(),
    DiskFull(retry_after=60),
)
_RXDB: Refusals = (
    *WITH_TOKEN,
    Malformed(where="limit"),
    NotFound(),
    CursorUnknown(villages=[VILLAGE]),
    Upgrade(oldest=1),
)

_BROUGHT: Refusals = (
    PieceWrong(where="Content-Range"),
    Elsewhere(),
    OffsetWrong(offset=65536),
    TooLarge(most_bytes=LARGEST),
    Encoding(encoding="gzip"),
    Broken(where="checksum"),
    TooNew(),
    NotOurs(),
    OtherSeal(),
    Upgrade(oldest=1),
    Busy(retry_after=5),
)
_OF_A_LOST_PHONE: Refusals = (TokenInvalid(), DeviceRevoked(lost=False), TooManyTries(retry_after=900), *ALWAYS)

OF: dict[str, Refusals] = {
    "backend_api_login": (
        *ALWAYS,
        Malformed(where="device.id"),
        CredentialsInvalid(),
        OwnPasswordNeeded(),
        TooLarge(),
        TooManyTries(retry_after=900),
    ),
    "backend_api_first_login": (
        *ALWAYS,
        Malformed(where="device.id"),
        CodeInvalid(),
        CredentialsInvalid(),
        PasswordTooWeak(["Kata sandi terlalu pendek."]),
        TooLarge(),
        TooManyTries(retry_after=900),
    ),
    "backend_api_logout": WITH_TOKEN,
    "backend_api_logout_everywhere": WITH_TOKEN,
    "backend_api_list_devices": WITH_TOKEN,
    "backend_api_revoke_device": (
        *WITH_TOKEN,
        Malformed(where="number"),
        NotFound(),
        DeviceOwes(unsent_changes=12, unsent_files=3),
    ),
    "sync_api_exchange": (
        *WITH_TOKEN,
        Malformed(where="changes[1].id"),
        CursorUnknown(villages=[VILLAGE]),
        TooLarge(most=1000),
        Encoding(encoding="br"),
        Upgrade(oldest=1),
        TooManyTries(retry_after=30),
    ),
    "sync_api_attention": WITH_TOKEN,
    "sync_parcels_api_bring": (*WITH_TOKEN, Revoked(), *_BROUGHT),
    "sync_sealed_api_key": _OF_A_LOST_PHONE,
    "sync_sealed_api_hand_in": (*_OF_A_LOST_PHONE, *_BROUGHT),
    "villages_api_customs": WITH_TOKEN,
    "budgets_api_account_codes": WITH_TOKEN,
    "sync_tus_ask": ALWAYS,
    "sync_tus_create": (
        *_TUS,
        HeaderWrong(where="Upload-Metadata"),
        NotFound(),
        NotAllowed(media_type="text/html"),
        *_BYTES,
    ),
    "sync_tus_look": (*_TUS, Malformed(where="upload"), NotFound(), Gone()),
    "sync_tus_patch": (*_TUS, HeaderWrong(where="Upload-Offset"), NotFound(), Gone(), *_BYTES),
    "sync_tus_stop": (*_TUS, Malformed(where="upload"), NotFound(), Gone()),
    "sync_rxdb_pull": _RXDB,
    "sync_rxdb_pull_stream": _RXDB,
    "sync_rxdb_push": (
        *WITH_TOKEN,
        Malformed(where="[0]"),
        NotYourVillage(villages=[VILLAGE]),
        NotFound(),
        TooLarge(most=1000),
        Encoding(encoding="br"),
        Upgrade(oldest=1),
    ),
}
"""Operation -> its refusals, with the facts that stand beside them as an example."""


def codes() -> list[str]:
    """Every code that the API may answer."""
    return sorted({refusal.code for refusals in OF.values() for refusal in refusals})


def example(refusal: Problem) -> dict[str, Any]:
    """The problem details that ``backend.answers`` makes of a refusal."""
    head = {"type": f"urn:rembuk:problem:{refusal.code}", "title": str(refusal.title), "status": refusal.status}
    return {**head, "code": refusal.code, **refusal.facts, "error": refusal.code}


def responses(refusals: Refusals, *, has_body: bool = True) -> dict[str, Any]:
    """The answers of these refusals, by status."""
    found: dict[str, Any] = {}
    for refusal in sorted(refusals, key=lambda one: one.status):
        answer = found.setdefault(str(refusal.status), _answer(refusal.status))
        if refusal.headers:
            answer["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
        if has_body:
            _add(answer, refusal)
    return found


def _answer(status: int) -> dict[str, Any]:
    known = {one.value: one.phrase for one in HTTPStatus}
    return {"description": known.get(status, "Checksum Mismatch")}


def _add(answer: dict[str, Any], refusal: Problem) -> None:
    content = answer.setdefault("content", {}).setdefault("application/problem+json", {})
    examples = content.setdefault("examples", {})
    examples.setdefault(refusal.code, {"summary": _summary(refusal), "value": example(refusal)})
    code = {"type": "string", "enum": sorted(examples)}
    content["schema"] = {"allOf": [{"$ref": "#/components/schemas/ProblemOut"}, {"properties": {"code": code}}]}


def _summary(refusal: Problem) -> str:
    return str(refusal.title)
