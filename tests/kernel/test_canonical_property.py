"""The quick way to canonical JSON gives the same bytes as the standard's own."""

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.canonical import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
QUANTITIES = st.integers(-(10**15), 10**15).map(lambda thousandths: thousandths / 1000)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False) | QUANTITIES
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_the_bytes_are_those_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)
