"""What must hold of every single answer, the moment it leaves the server."""

from datetime import date
from typing import Any

from sync.models import Conflict, LedgerEntry
from tests.simulation.handset import SCHEMA
from tests.simulation.recordings import SORTS
from tests.simulation.server import Reply
from tests.simulation.witness import Broken, Witness, codes, forbidden, unreadable
from tests.simulation.world import World

EXPECTED = {200, 401, 403, 409, 426, 503}


def judge(world: World, witness: Witness, name: str, asked: dict[str, Any], reply: Reply, today: date) -> None:
    """Raises ``Broken`` where the answer to somebody breaks a promise."""
    if reply.status not in EXPECTED:
        raise Broken(f"the server answered {reply.status}: {reply.body}")
    if reply.status in (200, 426) and (reply.status == 426) is not (asked["schema"] < SCHEMA):
        raise Broken(f"an app of schema {asked['schema']} was answered {reply.status}")
    if reply.status != 200:
        return
    fresh = {one["id"] for one in asked["changes"]} - witness.said.keys()
    witness.hear(asked["changes"], reply.body["results"])
    _no_leak(world.seated(name, today), reply.body)
    _no_right_is_first(reply.body["results"])
    for change, result in zip(asked["changes"], reply.body["results"], strict=True):
        standing = world.standing(name, change["village"], today)
        if change["id"] in fresh and not result.get("replayed"):
            _fair(standing, change, result)


def _no_leak(seated: set[str], answer: dict[str, Any]) -> None:
    named = {one["village"] for one in answer["changes"]} | set(answer["cursors"])
    named |= {one["village"] for one in (answer.get("access") or {"villages": []})["villages"]}
    if named - seated:
        raise Broken(f"a phone was told of villages where its owner has no seat: {sorted(named - seated)}")
    if set(answer["cursors"]) != seated:
        raise Broken("a phone was not told how far each of its villages was read")


def _no_right_is_first(results: list[dict[str, Any]]) -> None:
    """Nobody is told that a change has no right that took effect before, whether or not its answer arrived."""
    denied = [one["id"] for one in results if codes(one) == {"no_right"}]
    if denied and LedgerEntry.objects.filter(change__in=denied).exists():
        raise Broken("somebody was told that a change that stands in the ledger never had the right")


def _fair(standing: str, change: dict[str, Any], result: dict[str, Any]) -> None:
    """A new change fares as the book of seats and its content say."""
    outcome, said = result["outcome"], codes(result)
    if standing == "none":
        if said != {"no_right"}:
            raise Broken(f"somebody without a seat was answered {outcome} {said}")
    elif wrong := unreadable(change):
        if not said or not said <= wrong:
            raise Broken(f"an unreadable change ({wrong}) was answered {outcome} {said}")
    else:
        _fair_in_content(standing, change, result)


def _fair_in_content(standing: str, change: dict[str, Any], result: dict[str, Any]) -> None:
    outcome, said = result["outcome"], codes(result)
    if standing == "grace":
        if (outcome, result.get("reason")) != ("held", "assignment_ended"):
            raise Broken(f"late work after a seat's end was answered {outcome} {said}")
    elif outcome == "rejected":
        _refused_for_cause(change, said)
    elif outcome == "held" and result["reason"] != "closed":
        raise Broken(f"somebody in office was held for {result['reason']}")


def _refused_for_cause(change: dict[str, Any], said: set[str]) -> None:
    entries = LedgerEntry.objects.filter(village=change["village"], kind=change["kind"], record=change["record"])
    causes = set()
    if forbidden(change):
        causes.add("forbidden_word")
    if not entries.exists():
        causes |= {"record_unknown"} if change.get("delete") else set()
        if any(not change.get("set", {}).get(name) for name in SORTS[change["kind"]].required):
            causes.add("required")
    if "resolves" in change:
        conflict = Conflict.objects.filter(pk=change["resolves"]).first()
        if conflict is None:
            causes.add("conflict_unknown")
        else:
            causes |= {"already_settled"} if conflict.settled_at else set()
            causes |= {"settles_partly"} if set(conflict.fields) - set(change.get("set", {})) else set()
    if not said or not said <= causes:
        raise Broken(f"a change was refused for {said}, of which only {causes} is the case")
