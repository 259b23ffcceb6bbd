"""Who signs the official record of a meeting.

Source: UU 6/2014 Ps 54 and the rules of procedure that villages set by Perdes (Permendesa PDTT 16/2019 Ps 31 (2)): the
chair, the village head and a representative of the participants. No list binds the whole country, so a kabupaten may
say who signs for it, by kind of meeting.
"""

from collections.abc import Collection, Mapping
from typing import Any

from meetings.terms import MeetingType, SignerRole

EVERY_KIND = "*"
"""The key of a kabupaten's rule for the kinds of meeting that it does not name."""

USUAL = {SignerRole.CHAIR: 1, SignerRole.VILLAGE_HEAD: 1, SignerRole.PARTICIPANT: 1}
AMONG_THEMSELVES = frozenset({MeetingType.MUSDUS, MeetingType.MUSKEL, MeetingType.RAPAT_BPD})
"""A hamlet, a group or the BPD alone decides for itself: the village head has nothing to sign there."""


def signers_of(kind: str, asked: Mapping[str, Any]) -> dict[SignerRole, int]:
    """How many must sign in each role.

    ``asked``: a kabupaten's ``RuleSet.signers``: ``{"musrenbangdes": {"chair": 1, "participant": 3}, "*": ["chair",
    "village_head"]}``, by kind of meeting, a list asking one each. Without such a rule the usual ones sign; a role or
    a count that cannot be read asks for nothing.
    """
    said = asked.get(kind, asked.get(EVERY_KIND))
    if isinstance(said, list):
        said = dict.fromkeys(map(str, said), 1)
    if not isinstance(said, dict):
        return {role: count for role, count in USUAL.items() if _signs(role, kind)}
    return {role: count for role in SignerRole if isinstance(count := said.get(role.value), int) and count > 0}


def not_signed(needed: Mapping[SignerRole, int], signed: Collection[str]) -> dict[SignerRole, int]:
    """How many signatures each role still lacks; ``signed``: the role of each signature that was given."""
    given = list(signed)
    lacking = {role: count - given.count(role) for role, count in needed.items()}
    return {role: count for role, count in lacking.items() if count > 0}


def _signs(role: SignerRole, kind: str) -> bool:
    return role != SignerRole.VILLAGE_HEAD or kind not in AMONG_THEMSELVES
