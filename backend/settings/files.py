"""Static files, photographs and documents: a folder, or an S3-compatible store."""

from importlib import import_module
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


def bucket(name: str, **door: str | None) -> dict[str, Any]:
    """A bucket as Django's storage; ``door``: ``endpoint_url``, ``access_key``, ``secret_key``.

    It is given up soon, since a phone waits at the other end and will come again.
    """
    patience = import_module("botocore.config").Config(
        connect_timeout=5, read_timeout=30, retries={"mode": "standard", "total_max_attempts": 2}
    )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": name,
            **door,
            "client_config": patience,
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }


def _store() -> dict[str, Any]:
    if not FILE_BUCKET:
        return _FOLDER
    return bucket(
        FILE_BUCKET,
        endpoint_url=env.text("FILE_ENDPOINT") or None,
        access_key=env.secret("FILE_KEY") or None,
        secret_key=env.secret("FILE_SECRET") or None,
    )


STORAGES: dict[str, dict[str, Any]] = {
    "default": _store(),
    "boards": {
        "BACKEND": env.text("BOARDS_STORE", "villages.board.site.folder.Folder"),
        "OPTIONS": env.options("BOARDS_OPTIONS") or {"location": str(DATA_DIR / "boards")},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

UPLOAD_ROOT = DATA_DIR / "uploads"
UPLOAD_LIMIT = env.number("UPLOAD_LIMIT", default=25 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 9 * 1024 * 1024
