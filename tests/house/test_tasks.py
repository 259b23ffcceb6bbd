"""Every task has a queue that a worker serves and a sweep that finds it again, so that nothing rests on a message."""

import ast
import re
from datetime import timedelta
from importlib import import_module
from inspect import getsource
from pathlib import Path

import pytest
from celery import current_app
from celery.schedules import maybe_schedule
from django.conf import settings

import budgets.tasks
import meetings.tasks
import villages.tasks
from backend.sweeps import FOUND_AGAIN_BY

OURS = sorted(name for name in current_app.tasks if not name.startswith(("celery.", "tests.")))
SCHEDULED = {entry["task"]: entry for entry in settings.CELERY_BEAT_SCHEDULE.values()}
CAUGHT_UP_WITHIN = timedelta(minutes=5)
NIGHTLY = {"villages.tasks.make_open_data"}
"""Files for the whole country are made at night; nobody waits for them."""


def sends(sweep, task):
    """Whether the sweep's own code sends the task."""
    module, _dot, name = sweep.rpartition(".")
    tree = ast.parse(getsource(import_module(module)))
    body = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
    called = {ast.unparse(node.func) for node in ast.walk(body) if isinstance(node, ast.Call)}
    short = task.rpartition(".")[2]
    return bool(called & {f"{short}.delay", f"{short}.apply_async"})


@pytest.mark.parametrize("task", OURS)
def test_every_task_has_a_queue(task):
    assert settings.CELERY_TASK_ROUTES[task]["queue"] in settings.QUEUES


@pytest.mark.parametrize("task", OURS)
def test_every_task_is_a_sweep_or_sent_again_by_one(task):
    if task in SCHEDULED:
        return
    sweep = FOUND_AGAIN_BY[task]
    assert sweep in SCHEDULED
    assert sends(sweep, task)
    if sweep not in NIGHTLY:
        assert maybe_schedule(SCHEDULED[sweep]["schedule"]).run_every < CAUGHT_UP_WITHIN


def test_what_a_sweep_sends_lapses_when_the_next_one_sends_it_again():
    periods = {task: entry["schedule"] for task, entry in SCHEDULED.items()}

    assert (
        meetings.tasks.SWEPT_EVERY == periods["meetings.tasks.sweep_photos"] == periods["meetings.tasks.sweep_checks"]
    )
    assert periods["budgets.tasks.sweep_money"] == budgets.tasks.SWEPT_EVERY
    assert periods["villages.tasks.sweep_documents"] == villages.tasks.DOCUMENTS_SWEPT_EVERY
    assert periods["villages.tasks.sweep_boards"] == villages.tasks.SWEPT_EVERY


def test_nothing_is_said_of_tasks_that_are_none():
    assert set(settings.CELERY_TASK_ROUTES) == set(OURS)
    assert set(FOUND_AGAIN_BY) == set(OURS) - set(SCHEDULED)


def test_a_worker_serves_every_queue():
    units = Path(settings.BASE_DIR, "deploy").glob("rembuk-worker*.service")
    served = {
        name
        for unit in units
        for line in re.findall(r"--queues[= ](\S+)", unit.read_text())
        for name in line.split(",")
    }

    assert served == set(settings.QUEUES)
