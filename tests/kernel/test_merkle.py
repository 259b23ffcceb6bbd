"""Trees of hashes: the vectors of the RFC's own log, and every proof of every small tree."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel import merkle

VECTORS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
"""Leaves and root of Certificate Transparency's reference tests (``merkletree`` of certificate-transparency)."""
ROOT_OF_EIGHT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
ROOT_OF_THREE = "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"


def by_the_letter(leaves):
    """MTH of RFC 6962, section 2.1, as it is written there."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + by_the_letter(leaves[:half]) + by_the_letter(leaves[half:])).digest()


def test_the_vectors_of_certificate_transparency():
    leaves = [merkle.leaf(bytes.fromhex(one)) for one in VECTORS]

    assert merkle.root([]).hex() == hashlib.sha256(b"").hexdigest()
    assert merkle.root(leaves[:3]).hex() == ROOT_OF_THREE
    assert merkle.root(leaves).hex() == ROOT_OF_EIGHT


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_of_every_small_tree_finds_the_root_and_no_other_place(size):
    leaves = [merkle.leaf(bytes([one])) for one in range(size)]
    root = by_the_letter(leaves)

    assert merkle.root(leaves) == root
    for place, one in enumerate(leaves):
        proof = merkle.path(leaves, place)
        assert merkle.root_by(one, place=place, size=size, path=proof) == root
        for other in range(size):
            if other != place:
                assert merkle.root_by(one, place=other, size=size, path=proof) != root
        assert merkle.root_by(one, place=place, size=size, path=[*proof, one]) is None
        if proof:
            assert merkle.root_by(one, place=place, size=size, path=proof[:-1]) is None


@given(st.data())
def test_a_changed_leaf_or_step_leads_elsewhere(data):
    leaves = [merkle.leaf(one) for one in data.draw(st.lists(st.binary(max_size=4), min_size=2, max_size=40))]
    place = data.draw(st.integers(0, len(leaves) - 1))
    proof = merkle.path(leaves, place)
    chain = [leaves[place], *proof]
    at, bit = data.draw(st.integers(0, len(chain) - 1)), data.draw(st.integers(0, 255))
    chain[at] = (int.from_bytes(chain[at], "big") ^ (1 << bit)).to_bytes(32, "big")

    assert merkle.root_by(chain[0], place=place, size=len(leaves), path=chain[1:]) != merkle.root(leaves)


@pytest.mark.parametrize(("place", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_place_outside_the_tree(place, size):
    assert merkle.root_by(b"x", place=place, size=size, path=[]) is None
    with pytest.raises(IndexError):
        merkle.path([b"x"] * size, place)
