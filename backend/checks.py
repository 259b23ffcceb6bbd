"""Deploy checks: what must not reach a server."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

from backend.settings.core import LOCAL_KEY


@register(Tags.security, deploy=True)
def secret_key_is_own(**_: Any) -> list[CheckMessage]:
    """A server signs with a key of its own."""
    if settings.SECRET_KEY == LOCAL_KEY:
        return [Error("SECRET_KEY is the trial key.", hint="Set SECRET_KEY.", id="rembuk.E001")]
    return []


@register(Tags.security, deploy=True)
def cache_is_shared(**_: Any) -> list[CheckMessage]:
    """Sign-in limits count across processes only in a shared cache."""
    if "locmem" in settings.CACHES["default"]["BACKEND"]:
        return [Caution("Sign-in limits are counted per process.", hint="Set CACHE_URL.", id="rembuk.W001")]
    return []
