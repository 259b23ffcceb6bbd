"""The product's own settings with quick passwords: where the processes of one test share a folder of data."""

import os

os.environ.setdefault("DEBUG", "1")

from backend import settings as product

globals().update({name: value for name, value in vars(product).items() if name.isupper()})

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
