"""What the database writes of a record is what Python reads of it, for every column of every kind."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson
import pytest

from sync import documents, fields, kinds, store, wire
from sync.state import Key, State, read_states

pytestmark = pytest.mark.django_db

REF = "0192f0c2-0000-7000-8000-000000000001"
SAMPLES: dict[type, list[Any]] = {
    fields.Text: ['Jalan "Mawar" \\ é😀\n\t\u2028', "x", None],
    fields.Count: [None, "least", "most"],
    fields.Money: [0, 1, 12_000_000_050, None],
    fields.Quantity: [0, 1, 2.5, 12.125, 0.001, 999_999.999, None],
    fields.Degrees: [-6.912345, 107.0, 0, None],
    fields.Flag: [True, False, None],
    fields.Day: ["2026-11-23", "0999-01-02", None],
    fields.Moment: ["2026-11-23T03:15:40Z", "2026-11-23T03:15:40.120Z", "2026-11-23T03:15:40.000120Z", None],
    fields.Ref: [REF, None],
}
PEOPLE = [{"name": 'Siti "Aminah"', "position": "Ketua BPD"}, {"name": "Dadang", "position": ""}]
JSON = {
    "sessions": [REF],
    "photos": [REF],
    "became": [REF],
    "vulnerable": ["poor", "elderly"],
    "sdgs": [18, 1],
    "tags": ["b", "a"],
    "chair": PEOPLE[0],
    "minute_taker": PEOPLE[1],
    "speakers": PEOPLE,
    "rules": {"quorum_numerator": 2, "quorum_denominator": 3},
    "follow_up": [{"what": "Survei", "who": "Kaur", "due": "2026-12-01"}],
    "signature": [[1, 2, 3, 4], [5, 6]],
    "strokes": [[1, 2, 3, 4], [5, 6]],
}
"""A column of JSON that is new wants a line here."""


def sample(name: str, column: fields.WireField, number: int):
    if isinstance(column, fields.Members | fields.Shape):
        return [JSON[name], None][number % 2]
    if isinstance(column, fields.Word):
        return [*column.words, None][number % (len(column.words) + 1)]
    choices = SAMPLES[type(column)]
    value = choices[number % len(choices)]
    if isinstance(column, fields.Text) and value is not None:
        return value[: column.max_length]
    return getattr(column, value) if value in ("least", "most") else value


@pytest.mark.parametrize("name", sorted({*(kind.name for kind in kinds.every()), "note", "box"}))
def test_the_databases_document_is_pythons(village, name):
    kind = wire.kind_named(name)
    rows = []
    for number in range(8):
        offered = {field: sample(field, kind.column(field), number) for field in kind.fields}
        values, wrong = wire.check(kind, offered)
        assert wrong == []
        filled = {field: value for field, value in values.items() if value is not None}
        versions, gone = dict.fromkeys(filled, number + 1), "2026-11-23T03:15:40.120Z" if number % 2 else None
        head = {"village_id": str(village.pk), "id": str(uuid4()), "version": number + 1, "deleted_at": gone}
        rows.append({**head, "field_versions": versions, **wire.columns(kind, filled)})
    store.insert(kind.model, rows)

    told = {one.record: one for one in documents.read({kind: [(row["village_id"], row["id"]) for row in rows]})}

    assert told.keys() == {row["id"] for row in rows}
    for row in kind.model._default_manager.values():
        one = told[str(row["id"])]
        deleted = None if row["deleted_at"] is None else fields.utc_text(row["deleted_at"])
        assert orjson.loads(one.document) == wire.document(kind, row)
        assert (one.version, one.deleted_at, orjson.loads(one.field_versions)) == (
            row["version"],
            deleted,
            row["field_versions"],
        )


def test_the_same_id_next_door_is_another_record(village, next_door):
    note, name = wire.kind_named("note"), str(uuid4())
    for number, place in enumerate((village, next_door)):
        head = {"village_id": str(place.pk), "id": name, "version": 1, "field_versions": {}, "deleted_at": None}
        store.insert(note.model, [{**head, **wire.columns(note, {"title": f"Nomor {number}"})}])

    found = dict(read_states({note: [Key(str(next_door.pk), "note", name)]}))

    assert found == {Key(str(next_door.pk), "note", name): State({"title": "Nomor 1"}, {}, 1, None, fresh=False)}


SPELLINGS = [
    ("at", "2026-11-23T10:02:11+07:00", "2026-11-23T03:02:11Z"),
    ("at", "2026-11-23T03:02:11.5Z", "2026-11-23T03:02:11.500Z"),
    ("volume", 12.0, 12),
    ("tags", ["b", "a", "b"], ["a", "b"]),
    ("box", REF.upper(), REF),
    ("title", "", None),
    ("tags", [], None),
]


@pytest.mark.parametrize(("field", "said", "told"), SPELLINGS)
def test_another_spelling_is_read_as_the_ordinary_one(field, said, told):
    note = wire.kind_named("note")

    assert wire.check(note, {field: said}) == ({field: told}, [])


def test_what_the_quick_reader_takes_the_full_one_takes_alike():
    for kind in kinds.every():
        for number in range(8):
            offered = {field: sample(field, kind.column(field), number) for field in kind.fields}

            assert wire.check(kind, offered) == wire._check_closely(kind, offered)


def test_a_moment_is_told_in_utc():
    assert fields.utc_text(datetime(2026, 11, 23, 3, 15, 40, 120_000, UTC)) == "2026-11-23T03:15:40.120Z"
