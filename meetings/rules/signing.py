"""Who signs the official record of a meeting.

Source: UU 6/2014 Ps 54 and the rules of procedure that villages set by Perdes (Permendesa PDTT 16/2019 Ps 31 (2)): the
chair, the village head and a representative of the participants. No list binds the whole country, so a kabupaten may
say who signs for it, by kind of meeting.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from meetings.terms import MeetingType, SignerRole

EVERY_KIND = "*"
"""The key of a kabupaten's rule for the kinds of meeting that it does not name."""

USUAL = {SignerRole.CHAIR: 1, SignerRole.VILLAGE_HEAD: 1, SignerRole.PARTICIPANT: 1}
AMONG_THEMSELVES = frozenset({MeetingType.MUSDUS, MeetingType.MUSKEL, MeetingType.RAPAT_BPD})
"""A hamlet, a group or the BPD alone decides for itself: the village head has nothing to sign there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many sign in a role; ``title``: the words on paper where they are not the usual ones, ``named``: whether the
    paper prints the name."""

    role: SignerRole
    count: int = 1
    title: str = ""
    named: bool = True


def asked_of(kind: str, asked: Mapping[str, Any]) -> list[Asked]:
    """Whom a kabupaten asks to sign for a kind of meeting, in its order; nothing where it has said nothing.

    ``asked``: its ``RuleSet.signers`` by kind of meeting, ``*`` for those not named: ``{"musrenbangdes": [{"role":
    "chair", "title": "Ketua BPD"}, {"role": "participant", "count": 3, "named": false}]}``; also a list of roles,
    asking one each, or counts by role. A role or a count that cannot be read asks for nothing.
    """
    said = asked.get(kind, asked.get(EVERY_KIND))
    if isinstance(said, dict):
        said = [{"role": role, "count": said.get(role)} for role in SignerRole.values]
    return list(_read(said)) if isinstance(said, list) else []


def signers_of(kind: str, asked: Mapping[str, Any]) -> dict[SignerRole, int]:
    """How many must sign in each role, by what ``asked_of`` reads; without such a rule the usual ones sign."""
    if not isinstance(asked.get(kind, asked.get(EVERY_KIND)), list | dict):
        return {role: count for role, count in USUAL.items() if _signs(role, kind)}
    found = asked_of(kind, asked)
    return {role: sum(one.count for one in found if one.role is role) for role in dict.fromkeys(_roles(found))}


def not_signed(needed: Mapping[SignerRole, int], signed: Collection[str]) -> dict[SignerRole, int]:
    """How many signatures each role still lacks; ``signed``: the role of each signature that was given."""
    given = list(signed)
    lacking = {role: count - given.count(role) for role, count in needed.items()}
    return {role: count for role, count in lacking.items() if count > 0}


def _read(said: list[Any]) -> Iterator[Asked]:
    for one in said:
        row = one if isinstance(one, dict) else {"role": one}
        role, count = row.get("role"), row.get("count", 1)
        if role in SignerRole.values and isinstance(count, int) and count > 0:
            yield Asked(SignerRole(role), count, str(row.get("title", "")), row.get("named", True) is not False)


def _roles(found: list[Asked]) -> Iterator[SignerRole]:
    """In the order of the official record, whatever order the paper has."""
    return (role for role in SignerRole if any(one.role is role for one in found))


def _signs(role: SignerRole, kind: str) -> bool:
    return role != SignerRole.VILLAGE_HEAD or kind not in AMONG_THEMSELVES
