"""gunicorn as the units start it: several processes, threads for those who wait, quiet, and renewed without a pause.

``systemctl reload`` (HUP) starts new workers with the new code and lets the old ones finish what they are at. So
nothing of ours may be imported here: the first process would hand its old modules on to every worker.
"""

import os
from pathlib import Path

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "16"))
worker_class = "gthread"
timeout = 120
graceful_timeout = 30
keepalive = 65
"""Longer than nginx keeps an idle connection, so that none is closed while a request is on its way."""
max_requests, max_requests_jitter = 20_000, 2_000
accesslog = None
control_socket_disable = True


def on_starting(_server):
    """Forgets the figures of processes that are gone."""
    for path in Path(os.environ.get("DATA_DIR", "var"), "metrics").glob("*.db"):
        number = path.stem.rpartition("_")[2]
        if number.isdigit() and not Path("/proc", number).exists():
            path.unlink(missing_ok=True)


def post_worker_init(worker):
    """Each worker opens its own connections; nothing is inherited."""
    worker.log.info("worker ready")
