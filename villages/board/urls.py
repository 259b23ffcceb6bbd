"""Addresses of the board: Indonesian, since villagers read them; short, since posters print them."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from villages.board import documents, feeds, pages, regions, sidik, verification
from villages.board.opendata import pages as data


class VillageCode(StringConverter):
    """Digits and dots, as a region's code is written."""

    regex = "[0-9.]{1,20}"


class KabupatenCode(StringConverter):
    """``32.05``."""

    regex = r"[0-9]{2}\.[0-9]{2}"


register_converter(VillageCode, "village")
register_converter(KabupatenCode, "kabupaten")
app_name = "board"
urlpatterns = [
    path("", pages.front, name="front"),
    path("cari/", pages.search, name="search"),
    path("wilayah/", regions.overview, name="regions"),
    path("wilayah/<village:code>/", regions.overview, name="region"),
    path("verifikasi/", verification.verification, name="verification"),
    path("verifikasi/verifikasi.py", verification.verifier, name="verifier"),
    path("sidik/", sidik.front, name="digests"),
    path("sidik/<kabupaten:code>/", sidik.days, name="days"),
    path("sidik/<kabupaten:code>.json", sidik.data, name="days_data"),
    path("sidik/<kabupaten:code>/<str:day>.json", sidik.villages, name="day_data"),
    path("desa/<village:code>/", pages.village, name="village"),
    path("desa/<village:code>/kabar.atom", feeds.news, name="news"),
    path("desa/<village:code>/dokumen/", feeds.documents, name="documents"),
    path("desa/<village:code>/pada/", pages.on_day, name="on_day"),
    path("desa/<village:code>/musyawarah/<uuid:key>/", pages.subject, name="subject"),
    path("desa/<village:code>/terbitan/<int:number>/", pages.publication, name="publication"),
    path("desa/<village:code>/terbitan/<int:number>.json", pages.snapshot, name="snapshot"),
    path("desa/<village:code>/terbitan/<int:number>/dokumen/<str:name>", documents.document, name="document"),
    path("desa/<village:code>/terbitan/<int:number>/bacaan/", documents.script, name="script"),
    path("data/", data.overview, name="data"),
    path("data/kamus/", data.dictionary, name="data_dictionary"),
    path("data/skema/<str:name>", data.schema, name="data_schema"),
    path("data/<village:code>/", data.overview, name="data_area"),
    path("data/<village:code>/<str:name>", data.file, name="data_file"),
    path("data/<str:name>", data.file, name="data_file_of_all"),
    re_path(r"^desa/(?P<code>[0-9.]{1,20})/foto/(?P<sha256>[0-9a-f]{64})\.jpg$", pages.photo, name="photo"),
]
