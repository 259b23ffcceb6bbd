"""The product's settings, with the phone app out of the folder that ``PHONE_ROOT`` names."""

import os
from pathlib import Path

from backend.settings import *  # noqa: F403

PHONE_ROOT = Path(os.environ["PHONE_ROOT"])
