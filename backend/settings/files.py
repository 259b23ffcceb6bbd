"""Static files, photographs and documents: a folder, or an S3-compatible store."""

from typing import Any

from backend.settings import env
from backend.settings.core import BASE_DIR, DATA_DIR, DEBUG

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
PHONE_ROOT = BASE_DIR / "mobile" / "dist"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

FILE_BUCKET = env.text("FILE_BUCKET")
_FOLDER: dict[str, Any] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": str(MEDIA_ROOT)},
}
_BUCKET: dict[str, Any] = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": FILE_BUCKET,
        "endpoint_url": env.text("FILE_ENDPOINT") or None,
        "access_key": env.secret("FILE_KEY") or None,
        "secret_key": env.secret("FILE_SECRET") or None,
        "default_acl": "private",
        "querystring_auth": True,
        "file_overwrite": False,
    },
}
STORAGES = {
    "default": _BUCKET if FILE_BUCKET else _FOLDER,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

UPLOAD_ROOT = DATA_DIR / "uploads"
UPLOAD_LIMIT = env.number("UPLOAD_LIMIT", default=25 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 9 * 1024 * 1024
