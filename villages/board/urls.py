"""Addresses of the board: Indonesian, since villagers read them; short, since posters print them."""

from django.urls import path, re_path

from villages.board import pages

app_name = "board"
urlpatterns = [
    path("", pages.front, name="front"),
    path("desa/<str:code>/", pages.village, name="village"),
    path("desa/<str:code>/musyawarah/<uuid:key>/", pages.subject, name="subject"),
    path("desa/<str:code>/terbitan/<int:number>/", pages.publication, name="publication"),
    path("desa/<str:code>/terbitan/<int:number>.json", pages.snapshot, name="snapshot"),
    re_path(r"^desa/(?P<code>[^/]+)/foto/(?P<sha256>[0-9a-f]{64})\.jpg$", pages.photo, name="photo"),
]
