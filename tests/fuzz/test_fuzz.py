"""A short run of what ``make fuzz`` does at length: the seeds, then bytes by chance, the same in every run."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import CUT, SEEDS, TARGETS

PIECES = st.sampled_from(
    [
        CUT,
        b"\n",
        b"a",
        b"b",
        b"a\nb",
        b"=",
        b"-",
        b" ",
        b"\x0b",
        b"'",
        b'"',
        b"{",
        b"}",
        b"[",
        b":",
        b",",
        b"1",
        b"\\ud800",
    ]
)
ODD = st.lists(PIECES | st.binary(max_size=3), max_size=24).map(b"".join)


@pytest.mark.parametrize("name", TARGETS)
def test_what_always_holds_holds_for_the_seeds(name):
    for content in SEEDS[name]:
        TARGETS[name](content)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=1500, derandomize=True, database=None, deadline=None)
@given(content=ODD)
def test_what_always_holds_holds_for_bytes_by_chance(name, content):
    TARGETS[name](content)
