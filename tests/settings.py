"""The product's settings for tests: own folder, quick passwords, a key of no worth."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DATABASE_PARTITIONS", "4")  # enough to see what is pruned; each takes time to make
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="rembuk-test-")

from backend import settings as product

globals().update({name: value for name, value in vars(product).items() if name.isupper()})

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(os.environ["DATA_DIR"]) / "media"
WHITENOISE_AUTOREFRESH = True
