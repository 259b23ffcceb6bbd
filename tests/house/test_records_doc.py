"""The page of records and the registered kinds say the same, word for word."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync import fields, kinds
from sync.terms import Policy

PAGE = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")
KIND = re.compile(r"^### `(?P<name>\w+)`(?P<rest>[^\n]*)\n(?P<body>.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
FIELDS = re.compile(r"^(?P<names>`\w+`(?: `\w+`)*) (?P<type>\S.*)$", re.DOTALL)
POLICY = re.compile(r"(?<!\*)\*(latest|text|union)\*(?!\*)")
OURS = tuple(kind for kind in kinds.every() if kind.model.__module__.partition(".")[0] in {"meetings", "budgets"})
COLUMNS = {
    "text": fields.Text,
    "int": fields.Count,
    "money": fields.Money,
    "quantity": fields.Quantity,
    "degrees": fields.Degrees,
    "date": fields.Day,
    "time": fields.Moment,
    "bool": fields.Flag,
    "enum": fields.Word,
    "ref": fields.Ref,
    "set": fields.Members,
}


@dataclass(frozen=True)
class Said:
    """What the page says of a field."""

    name: str
    text: str

    @property
    def column(self) -> type:
        return COLUMNS.get(re.split(r"[^a-z]", self.text)[0], fields.Shape)

    @property
    def words(self) -> list[str]:
        listed = re.match(r"enum (?:\*\*.\*\* )*\(`([^`]+ [^`]+)`", self.text)
        return listed[1].split() if listed else []


def said_of(name: str) -> list[Said]:
    body = next(found["body"] for found in KIND.finditer(PAGE) if found["name"] == name)
    parts = (FIELDS.match(part.strip()) for part in body.split("\n\n")[0].split("·"))
    return [Said(one, part["type"].strip()) for part in parts if part for one in part["names"].replace("`", "").split()]


def marked(said: list[Said], mark: str) -> set[str]:
    return {one.name for one in said if f"**{mark}**" in one.text}


def test_the_page_knows_every_kind_and_no_other():
    assert [found["name"] for found in KIND.finditer(PAGE)] == [
        *(kind.name for kind in OURS if kind.model.__module__.startswith("meetings.")),
        *(kind.name for kind in OURS if kind.model.__module__.startswith("budgets.")),
    ]


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
def test_the_page_names_every_field_in_order_with_its_marks(kind):
    said = said_of(kind.name)

    assert [one.name for one in said] == list(kind.fields)
    assert marked(said, "!") == kind.required
    assert marked(said, "R") == kind.restricted
    assert marked(said, "D") == kind.desk


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
def test_the_page_names_every_policy(kind):
    merged = {one.name: Policy(found[1]) for one in said_of(kind.name) if (found := POLICY.search(one.text))}

    assert merged == dict(kind.policies)


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
def test_the_page_names_every_type_and_bound(kind):
    for one in said_of(kind.name):
        column = kind.column(one.name)
        assert type(column) is one.column, one
        if isinstance(column, fields.Text):
            assert one.text.startswith(f"text({column.max_length})"), one
        if isinstance(column, fields.Count):
            assert one.text.startswith(f"int({column.least}..{column.most})"), one


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
def test_the_page_names_every_word_and_default(kind):
    for one in said_of(kind.name):
        column = kind.column(one.name)
        if one.words:
            assert one.words == [word for word, _ in column.flatchoices], one
        if isinstance(column, fields.Word):
            default = re.search(r"default `(\w+)`", one.text)
            assert column.get_default() == (default[1] if default else ""), one


def test_the_page_says_which_kinds_the_desk_writes():
    by_desk = {found["name"] for found in KIND.finditer(PAGE) if "`desk_only`" in found["rest"]}

    assert by_desk == {kind.name for kind in OURS if kind.desk_only}
