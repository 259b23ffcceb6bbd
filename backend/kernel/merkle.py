"""Trees of hashes (RFC 6962, section 2.1): one root for many leaves, and a short proof that a leaf is among them."""

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\x00", b"\x01"
"""Set before what is hashed, so that no inner node can be passed off as a leaf (RFC 6962, 2.1)."""


def leaf(content: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(LEAF + content).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over hashes of leaves in their order; that of no leaves is the SHA-256 of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """What a leaf needs to find the root, from the bottom up (the audit path). Raises ``IndexError`` beyond the last.

    Joining pairs level by level, the odd one rising as it is, is the tree that the RFC defines from the top.
    """
    if not 0 <= place < len(leaves):
        raise IndexError(place)
    found, level = [], list(leaves)
    while len(level) > 1:
        beside = place ^ 1
        if beside < len(level):
            found.append(level[beside])
        level, place = _above(level), place // 2
    return found


def root_by(leaf_hash: bytes, *, place: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a proof leads to; ``None`` where it cannot be the proof of that place in a tree of that size."""
    if not 0 <= place < size:
        return None
    steps, reached, last = list(path), leaf_hash, size - 1
    while last:
        if place % 2 or place < last:
            if not steps:
                return None
            beside = steps.pop(0)
            reached = node(beside, reached) if place % 2 else node(reached, beside)
        place, last = place // 2, last // 2
    return None if steps else reached


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(NODE + left + right).digest()


def _above(level: list[bytes]) -> list[bytes]:
    pairs = [node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return pairs + level[len(pairs) * 2 :]
