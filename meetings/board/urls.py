"""The address of the calendar of coming meetings, beside those of the board."""

from django.urls import path

from meetings.board import pages

app_name = "agenda"
urlpatterns = [
    path("desa/<village:code>/jadwal.ics", pages.subscription, name="calendar"),
]
