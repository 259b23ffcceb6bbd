"""The first promise: what was acknowledged is so, once. Held against a village's books after a run."""

from collections.abc import Iterator
from typing import Any

from tests.simulation.books import Books
from tests.simulation.witness import NOT_KEPT, Witness, codes

TOOK_EFFECT = ("applied", "merged", "conflict")


def acknowledged_faults(books: Books, witness: Witness, excused: set[str]) -> Iterator[str]:
    """What a phone was told of a change is so, once."""
    judges = {"held": _held_fault, "rejected": _refused_fault}
    for number, result in witness.told.items():
        if witness.offered[number]["village"] == books.village and number not in excused:
            fault = judges.get(result["outcome"], _effect_fault)(books, number, result)
            if fault:
                yield f"{number} was told {result['outcome']}: {fault}"


def _held_fault(books: Books, number: str, result: dict[str, Any]) -> str:
    held, found = books.held.get(number), books.number_of(number)
    if held is None or held["id"] != result["held"]:
        return "it is not held"
    if bool(found) is not (held["decision"] == "admitted"):
        return f"it was {held['decision'] or 'not decided on'} and stands in the ledger at {found}"
    return ""


def _refused_fault(books: Books, number: str, result: dict[str, Any]) -> str:
    found = books.number_of(number)
    if codes(result) & NOT_KEPT:
        return ""  # a late copy may have fared better on another day
    if found:
        return f"it stands in the ledger at {found} all the same"
    if number not in books.rejected:
        return "nobody kept it for support"
    return ""


def _effect_fault(books: Books, number: str, result: dict[str, Any]) -> str:
    found = books.number_of(number)
    if found != [result["version"]]:
        return f"as {result['version']}, it stands in the ledger at {found}"
    if books.entries[found[0] - 1]["outcome"] != result["outcome"]:
        return "the ledger says otherwise"
    if result["outcome"] == "conflict" and books.conflicts.get(result["conflict"], {}).get("change") != number:
        return "the conflict that it was told of is not there"
    return ""


def told_faults(books: Books, witness: Witness) -> Iterator[str]:
    """What the server said and nobody heard holds as well: a lost answer is an answer."""
    for number, result in witness.said.items():
        lost = result["outcome"] in TOOK_EFFECT and books.number_of(number) != [result["version"]]
        if lost and witness.offered[number]["village"] == books.village:
            yield f"the server said {result['outcome']} to {number}, and the ledger does not hold it"
