"""The peer: an empty route with a token on the same stack (Django with the product's middleware, django-ninja, knox).

``python -m bench.peers.empty_ninja`` makes its tables and prints a token; gunicorn serves ``bench.peers.empty_ninja``.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from backend import settings as product

KNOX_AS_IT_COMES = {
    "INSTALLED_APPS": [
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.messages",
        "django.contrib.sessions",
        "django.contrib.staticfiles",
        "knox",
    ],
    "AUTH_USER_MODEL": "auth.User",
    "KNOX_TOKEN_MODEL": "knox.AuthToken",
    "MIGRATION_MODULES": {},
    "ROOT_URLCONF": "bench.peers.empty_ninja",
}
if not settings.configured:
    settings.configure(**{name: getattr(product, name) for name in product.__all__} | KNOX_AS_IT_COMES)
application = get_wsgi_application()

from django.http import HttpRequest
from django.urls import path
from knox.auth import TokenAuthentication
from ninja import NinjaAPI
from ninja.security.base import AuthBase


class Knox(AuthBase):
    """knox behind django-ninja."""

    openapi_type = "apiKey"

    def __call__(self, request: HttpRequest) -> object:
        """The token's row; knox raises where there is none."""
        found = TokenAuthentication().authenticate(request)
        if found is None:
            return None
        request.user, token = found
        return token


api = NinjaAPI(auth=Knox(), docs_url=None)


@api.get("/empty/")
def empty(request: HttpRequest) -> dict[str, str]:
    """Nothing."""
    return {}


urlpatterns = [path("api/", api.urls)]


def prepare() -> str:
    """Makes the tables and a user; answers a token."""
    from django.contrib.auth.models import User  # noqa: PLC0415 -- after the settings
    from django.core.management import call_command  # noqa: PLC0415
    from knox.models import AuthToken  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return str(AuthToken.objects.create(User.objects.create_user("bench"))[1])


if __name__ == "__main__":
    print(prepare())  # noqa: T201 -- the answer
