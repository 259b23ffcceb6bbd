"""The server's settings, but with a build of the app that a test may replace."""

import os
from pathlib import Path

from backend.settings import *  # noqa: F403 -- all of them, and one besides

PHONE_ROOT = Path(os.environ["PHONE_ROOT"])
