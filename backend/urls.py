"""All routes."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from backend import entrance, health, phone
from backend.api import api
from budgets import urls as taking_part

admin.site.has_permission = entrance.may_administer  # type: ignore[method-assign]
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api.urls),
    path("app", RedirectView.as_view(url="/app/", permanent=True)),
    path("app/", phone.app, name="phone"),
    path("app/<path:path>", phone.app),
    path("admin/login/", entrance.administration),
    path("admin/", admin.site.urls),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("petugas/", include("backend.entrance")),
    path("petugas/", include("meetings.urls")),
    path("petugas/", include("sync.urls")),
    path("petugas/", include(taking_part.office)),
    path("petugas/", include(taking_part.books)),
    path("petugas/", include(taking_part.desk)),
    path("petugas/", include(taking_part.oversight)),
    path("", include(taking_part.public)),
    path("", include("villages.board.urls")),
    path("", include("meetings.board.urls")),
    path("", include("budgets.urls")),
]
