"""The same rich exchange again and again; the server dies at its first statement, its second, ... until it lives."""

import pytest
import time_machine

from sync.models import Conflict, Held, LedgerEntry, Rejection
from tests.simulation import backups, check
from tests.simulation.disk import Crashed
from tests.simulation.network import Answer
from tests.simulation.rich import NOON, OUTCOMES, Rich
from tests.simulation.server import death_at
from tests.simulation.witness import essence
from tests.simulation.world import clear

KEPT = (LedgerEntry, Conflict, Held, Rejection)


@pytest.fixture
def rich(stage):
    """Everything recorded, nothing of it sent."""
    with time_machine.travel(NOON, tick=False):
        clear()
        found = Rich(stage)
        found.arrange()
        for change in found.recorded():
            found.siti.record(change)
        yield found


def carried_on(rich):
    """Siti records and sends, and goes on after each crash; whether there was one."""
    crashes = 0
    deeds = [lambda one=one: rich.siti.record(one) for one in rich.recorded()]
    for deed in [*deeds, lambda: rich.calm.session(rich.siti)]:
        try:
            deed()
        except Crashed:
            crashes += 1
            rich.scene.reopen(rich.siti)
    return crashes


def told(results):
    """What answers to the same changes have in common, whenever the server died: ids of conflicts are made anew."""
    return [(one["id"], essence({**one, "conflict": None, "held": None})) for one in results]


def kept(changes):
    """How many of these changes the server kept, by village."""
    found = {}
    for model in KEPT:
        for village, change in model._default_manager.filter(change__in=changes).values_list("village_id", "change"):
            found.setdefault(str(village), set()).add(change)
    return {village: len(one) for village, one in found.items()}


def wholes(request):
    """How many of a request's changes belong to each village."""
    villages = [one["village"] for one in request.asked["changes"]]
    return {village: villages.count(village) for village in villages}


@pytest.mark.parametrize("by_database", [False, True], ids=["process", "database"])
def test_the_server_may_die_at_any_statement(rich, by_database):
    scene = rich.scene
    request = rich.post.leave(rich.siti, rich.siti.seal(20, 500))
    changes, whole = [one["id"] for one in request.asked["changes"]], wholes(request)
    before = backups.read()
    undisturbed = scene.server.exchange(request.token, request.body, packed=request.packed)
    assert {one["outcome"] for one in undisturbed.body["results"]} == OUTCOMES

    number, inside = 0, 0
    while True:
        number += 1
        backups.write(before)
        death = death_at(number, by_database=by_database)
        reply = rich.post.ask(request, death)
        if not death.struck:
            break
        inside += death.inside
        assert reply is None or reply.status == 503
        assert all(many == whole[village] for village, many in kept(changes).items()), f"half there after {number}"
        again = scene.server.exchange(request.token, request.body, packed=request.packed)
        assert told(again.body["results"]) == told(undisturbed.body["results"])
        assert kept(changes) == whole

    assert inside > 3
    rich.post.at_phone(rich.siti, Answer("siti", request.number, reply, 0))
    rich.calm.settle_down()
    check.everything(scene.world, scene.witness, list(scene.phones.values()), scene.today())


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_the_phone_may_go_off_at_any_write(stage, before):
    number, crashes = 0, 1
    while crashes:
        number += 1
        clear()
        with time_machine.travel(NOON, tick=False):
            rich = Rich(stage)
            rich.arrange()
            rich.siti.disk.crash_at_write(number, before=before)
            crashes = carried_on(rich)
            rich.calm.settle_down()
            scene = rich.scene
            check.everything(scene.world, scene.witness, list(scene.phones.values()), scene.today())

    assert number > 8
