"""What watches the server may read: figures for Prometheus, by a token or from listed addresses."""

import os

from backend.settings import env
from backend.settings.core import DATA_DIR

METRICS_TOKEN = env.secret("METRICS_TOKEN")
METRICS_FROM = env.words("METRICS_FROM", default=[])
"""Networks whose requests to ``/metrics`` need no token, such as ``127.0.0.1`` and ``10.0.0.0/8``."""

METRICS_ROOT = DATA_DIR / "metrics"
METRICS_ROOT.mkdir(parents=True, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_ROOT)  # read when prometheus_client is first imported

READY_KEPT = 5
"""Seconds for which ``/readyz`` tells the same, so that whoever asks often costs little."""
DISK_ALARM = 85
"""Percent of the disk, from which ``/readyz`` calls it nearly full."""
