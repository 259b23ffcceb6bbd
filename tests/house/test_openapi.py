"""The OpenAPI document is complete, and what it shows is true."""

import json
import re
from functools import cache
from typing import Any
from uuid import UUID

import jsonschema
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from backend.api import api
from backend.kernel.problems import Problem
from backend.openapi import refusals
from tests.sync.test_vectors import CASES

EXCHANGE = ("post", "/api/sync/v1/exchange")
DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"), default=str))
OPERATIONS = {(method, path): said for path, methods in DOCUMENT["paths"].items() for method, said in methods.items()}
OUR_FACES = (
    "sync.tus",
    "sync.uploads",
    "sync.parts",
    "sync.vault",
    "sync.body",
    "sync.exchange",
    "sync.intake",
    "sync.pull",
    "sync.devices",
)


@cache
def registry() -> Registry:
    return Registry().with_resource("urn:openapi", DRAFT202012.create_resource(DOCUMENT))


def whole(schema: Any) -> Any:
    """A schema whose references lead into the document."""
    text = json.dumps(schema).replace('"#/components', '"urn:openapi#/components')
    return json.loads(text)


def faults(schema: Any, value: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator(
        whole(schema), registry=registry(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{'.'.join(map(str, one.path))}: {one.message}" for one in checker.iter_errors(value)]


def bodies(operation: dict[str, Any]):
    """Every content of a request or answer: its place, its media type and what is said of it."""
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield "request", media, content
    for status, answer in operation["responses"].items():
        for media, content in answer.get("content", {}).items():
            yield status, media, content


def shown(content: dict[str, Any]) -> list[Any]:
    one = [content["example"]] if "example" in content else []
    return one + [example["value"] for example in content.get("examples", {}).values()]


def named(operation) -> str:
    return f"{operation[0]} {operation[1]}"


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_an_operation_says_what_it_is_for_and_shows_an_example(operation):
    said = OPERATIONS[operation]

    assert said["summary"]
    assert said["description"]
    assert [one["name"] for one in said["parameters"] if "example" not in one] == []
    assert [(place, media) for place, media, content in bodies(said) if not shown(content)] == []
    assert [(place, media) for place, media, content in bodies(said) if not content.get("schema")] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_an_operation_says_how_it_refuses(operation):
    said = OPERATIONS[operation]
    wanted = {"500", "503"} | ({"401", "403"} if said.get("security") else set())
    refused = {status: answer for status, answer in said["responses"].items() if int(status) >= 400}

    assert wanted <= set(refused)
    assert any(int(status) < 400 for status in said["responses"])
    if operation[0] != "head":
        assert {media for answer in refused.values() for media in answer["content"]} == {"application/problem+json"}


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_every_example_fits_its_own_schema(operation):
    for place, media, content in bodies(OPERATIONS[operation]):
        for example in shown(content):
            assert faults(content["schema"], example) == [], (place, media)


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_every_parameter_fits_its_own_schema(operation):
    for one in OPERATIONS[operation]["parameters"]:
        assert faults(one["schema"], one["example"]) == [], one["name"]


def test_every_reference_leads_somewhere():
    names = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(DOCUMENT)))

    assert names <= set(DOCUMENT["components"]["schemas"])
    assert "$defs" not in json.dumps(DOCUMENT)


def test_the_exchange_shows_every_outcome():
    examples = OPERATIONS[EXCHANGE]["responses"]["200"]["content"]["application/json"]["examples"].values()
    outcomes = {result["outcome"] for example in examples for result in example["value"]["results"]}
    schema = DOCUMENT["components"]["schemas"]["ResultOut"]["properties"]["outcome"]

    assert outcomes == set(schema["enum"])


def test_every_refusal_of_the_phones_faces_is_in_the_document():
    ours = {one.code for one in every_problem(Problem) if one.__module__ in OUR_FACES}

    assert ours - set(refusals.codes()) == set()


def every_problem(kind: type[Problem]) -> set[type[Problem]]:
    return {kind, *(deeper for one in kind.__subclasses__() for deeper in every_problem(one))}


def test_how_one_signs_in_is_said():
    schemes = DOCUMENT["components"]["securitySchemes"]

    assert [(one["in"], one["name"]) for one in schemes.values()] == [("header", "Authorization")]
    assert "Token" in next(iter(schemes.values()))["description"]


ANSWERED = [
    (f"{file}: {case['name']}", turn) for file, case in CASES if "server_after" in case for turn in case["turns"]
]


@pytest.mark.parametrize("turn", [turn for _name, turn in ANSWERED], ids=[name for name, _turn in ANSWERED])
def test_what_the_server_really_answers_fits_the_document(turn):
    request, answer = turn["request"], turn["answer"]
    operation = OPERATIONS[request.get("method", "POST").lower(), request.get("path", EXCHANGE[1])]
    (content,) = operation["responses"][str(answer["status"])]["content"].values()

    assert faults(content["schema"], as_told(answer["body"])) == []


def as_told(body: Any) -> Any:
    """An answer of a vector with something in place of its placeholders."""
    text = re.sub(r'"<id:[\w-]+>"', f'"{UUID(int=1)}"', json.dumps(body))
    return json.loads(text.replace('"<time>"', '"2026-11-23T03:15:40Z"'))
