"""Completes what django-ninja writes."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from pydantic.json_schema import models_json_schema

from backend.openapi import examples, files, parcels, refusals, rxdb
from backend.schemas import ProblemOut
from sync.schemas import ChangeIn, ExchangeIn

_REF = "#/components/schemas/{model}"
_SECURITY = (
    "`Authorization: Token <token>`, the token of `POST /api/auth/login`. One token per phone; it slides with use and"
    " ends with signing out."
)
_PARAMETERS: dict[str, Any] = {
    "number": examples.DEVICE,
    "lost": False,
    "upload": examples.UPLOAD,
    **parcels.PARAMETERS,
    **rxdb.PARAMETERS,
}


def _json(schema: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema, "examples": given}}


_OTHERS: dict[str, dict[str, Any]] = {
    **files.OPERATIONS,
    **rxdb.OPERATIONS,
    "sync_parcels_api_bring": {"requestBody": parcels.FILE},
    "sync_sealed_api_hand_in": {"requestBody": parcels.FILE},
    "villages_api_customs": {"responses": {"304": {"description": "The phone has them already (`If-None-Match`)"}}},
    "budgets_api_account_codes": {
        "responses": {"304": {"description": "The phone has them already (`If-None-Match`)"}}
    },
}
_BODIES: dict[str, dict[str, Any]] = {
    "backend_api_login": examples.named(siti=("Siti signs in", examples.SIGN_IN)),
    "backend_api_first_login": examples.named(siti=("Siti has a slip", examples.FIRST_SIGN_IN)),
    "sync_api_exchange": examples.EXCHANGES,
}
_ANSWERS: dict[str, dict[str, Any]] = {
    "backend_api_login": examples.named(siti=("Siti is signed in", examples.SIGNED_IN)),
    "backend_api_first_login": examples.named(siti=("Siti is signed in", examples.SIGNED_IN)),
    "backend_api_list_devices": examples.named(one=("A phone that still holds something", [examples.PHONE])),
    "sync_api_exchange": examples.ANSWERS,
    "sync_api_attention": examples.named(both=("One of each", examples.ATTENTION)),
    "sync_parcels_api_bring": parcels.BROUGHT,
    "sync_sealed_api_key": parcels.SEAL_KEY,
    "sync_sealed_api_hand_in": parcels.HANDED_IN,
    "villages_api_customs": examples.named(nagari=("A kabupaten of nagari", examples.CUSTOMS)),
    "budgets_api_account_codes": examples.named(two=("The first two", examples.ACCOUNT_CODES)),
}


class DocumentedAPI(NinjaAPI):
    """The API whose document is complete."""

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """The OpenAPI 3.1 document, with examples, refusals and headers."""
        document = super().get_openapi_schema(**where)
        complete(document)
        return document


def complete(document: dict[str, Any]) -> None:
    """Adds to the document of django-ninja what it cannot know."""
    parts = document["components"]
    _, said = models_json_schema(
        [(ExchangeIn, "validation"), (ChangeIn, "validation"), (ProblemOut, "serialization")], ref_template=_REF
    )
    parts["schemas"] |= {**said["$defs"], **rxdb.SCHEMAS}
    parts["schemas"]["ProblemOut"]["properties"]["code"]["enum"] = refusals.codes()
    parts["schemas"]["ExchangeIn"]["properties"]["changes"]["items"] = {"$ref": _REF.format(model="ChangeIn")}
    for scheme in parts["securitySchemes"].values():
        scheme["description"] = _SECURITY
    for methods in document["paths"].values():
        for method, operation in methods.items():
            _complete(operation, has_body=method != "head")


def _complete(operation: dict[str, Any], *, has_body: bool) -> None:
    name = operation["operationId"]
    for parameter in operation["parameters"]:
        parameter["example"] = _PARAMETERS[parameter["name"]]
    other = _OTHERS.get(name, {})
    if name in files.OPERATIONS:
        operation["responses"] = {}
    operation["parameters"] += other.get("parameters", [])
    if "requestBody" in other:
        operation["requestBody"] = other["requestBody"]
    answers = {str(status): answer for status, answer in operation["responses"].items()} | other.get("responses", {})
    _exemplify(name, operation, answers)
    refused = refusals.responses(refusals.OF[name], has_body=has_body)
    operation["responses"] = dict(sorted({**answers, **refused}.items()))


def _exemplify(name: str, operation: dict[str, Any], answers: dict[str, Any]) -> None:
    if name == "sync_api_exchange":
        body = _json({"$ref": _REF.format(model="ExchangeIn")}, {})
        operation["requestBody"] = {"required": True, "content": body}
    if name in _BODIES:
        operation["requestBody"]["content"]["application/json"]["examples"] = _BODIES[name]
    if name in _ANSWERS:
        answers["200"]["content"]["application/json"]["examples"] = _ANSWERS[name]
    if "202" in answers:
        answers["202"]["content"]["application/json"]["examples"] = parcels.PIECE
