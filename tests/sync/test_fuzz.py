"""Bodies that grew out of a valid one by chance: always 200 or a refusal of the protocol, and the ledger holds.

The cases are the same in every run; one village lives through all of them.
"""

import copy
import gzip
import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.kernel import ids
from sync.models import LedgerEntry
from sync.verify import verify

pytestmark = pytest.mark.django_db

OUTCOMES = {"applied", "merged", "conflict", "held", "rejected"}
REFUSALS = {(400, "malformed"), (409, "cursor_unknown"), (413, "too_large"), (415, "encoding"), (426, "upgrade")}
BODIES, BYTES, NOTES = 1500, 500, 60
SAME_EVERY_TIME = {
    "derandomize": True,
    "database": None,
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
}

ODD = st.one_of(
    st.sampled_from(
        [
            None,
            True,
            False,
            0,
            -1,
            1,
            2,
            3,
            2**31,
            2**53,
            2**63,
            10**30,
            0.5,
            -0.0,
            1e308,
            "",
            "x",
            "\x00",
            "\u202e",
            [],
            {},
        ]
    ),
    st.sampled_from(["meeting", "note", "box", "echo", "__proto__", "2026-02-30T10:00:00Z", "2026-11-23T10:00:00Z"]),
    st.text(max_size=12),
    st.integers(),
    st.lists(st.sampled_from(["a", "b", 1, None]), max_size=3),
    st.dictionaries(st.sampled_from(["title", "amount", "base", "a", ""]), st.integers(0, 9), max_size=2),
)
MUTATION = st.tuples(st.sampled_from(["set", "set", "drop", "copy", "add", "swap"]), st.integers(0, 10**6), ODD)
MUTATIONS = st.lists(MUTATION, min_size=1, max_size=4)


def places(value, path=()):
    """Every place in a JSON value, as the path that leads there."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inner:
        yield from places(part, (*path, name))


def mutate(body, how, where, odd):
    """One accident somewhere in the body."""
    ways = [path for path in places(body) if path]
    if not ways:
        return
    path = ways[where % len(ways)]
    parent = body
    for name in path[:-1]:
        parent = parent[name]
    match how:
        case "set":
            parent[path[-1]] = odd
        case "drop":
            del parent[path[-1]]
        case "copy" if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[path[-1]]))
        case "add" if isinstance(parent, dict):
            parent[str(odd)[:9]] = odd
        case _:
            other = ways[(where // 7) % len(ways)]
            if len(other) == 1:
                parent[path[-1]] = copy.deepcopy(body[other[0]])


@pytest.fixture
def pool(siti, dadang):
    """Records, bases and a difference that mutated bodies may meet."""
    box = siti.phone.record("box", label="Balai")
    notes = [siti.phone.record("note", title=f"n{number}", amount=1, box=box, tags=["a"]) for number in range(NOTES)]
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(notes[0], amount=2)
    dadang.phone.change(notes[0], amount=3)
    siti.phone.sync()
    dadang.phone.sync()
    return notes, box, dadang.phone.last["results"][0]["conflict"]


def valid(phone, pool, number):
    """A body that the server takes; every number another one."""
    notes, box, conflict = pool
    made = {"village": str(phone.village), "kind": "note", "made_at": "2026-11-23T10:02:11+07:00"}
    moment = {
        "body": "satu\ndua",
        "at": "2026-11-23T10:00:00Z",
        "tags": ["b"],
        "volume": 1.5,
        "secret": "s",
        "box": box,
    }
    changes = [
        {**made, "id": str(ids.uuid7()), "record": str(ids.uuid7()), "base": 0, "set": {"title": "baru", **moment}},
        {
            **made,
            "id": str(ids.uuid7()),
            "record": notes[number % NOTES],
            "base": number % 5,
            "set": {"amount": number % 9},
        },
        {**made, "id": str(ids.uuid7()), "record": notes[(number + 1) % NOTES], "base": 2, "delete": True},
        {**made, "id": str(ids.uuid7()), "record": notes[0], "base": 1, "set": {"amount": 5}, "resolves": conflict},
    ]
    return {**phone.request(limit=5), "unsent": {"changes": 1, "files": 0}, "changes": changes[: 1 + number % 4]}


def judge(answer, before, asked):
    """Fails on any answer that the protocol does not know; answers what it was."""
    if answer.status_code != 200:
        assert answer["Content-Type"] == "application/problem+json"
        told = answer.status_code, answer.json()["code"]
        assert told in REFUSALS, answer.content
        assert LedgerEntry.objects.count() == before, "refused, and yet something took effect"
        return [told]
    results = answer.json()["results"]
    assert {one["outcome"] for one in results} <= OUTCOMES
    if asked is not None:
        assert [one["id"] for one in results] == [one["id"] for one in asked]
    return [one["outcome"] for one in results]


def test_bodies_grown_out_of_a_valid_one(siti, pool):
    siti.phone.cursors = {}
    told: Counter = Counter()

    @settings(max_examples=BODIES, **SAME_EVERY_TIME)
    @given(st.integers(0, 10**4), MUTATIONS)
    def run(number, mutations):
        body = valid(siti.phone, pool, number)
        for how, where, odd in mutations:
            mutate(body, how, where, odd)
        before = LedgerEntry.objects.count()
        answer = siti.phone.post(body)
        told.update(judge(answer, before, body.get("changes") or [] if answer.status_code == 200 else None))

    run()

    assert list(verify(siti.village.pk)) == []
    assert set(told) >= {"applied", "conflict", "rejected", "merged", (400, "malformed")}, told


def test_bytes_changed_cut_or_doubled_on_the_way(siti, pool):
    @settings(max_examples=BYTES, **SAME_EVERY_TIME)
    @given(
        st.integers(0, 10**4),
        st.booleans(),
        st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=3),
        st.integers(0, 60),
    )
    def run(number, packed, flips, cut):
        data = bytearray(json.dumps(valid(siti.phone, pool, number)).encode())
        data = bytearray(gzip.compress(bytes(data), mtime=0)) if packed else data
        for where, byte in flips:
            data[where % len(data)] = byte
        data = data[: len(data) - cut] if cut < 40 else data + data[: cut - 40]
        before = LedgerEntry.objects.count()
        headers = {"Content-Encoding": "gzip"} if packed else {}
        judge(siti.phone.post(bytes(data), **headers), before, None)

    run()

    assert list(verify(siti.village.pk)) == []
