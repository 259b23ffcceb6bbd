"""Addresses of the pages where people decide on what waits."""

from django.urls import path

from sync import views

app_name = "waiting"
urlpatterns = [
    path("dua-catatan/", views.conflicts, name="conflicts"),
    path("dua-catatan/<uuid:conflict>/", views.conflict, name="conflict"),
    path("menunggu/", views.held, name="held"),
    path("menunggu/<uuid:held>/", views.held_one, name="held_one"),
]
