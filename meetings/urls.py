"""Addresses of the desk."""

from django.urls import path, re_path

from meetings import views
from meetings.pages import coverage, judging, oversight, papers, photographs, reviewing

app_name = "desk"
_MEETING = "<uuid:village>/musyawarah/<uuid:meeting>/"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("cakupan/", coverage.picture, name="coverage"),
    path("cakupan/<int:year>/belum-lapor/", coverage.unreported, name="unreported"),
    path("cakupan/<int:year>/<str:code>", coverage.village, name="village"),
    path("pemeriksaan/", oversight.reviews, name="reviews"),
    path("kabar/", oversight.notices, name="notices"),
    path("terima-bersama/", reviewing.several, name="several"),
    path(f"{_MEETING}ambil/", reviewing.take, name="take"),
    path(f"{_MEETING}kembar/", reviewing.twin, name="twin"),
    path(f"{_MEETING}serahkan/", reviewing.hand_over, name="hand_over"),
    path(f"{_MEETING}batalkan-pengembalian/", reviewing.withdraw, name="withdraw"),
    path(f"{_MEETING}kegiatan/", judging.lines, name="lines"),
    path(f"{_MEETING}daftar-periksa/", judging.checklist, name="checklist"),
    path(f"{_MEETING}catatan/", judging.say, name="say"),
    path(f"{_MEETING}foto-berdampingan/", photographs.beside, name="beside"),
    path(f"{_MEETING}riwayat/", judging.entries, name="history"),
    path(f"{_MEETING}berita-acara.<str:form>", papers.record, name="record"),
    path("<uuid:village>/buku/<int:year>/<slug:name>.<str:form>", papers.book, name="book"),
    path(_MEETING, views.meeting, name="meeting"),
    path(f"{_MEETING}kembalikan/", views.return_meeting, name="return"),
    path(f"{_MEETING}setujui/", views.approve_meeting, name="approve"),
    path(f"{_MEETING}buka-lagi/", views.reopen_meeting, name="reopen"),
    path(f"{_MEETING}ganda/", views.decide_double, name="double"),
    path(f"{_MEETING}temuan/", views.dismiss_finding, name="dismiss"),
    path(f"{_MEETING}temuan/buka/", views.take_up_finding, name="take_up"),
    re_path(r"^(?P<village>[0-9a-f-]{36})/foto/(?P<sha256>[0-9a-f]{64})\.jpg$", views.photo, name="photo"),
]
