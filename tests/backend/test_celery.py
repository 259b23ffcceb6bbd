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


def test_a_web_process_knows_the_tasks_that_it_nudges():
    world = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    asked = (
        "import backend.wsgi; from celery import current_app as app; print('meetings.tasks.check_meeting' in app.tasks)"
    )

    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=settings.BASE_DIR,
        env={**world, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "backend.settings"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stdout.strip() == "True", done.stderr


def test_a_page_or_a_command_knows_every_task_that_it_sends():
    said = "from celery import current_app; print(*sorted(current_app.tasks))"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", said]

    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env={**os.environ, "DEBUG": "1"}, capture_output=True, text=True, timeout=60
    )

    assert {"meetings.tasks.check_meeting", "villages.tasks.make_documents"} <= set(done.stdout.split()), done.stderr
