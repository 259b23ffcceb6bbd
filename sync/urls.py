"""Addresses of the pages about what waits for people, and about phones."""

from django.urls import path

from sync import pages, views

app_name = "waiting"
urlpatterns = [
    path("dua-catatan/", views.conflicts, name="conflicts"),
    path("dua-catatan/<uuid:conflict>/", views.conflict, name="conflict"),
    path("menunggu/", views.held, name="held"),
    path("menunggu/<uuid:held>/", views.held_one, name="held_one"),
    path("hp/", pages.phones, name="phones"),
    path("hp/diam/", pages.silent, name="silent"),
    path("hp/<uuid:device>/", pages.phone, name="phone"),
    path("berkas/", pages.bundle, name="bundle"),
]
