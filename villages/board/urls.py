"""Addresses of the board: Indonesian, since villagers read them; short, since posters print them."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from villages.board import pages


class VillageCode(StringConverter):
    """Digits and dots, as a region's code is written."""

    regex = "[0-9.]{1,20}"


register_converter(VillageCode, "village")
app_name = "board"
urlpatterns = [
    path("", pages.front, name="front"),
    path("desa/<village:code>/", pages.village, name="village"),
    path("desa/<village:code>/musyawarah/<uuid:key>/", pages.subject, name="subject"),
    path("desa/<village:code>/terbitan/<int:number>/", pages.publication, name="publication"),
    path("desa/<village:code>/terbitan/<int:number>.json", pages.snapshot, name="snapshot"),
    re_path(r"^desa/(?P<code>[0-9.]{1,20})/foto/(?P<sha256>[0-9a-f]{64})\.jpg$", pages.photo, name="photo"),
]
