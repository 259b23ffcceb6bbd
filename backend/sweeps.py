"""The sweeps of the schedule: when each last ran, which are late, and running those that are due without a beat.

A run is noted in a row, not in a cache: it is what tells that Redis, a worker or beat is gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from celery.schedules import BaseSchedule, maybe_schedule
from celery.signals import task_postrun
from django.conf import settings
from django.db import DatabaseError

from backend.kernel import clock
from sync.models import SweepRun

FOUND_AGAIN_BY = {
    "meetings.tasks.make_sizes": "meetings.tasks.sweep_photos",
    "meetings.tasks.check_meeting": "meetings.tasks.sweep_checks",
    "budgets.tasks.reckon": "budgets.tasks.sweep_money",
    "villages.tasks.make_documents": "villages.tasks.sweep_documents",
    "villages.tasks.make_open_data_of": "villages.tasks.make_open_data",
    "villages.tasks.render_board": "villages.tasks.sweep_boards",
}
"""Which sweep sends a task again whose message was lost; ``tests/house/test_tasks.py`` wants one for every task."""

LATE_AFTER = timedelta(minutes=5)
"""How much later than due a sweep may run before it is called late."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """One entry of the schedule; ``ran_at`` and ``ended_well_at`` are ``None`` where it never did."""

    task: str
    schedule: BaseSchedule
    ran_at: datetime | None
    ended_well_at: datetime | None
    failure: str

    @property
    def due_in(self) -> timedelta:
        """How long until it is due; negative where it should have run. Never run: due now."""
        if self.ran_at is None:
            return timedelta(0)
        remaining: timedelta = self.schedule.remaining_estimate(self.ran_at)
        return remaining

    @property
    def lag(self) -> float:
        """Seconds by which its last good run is overdue; 0 where it is in time. Never run: a lag of nothing."""
        if self.ended_well_at is None:
            return 0.0
        return max(0.0, -self.schedule.remaining_estimate(self.ended_well_at).total_seconds())

    @property
    def is_late(self) -> bool:
        """Whether whoever watches should look."""
        return bool(self.failure) or self.lag > LATE_AFTER.total_seconds()


def every() -> list[Sweep]:
    """The sweeps, the most overdue first. One query."""
    runs = {run.name: run for run in SweepRun.objects.all()}
    found = [_sweep(entry, runs.get(entry["task"])) for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    return sorted(found, key=lambda one: -one.lag)


def _sweep(entry: dict[str, Any], run: SweepRun | None) -> Sweep:
    schedule: Any = maybe_schedule(entry["schedule"], app=current_app)
    if run is None:
        return Sweep(entry["task"], schedule, None, None, "")
    return Sweep(entry["task"], schedule, run.ran_at, run.ended_well_at, run.failure)


def note(task: str, failure: str = "") -> None:
    """Keeps that a sweep ran just now, and what kind of error ended it. One or two queries."""
    now = clock.now()
    said: dict[str, Any] = {"ran_at": now, "failure": failure[:80]}
    if not failure:
        said["ended_well_at"] = now
    SweepRun.objects.update_or_create(name=task, defaults=said)


def run_due() -> Iterator[tuple[str, str]]:
    """Runs the sweeps that are due in this process, one after the other; tells each with its error, empty where well.

    One that fails does not stop its neighbours.
    """
    for sweep in every():
        if sweep.due_in > timedelta(0):
            continue
        failure = ""
        try:
            current_app.tasks[sweep.task].run()
        except Exception as wrong:
            failure = type(wrong).__name__
        note(sweep.task, failure)
        yield sweep.task, failure


@task_postrun.connect(dispatch_uid="backend.sweeps")
def _note_run(sender: Any = None, state: str = "", retval: Any = None, **_: Any) -> None:
    """Celery tells that a task ended; sweeps are noted, whoever ran them."""
    if sender is None or sender.name not in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}:
        return
    failure = type(retval).__name__ if isinstance(retval, BaseException) else ("" if state == "SUCCESS" else state)
    try:
        note(sender.name, failure)
    except DatabaseError:  # the task's own outcome stands
        return
