"""Sign-in, tokens, headers."""

from datetime import timedelta

from csp.constants import NONE, SELF

from backend.settings import env
from backend.settings.core import DEBUG

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "backend.passwords.LocalWords"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/petugas/masuk/"
LOGIN_REDIRECT_URL = "/petugas/"
LOGOUT_REDIRECT_URL = "/"

KNOX_TOKEN_MODEL = "sync.Device"  # noqa: S105 -- a model's name
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "TOKEN_LIMIT_PER_USER": None}
TOKEN_SLIDING_DAYS = 90
TOKEN_LONGEST_DAYS = 365
SIGN_IN_TRIES = env.number("SIGN_IN_TRIES", default=5)
SIGN_IN_WINDOW = 15 * 60
SECOND_FACTOR_REQUIRED = env.flag("SECOND_FACTOR_REQUIRED", default=False)
"""Officers must have a second factor; otherwise it is offered."""
OTP_TOTP_ISSUER = "Rembuk Desa"
SIGN_IN_TRIES_PER_ADDRESS = env.number("SIGN_IN_TRIES_PER_ADDRESS", default=50)
"""Wrong passwords from one address in an hour; phones on which the person was signed in before are free of it."""
SIGN_IN_TRIES_PER_ACCOUNT = env.number("SIGN_IN_TRIES_PER_ACCOUNT", default=100)
"""The same for one account, from everywhere."""
TAKING_PART_PER_ADDRESS = env.number("TAKING_PART_PER_ADDRESS", default=20)
"""Proposals and questions that one address may send in an hour; a village often shares one."""
TAKING_PART_PER_VILLAGE = env.number("TAKING_PART_PER_VILLAGE", default=200)
"""The same for one village in a day, from all addresses."""
VERIFICATIONS_PER_ADDRESS = env.number("VERIFICATIONS_PER_ADDRESS", default=60)
"""Files that one address may have checked in an hour."""

HTTPS = env.flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^metrics$", r"^healthz$", r"^readyz$"]
"""Programs are not led on: ``backend.answers.only_encrypted`` refuses them, but for who asks how the server does."""
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
COOKIE_PREFIX = "__Host-" if HTTPS else ""
"""Of such a cookie a browser takes only what this very host set over HTTPS, so no neighbouring host can plant one."""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 60 * 60
"""A working day at the desk; then one signs in again."""
DESK_IDLE_MINUTES = env.number("DESK_IDLE_MINUTES", default=60)
"""Whoever leaves the desk alone for so long signs in again; 0: never."""
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}bahasa"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:", "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
