"""Addresses of the desk."""

from django.urls import path, re_path

from meetings import views

app_name = "desk"
_MEETING = "<uuid:village>/musyawarah/<uuid:meeting>/"
urlpatterns = [
    path("", views.queue, name="queue"),
    path(_MEETING, views.meeting, name="meeting"),
    path(f"{_MEETING}kembalikan/", views.return_meeting, name="return"),
    path(f"{_MEETING}setujui/", views.approve_meeting, name="approve"),
    path(f"{_MEETING}buka-lagi/", views.reopen_meeting, name="reopen"),
    path(f"{_MEETING}ganda/", views.decide_double, name="double"),
    re_path(r"^(?P<village>[0-9a-f-]{36})/foto/(?P<sha256>[0-9a-f]{64})\.jpg$", views.photo, name="photo"),
]
