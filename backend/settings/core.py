"""Applications, database, language, time."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from backend.settings import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG", default=False)
LOCAL_KEY = "only-for-one-machine-and-never-for-a-server"
SECRET_KEY = env.secret("SECRET_KEY", default=LOCAL_KEY if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY (or SECRET_KEY_FILE) to a long random text, or DEBUG=1 for a trial.")
SECRET_KEY_FALLBACKS = [key for key in env.secret("SECRET_KEY_FALLBACKS").split(",") if key]
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

DATABASE_PARTITIONS = env.number("DATABASE_PARTITIONS", default=16)
"""Parts that migrations split the big tables into on PostgreSQL, by village; 0 leaves them whole."""

EXCHANGES_AT_ONCE = env.number("EXCHANGES_AT_ONCE", default=4)
"""Exchanges that one process answers at a time; another ``EXCHANGES_WAITING`` wait for a place, the rest is sent away
with ``Retry-After``. Where gunicorn has no more threads than the two together, nobody ever is."""
EXCHANGES_WAITING = env.number("EXCHANGES_WAITING", default=8)

RXDB_STREAMS = env.number("RXDB_STREAMS", default=2)
"""Streams to RxDB's clients that one process serves at a time; each holds a thread."""

INSTALLED_APPS = [
    "backend.apps.BackendConfig",
    "budgets.apps.BudgetsConfig",
    "meetings.apps.MeetingsConfig",
    "sync.apps.SyncConfig",
    "villages.apps.VillagesConfig",
    "backend.apps.OfficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "knox",
]
MIDDLEWARE = [
    "backend.requests.tell",
    "backend.metrics.count_requests",
    "backend.headers.guard",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "villages.board.site.early.answer_early",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backend.admission.admit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "backend.language.speak",
    "backend.answers.only_encrypted",
    "backend.answers.problems_only",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "backend.sittings.watch",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
MIGRATION_MODULES = {"knox": None}
"""knox's own token table is replaced by ``sync.Device``; its migrations would make an orphan of it."""
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "villages.User"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "board",
        "OPTIONS": {"loaders": ["villages.board.folding.Loader"]},
    },
]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "backend" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
    ),
}


POSTGRES_OPTIONS: dict[str, Any] = {
    "server_side_binding": True,
    "prepare_threshold": env.number("DATABASE_PREPARE_AFTER", default=3) or None,
}
"""The server plans what it is asked again and again only once; 0 turns that off, as for an old pgbouncer."""


def _database() -> dict[str, Any]:
    found = env.database("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'rembuk.sqlite3'}")
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {**SQLITE_OPTIONS, **found.get("OPTIONS", {})}
    else:
        found["CONN_HEALTH_CHECKS"] = True
        found["OPTIONS"] = {**POSTGRES_OPTIONS, **found.get("OPTIONS", {})}
    found.setdefault("CONN_MAX_AGE", env.number("DATABASE_CONN_MAX_AGE", default=600))
    return found


DATABASES = {"default": _database()}
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
