"""An empty route with the product's own tokens, on its own settings and database."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
settings.ROOT_URLCONF = "bench.peers.empty_own"
application = get_wsgi_application()

from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI

from backend.auth import DeviceToken

api = NinjaAPI(auth=DeviceToken(), docs_url=None)


@api.get("/empty/")
def empty(request: HttpRequest) -> dict[str, str]:
    """Nothing."""
    return {}


urlpatterns = [path("api/", api.urls)]
