"""Settings of a test's own processes: sweeps every two seconds, and queues that nobody else on this broker uses."""

import os

from tests.faults import own_folder

globals().update({name: value for name, value in vars(own_folder).items() if name.isupper()})

PERIOD = 2.0
PREFIX = os.environ["TEST_QUEUES"]

QUEUES = tuple(f"{PREFIX}{name}" for name in own_folder.QUEUES)  # type: ignore[attr-defined]
CELERY_TASK_DEFAULT_QUEUE = f"{PREFIX}{own_folder.CELERY_TASK_DEFAULT_QUEUE}"  # type: ignore[attr-defined]
CELERY_TASK_ROUTES = {
    task: {"queue": f"{PREFIX}{route['queue']}"}
    for task, route in own_folder.CELERY_TASK_ROUTES.items()  # type: ignore[attr-defined]
}
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": PERIOD, "options": {"expires": PERIOD}}
    for name, entry in own_folder.CELERY_BEAT_SCHEDULE.items()  # type: ignore[attr-defined]
    if isinstance(entry["schedule"], float)
}
