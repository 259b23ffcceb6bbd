"""A worker starts by the command of the operations page, and every scheduled task is one that it knows."""

import os
import subprocess
import sys

from django.conf import settings

from backend.celery import app


def test_a_worker_finds_its_settings_and_tasks():
    world = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "celery", "-A", "backend.celery", "report"]

    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env={**world, "DEBUG": "1"}, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert "sync.tasks.sweep_uploads" in done.stdout


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert scheduled <= set(app.tasks)
