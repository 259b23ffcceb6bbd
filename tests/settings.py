"""The product's settings for tests: own folder, quick passwords, a key of no worth."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DATABASE_PARTITIONS", "4")  # enough to see what is pruned; each takes time to make
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="rembuk-test-")

from backend import settings as product

atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

globals().update({name: value for name, value in vars(product).items() if name.isupper()})

if product.CACHES["default"]["BACKEND"].endswith("RedisCache"):
    # each process of the tests has a database of its own, since tests empty theirs
    _place, _slash, _number = str(product.CACHES["default"]["LOCATION"]).rpartition("/")
    _number = str(int(_number) + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]))
    CACHES = {"default": {**product.CACHES["default"], "LOCATION": f"{_place}/{_number}"}}

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(os.environ["DATA_DIR"]) / "media"
WHITENOISE_AUTOREFRESH = True
